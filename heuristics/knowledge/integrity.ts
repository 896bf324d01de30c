/** What two integrities of one version say of each other. */

/**
 * Whether two SRI strings contradict each other: they name a sum of the same algorithm, and share none. They hold sums of one or
 * more algorithms each; sums of different algorithms can't be compared.
 */
export function contradicts(one: string, other: string): boolean {
  const sums = sumsOf(one)
  const shared = sumsOf(other).filter(({ algorithm }) => sums.some((each) => each.algorithm === algorithm))
  return shared.length > 0 && !shared.some((sum) => sums.some((each) => each.text === sum.text))
}

const sumsOf = (integrity: string): { readonly algorithm: string; readonly text: string }[] =>
  integrity
    .split(/\s+/)
    .map((each) => each.split('?', 1)[0] ?? '')
    .filter((each) => /^sha(1|256|384|512)-./.test(each))
    .map((text) => ({ algorithm: text.slice(0, text.indexOf('-')), text }))
