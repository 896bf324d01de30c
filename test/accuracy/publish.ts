/** What a snapshot says in the README and on the heuristics' pages. Pure: texts in, texts out. */
import { attacksBy, realFigures, realPairs } from './figures.js'
import type { Accuracy } from './snapshot.js'
import { heuristicTable, realAlarms, realTable, writtenTable, wrongList } from './table.js'

export const SNAPSHOT = 'snapshots/accuracy.json'

const details = (summary: string, text: string): string =>
  `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`

/** Between the markers `<!-- accuracy -->` of the README, and what `npm run accuracy` prints. */
export function report(accuracy: Accuracy): string {
  const { measured, written, extractor } = accuracy
  const count = (truth: 'attack' | 'benign', group: keyof typeof written) =>
    written[group].pairs.filter((pair) => pair.truth === truth).length
  return [
    `Real releases measured on ${measured.real}, written pairs on ${measured.written}, extractor ${extractor}. A share is of the pairs that could be built in a style.`,
    '',
    realTable(accuracy),
    '',
    details('Real releases, by heuristic', heuristicTable(accuracy)),
    '',
    details('Every real release with a finding at medium or above', realAlarms(accuracy)),
    '',
    `**Held out**: ${count('attack', 'heldOut')} attacks and ${count('benign', 'heldOut')} benign twins, written from the incidents' descriptions alone, never tuned to.`,
    '',
    writtenTable(written.heldOut),
    '',
    wrongList(written.heldOut),
    '',
    `**Tuned on**: ${count('attack', 'tuned')} attacks and ${count('benign', 'tuned')} benign twins of \`test/incidents\` and \`test/accuracy/tuned\`, with which the heuristics were made.`,
    '',
    writtenTable(written.tuned),
    '',
    wrongList(written.tuned),
  ].join('\n')
}

/** @throws Error where the README has no such markers */
export function withReport(readme: string, accuracy: Accuracy): string {
  const pattern = /<!-- accuracy -->\n[\s\S]*?<!-- \/accuracy -->/
  if (!pattern.test(readme)) throw new Error('the README has no section between the markers of accuracy')
  return readme.replace(pattern, () => `<!-- accuracy -->\n${report(accuracy)}\n<!-- /accuracy -->`)
}

/** The words of a page's last section. */
export function measuredWords(accuracy: Accuracy, heuristic: string): string {
  if (!accuracy.heuristics.includes(heuristic)) return 'Not measured yet: it is younger than the last measurement.'
  const { high, medium } = realFigures(realPairs(accuracy), heuristic)
  const { found, alone } = attacksBy(accuracy, heuristic)
  return [
    `${medium.count} of ${medium.of} real release pairs at medium or above, ${high.count} of them at high or above, ${accuracy.measured.real};`,
    `${found.count} of ${found.of} written attacks are found by it at high or above, ${alone} of them in some style by nothing else.`,
    'How it is measured: README, Accuracy.',
  ].join(' ')
}

/** A heuristic's page with the section `Measured` at its end, in the place of the one that it may have. */
export function withMeasured(page: string, accuracy: Accuracy, heuristic: string): string {
  const rest = page.replace(/\n## Measured\n[\s\S]*$/, '\n').trimEnd()
  return `${rest}\n\n## Measured\n\n${measuredWords(accuracy, heuristic)}\n`
}
