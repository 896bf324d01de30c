/** What stands below the servers: what could not be done, what was not evaluated, and where nothing was found. */
import type { Failure, NotEvaluated, SearchedFile } from '../model.js'
import { count, LABEL, labelled, paragraph } from './layout.js'
import type { Page } from './server-block.js'

export function failureLines(failures: readonly Failure[], { style, width }: Page): string[] {
  if (failures.length === 0) return []
  return [
    style.strong('Could not be done, so that the audit is incomplete'),
    ...failures.flatMap(({ stage, subject, message, remedy }) => [
      ...labelled(
        style.severity.high(`${style.sign.failure} ${stage}`),
        `${style.strong(readable(subject))}: ${message}`,
        width,
      ),
      ...paragraph(`${style.sign.remedy} ${remedy}`, width, LABEL),
    ]),
  ]
}

/** One line for all that share a reason; particulars in brackets at its end are left out where they differ. */
export function notEvaluatedLines(all: readonly NotEvaluated[], { style, width }: Page): string[] {
  if (all.length === 0) return []
  const groups = new Map<string, NotEvaluated[]>()
  for (const each of all) {
    const key = `${each.what}\n${withoutParticulars(each.why)}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [
    style.strong('Not evaluated'),
    ...[...groups.values()].flatMap((group) => {
      const [{ what, why } = { what: '', why: '' }] = group
      const subjects = [...new Set(group.map(({ subject }) => readable(subject)))]
      const places = subjects.every((subject) => PLACE.test(subject))
      const named = subjects.length > NAMED ? count(subjects.length, places ? 'place' : 'server') : subjects.join(', ')
      const because = group.every((each) => each.why === why) ? why : withoutParticulars(why)
      return paragraph(`${what} ${places ? 'in' : 'of'} ${named}: ${because}`, width, 4).map((line, index) =>
        index === 0 ? `  ${style.sign.dot} ${line.slice(4)}` : line,
      )
    }),
  ]
}

/** Subjects named before they are only counted. */
const NAMED = 2

/** A file, or a place in one; everything else names a server. */
const PLACE = /^(\/|[A-Za-z]:\\)|#\//

const withoutParticulars = (why: string): string => why.replace(/ \([^()]*\)$/, '')

/** `pkg:npm/%40scope/name@1.0.0` → `@scope/name@1.0.0`; everything else as it is. */
const readable = (subject: string): string => {
  const [purl] = /^pkg:(?:npm|generic)\//.exec(subject) ?? []
  return purl === undefined ? subject : subject.slice(purl.length).replace('%40', '@')
}

export function nothingFound(searched: readonly SearchedFile[], { style, width }: Page): string[] {
  const places = new Set(searched.map(({ file }) => file)).size
  const clients = new Set(searched.map(({ client }) => client)).size
  return [
    style.strong('No MCP server is configured'),
    '',
    ...paragraph(
      `touchstone looked in ${count(places, 'place')} of ${count(clients, 'client')}; \`touchstone list --where\` names them.`,
      width,
      0,
    ),
    ...paragraph(
      '`touchstone scan --sample` audits ten well-known servers; `--config FILE` names a file to read.',
      width,
      0,
    ),
  ]
}
