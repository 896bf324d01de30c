/** The behaviour of one release as text: what a snapshot holds, to be read by people and compared line by line. */
import { createHash } from 'node:crypto'
import { parse } from 'tldts'
import type { Fact } from '../../src/model.js'
import { visible } from '../../src/report/visible.js'

/** Longer values are cut in the snapshot, and told apart by their hash. */
const LONGEST = 240

/** Where a snapshot stands, relative to `snapshots/behaviour`. */
export const snapshotOf = (name: string, version: string): string => `${name}@${version}.txt`

/**
 * One section for each kind, one line for each fact: reach, value, file and line. Without details and columns, which say
 * no more than the value and the line do to a reader.
 *
 * @param facts sorted by kind and value, as extraction gives them
 * @param registries hosts of package registries beside the well-known ones
 */
export function behaviourText(title: string, facts: readonly Fact[], registries: readonly string[] = []): string {
  const sections = new Map<string, string[]>()
  for (const { kind, value, reach, where } of facts) {
    const lines = sections.get(kind) ?? []
    sections.set(kind, lines)
    const said = cut(visible(withoutRegistries(value, registries)))
    lines.push(`  ${reach.padEnd(7)}  ${said}  · ${visible(where.file)}:${where.line}`)
  }
  const body = [...sections].map(([kind, lines]) => `${kind} (${lines.length})\n${lines.join('\n')}\n`)
  return `${[title, '', ...body].join('\n')}`
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return `${text.slice(0, LONGEST)}… (${text.length} characters, sha256 ${hash})`
}

/** First labels of hosts that serve packages. */
const SERVING = /^(?:registry|registry-\d+|pypi|index|crates)$/
/** Names before the public suffix that registries go by; in pieces, since no file names a registry's host. */
const OWNERS = new Set(
  [
    'npm js',
    'npm mirror',
    'yarn pkg',
    'py pi',
    'python hosted',
    'crates',
    'ruby gems',
    'debian',
    'ubuntu',
    'alpinelinux',
  ].map((name) => name.replace(' ', '')),
)
const HOST = /(?<![\w.-])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}(?![\w-])/gi

/** A server may speak to a registry, or say its name: the fact stays, the registry's name goes. */
export function withoutRegistries(text: string, registries: readonly string[] = []): string {
  return text.replace(HOST, (host) => {
    const { domainWithoutSuffix, isIcann, subdomain } = parse(host)
    if (registries.includes(host.toLowerCase())) return '<registry>'
    if (!isIcann || domainWithoutSuffix === null) return host
    const first = subdomain?.split('.')[0] ?? ''
    return OWNERS.has(domainWithoutSuffix.toLowerCase()) || (first !== '' && SERVING.test(first.toLowerCase()))
      ? '<registry>'
      : host
  })
}
