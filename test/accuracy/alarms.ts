/** Every finding of medium or above on real pairs, as a text that a person can judge them by: grouped by heuristic, most frequent first. */
import { compareText, severityRank } from '../../src/model.js'
import type { Measured } from './real.js'
import { storable } from './snapshot.js'

/** A fence that nothing in a stranger's excerpt closes. */
const FENCE = '~~~~~~~~'

export function alarmsAsMarkdown(measured: readonly Measured[]): string {
  const groups = new Map<string, { pair: Measured; finding: Measured['findings'][number] }[]>()
  for (const pair of measured) {
    for (const finding of pair.findings) {
      const group = groups.get(finding.heuristic) ?? []
      groups.set(finding.heuristic, [...group, { pair, finding }])
    }
  }
  const sections = [...groups]
    .toSorted(([a, one], [b, other]) => other.length - one.length || compareText(a, b))
    .map(([heuristic, alarms]) => {
      const entries = alarms
        .toSorted(
          (a, b) =>
            severityRank(a.finding.severity) - severityRank(b.finding.severity) || compareText(a.pair.to, b.pair.to),
        )
        .map(({ pair, finding }) => {
          const places = finding.evidence.map(
            ({ file, line, column, excerpt }) => `${file}:${line}:${column}  ${visible(excerpt)}`,
          )
          return [
            `### ${short(pair.from)} → ${version(pair.to)}: ${finding.severity}, ${finding.confidence} confidence`,
            '',
            storable(finding.message),
            '',
            FENCE,
            ...places,
            FENCE,
          ].join('\n')
        })
      return [`## ${heuristic} (${alarms.length})`, ...entries].join('\n\n')
    })
  const releases = measured.filter(({ findings }) => findings.length > 0).length
  const head = `# Findings at medium or above: ${releases} of ${measured.length} release pairs have one`
  return `${[head, ...sections].join('\n\n')}\n`
}

const short = (purl: string): string => decodeURIComponent(purl.replace(/^pkg:npm\//, ''))
const version = (purl: string): string => purl.slice(purl.lastIndexOf('@') + 1)

/** One line without characters that do something to a terminal. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
