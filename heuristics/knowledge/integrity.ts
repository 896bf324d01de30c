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

/** What a registry says of the bytes of a release. */
export interface StatedBytes {
  /** SRI; `null` where it states none. */
  readonly integrity: string | null
  /** Where it states several sums of one algorithm. */
  readonly sums?: readonly string[] | undefined
}

/**
 * How what a registry states stands to what was locked. Against a lock it is asked whether both are the same, and not merely
 * whether they contradict each other: whoever serves a release chooses what he states of it.
 *
 * `other` where both name sums of the same algorithm and these are not the same, or where several sums of one are stated, any of
 * which npm takes. `incomparable` where nothing is stated, or sums of another algorithm.
 *
 * @param locked SRI
 */
export function againstLock(locked: string, { integrity, sums }: StatedBytes): 'same' | 'other' | 'incomparable' {
  if (sums !== undefined) return 'other'
  if (integrity === null) return 'incomparable'
  if (contradicts(locked, integrity)) return 'other'
  const [before, today] = [strongestOf(locked), strongestOf(integrity)]
  if (before.length === 0 || before[0]?.algorithm !== today[0]?.algorithm) return 'incomparable'
  const [one, other] = [before, today].map((each) => new Set(each.map(({ text }) => text)))
  return one?.size === other?.size && [...(one ?? [])].every((text) => other?.has(text)) ? 'same' : 'other'
}

/** The algorithm that npm checks bytes by; `null` where an SRI names none that proves anything. */
export const algorithmOf = (integrity: string): string | null => strongestOf(integrity)[0]?.algorithm ?? null

const STRONGEST_FIRST = ['sha512', 'sha384', 'sha256', 'sha1']

function strongestOf(integrity: string): ReturnType<typeof sumsOf> {
  const sums = sumsOf(integrity)
  const strongest = STRONGEST_FIRST.find((algorithm) => sums.some((each) => each.algorithm === algorithm))
  return sums.filter(({ algorithm }) => algorithm === strongest)
}
