/** Which words of two texts differ. Pure. */
import { diffArrays } from 'diff'

/** Start and end in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Words that differ at most, of both texts together; time grows with its square. */
const MOST_CHANGES = 1_000

/**
 * What quotes, brackets, blanks and single equals signs part: `"--package=mail[cli]==1.2"` holds the words `--package` and
 * `mail[cli]==1.2`. A spec is one word, so that it is either old or new as a whole.
 */
const WORDS =
  /[^\s"'`,[\]{}()=\\;|&<>]+(?:\[[\w,.-]{0,80}\](?=[=<>!~@]))?(?:[=<>!~]=[^\s"'`,[\]{}()=\\;|&<>]+)*|\s+|./gs

/**
 * @returns what of each text is not in the other, in order; nothing where they differ too much for the time that it would take:
 *   who masks the rest then masks all
 */
export function changedWords(before: string, after: string): { readonly before: Span[]; readonly after: Span[] } {
  const none = { before: [], after: [] }
  if (before === '') return { before: [], after: whole(after) }
  if (after === '') return { before: whole(before), after: [] }
  const [old, now] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []]
  const changes = diffArrays(old, now, { maxEditLength: MOST_CHANGES })
  if (changes === undefined) return none
  const spans: { readonly before: Span[]; readonly after: Span[] } = { before: [], after: [] }
  let [oldAt, newAt] = [0, 0]
  for (const { value, added, removed } of changes) {
    const length = value.reduce((sum, word) => sum + word.length, 0)
    if (removed) spans.before.push({ start: oldAt, end: oldAt + length })
    if (added) spans.after.push({ start: newAt, end: newAt + length })
    if (!added) oldAt += length
    if (!removed) newAt += length
  }
  return spans
}

const whole = (text: string): Span[] => (text === '' ? [] : [{ start: 0, end: text.length }])
