/** A lock as text: sorted, the same for the same lock, one line for each dependency, fact and entry. Pure. */
import {
  type Acknowledgement,
  compareText,
  type LockedBehaviour,
  type LockedOccurrence,
  type LockedServer,
  type Lockfile,
} from '../model.js'

/**
 * What `parseLock` reads back as the same lock. Ends in a line break.
 *
 * @param like text of the lock that it replaces, whose line ends are kept: git may check a lock out with those of Windows
 */
export function printLock(lock: Lockfile, like = ''): string {
  const servers = [...lock.servers]
    .sort(byKey)
    .map(([key, server]) => block(`    ${quoted(key)}: {`, fieldsOf(server), '    }'))
  const text = [
    '{',
    `  "lockfileVersion": ${lock.lockfileVersion},`,
    ...block('  "servers": {', servers, '  }'),
    '}',
    '',
  ].join('\n')
  return lineEndOf(like) === '\n' ? text : text.replaceAll('\n', '\r\n')
}

/** The first line end of a text. */
export const lineEndOf = (text: string): '\n' | '\r\n' => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n')

/**
 * A JSON string in printable ASCII. Whatever else a text holds stands as `\uXXXX`, so that no terminal obeys it, no reviewer
 * takes one letter for another, and no version of Unicode changes what is written.
 */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** One item of a list or map: one line, or several. */
type Item = readonly string[]

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compareText(a, b)

const scalar = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? quoted(value) : String(value)

/** Commas stand between items; without any, the brackets stand in one line. */
function block(open: string, items: readonly Item[], close: string): Item {
  if (items.length === 0) return [`${open}${close.trim()}`]
  const separated = items.flatMap((item, index) =>
    index === items.length - 1 ? item : [...item.slice(0, -1), `${item.at(-1)},`],
  )
  return [open, ...separated, close]
}

const INDENT = '      '

const field = (name: string, value: string | number | boolean | null): Item => [`${INDENT}"${name}": ${scalar(value)}`]

const list = (name: string, items: readonly string[], [open, close] = ['[', ']'], indent = INDENT): Item =>
  block(
    `${indent}"${name}": ${open}`,
    items.map((item) => [`${indent}  ${item}`]),
    `${indent}${close}`,
  )

function fieldsOf(server: LockedServer): Item[] {
  return [
    field('kind', server.kind),
    list('configured', [...server.configured].sort(byOccurrence).map(occurrence)),
    field('spec', server.spec),
    field('follows', server.follows),
    field('decision', server.decision),
    field('reason', server.reason),
    field('purl', server.purl),
    field('integrity', server.integrity),
    field('publisher', server.publisher),
    field('provenance', server.provenance),
    behaviour(server.behaviour),
    list('acknowledged', [...server.acknowledged].sort(byFingerprint).map(acknowledgement)),
    list('findings', [...server.findings].sort(compareText).map(quoted)),
    dependencies(server.dependencies),
  ]
}

/** The order of entries. */
export const byOccurrence = (a: LockedOccurrence, b: LockedOccurrence): number =>
  compareText(a.client, b.client) ||
  compareText(a.scope, b.scope) ||
  compareText(a.name, b.name) ||
  compareText(a.launch, b.launch)

/** The order of acknowledgements. */
export const byFingerprint = (a: Acknowledgement, b: Acknowledgement): number =>
  compareText(a.fingerprint, b.fingerprint)

const oneLine = (fields: readonly (readonly [string, string | null])[]): string =>
  `{ ${fields.map(([name, value]) => `"${name}": ${scalar(value)}`).join(', ')} }`

const occurrence = ({ client, scope, name, launch }: LockedOccurrence): string =>
  oneLine([
    ['client', client],
    ['scope', scope],
    ['name', name],
    ['launch', launch],
  ])

const acknowledgement = ({ fingerprint, reason, when, until, by }: Acknowledgement): string =>
  oneLine([
    ['fingerprint', fingerprint],
    ['reason', reason],
    ['when', when],
    ['until', until],
    ['by', by],
  ])

function behaviour(locked: LockedBehaviour | null): Item {
  if (locked === null) return field('behaviour', null)
  const facts = list('facts', [...locked.facts].sort(compareText).map(quoted), ['[', ']'], `${INDENT}  `)
  const fields = [
    [`${INDENT}  "digest": ${quoted(locked.digest)}`],
    [`${INDENT}  "extractor": ${locked.extractor}`],
    facts,
  ]
  return block(`${INDENT}"behaviour": {`, fields, `${INDENT}}`)
}

function dependencies(tree: LockedServer['dependencies']): Item {
  if (tree === null) return field('dependencies', null)
  const lines = [...tree].sort(byKey).map(([key, integrity]) => `${quoted(key)}: ${scalar(integrity)}`)
  return list('dependencies', lines, ['{', '}'])
}
