/**
 * From the tree of a JSON document to a lock. Everything is checked: fields and their order, the order of maps and lists, every value.
 * Only the white space between them is free. Pure.
 */
import type { ConfigNode } from '../discover/document.js'
import { EXTRACTOR_VERSION } from '../extract/version.js'
import {
  type Acknowledgement,
  compareText,
  type Decision,
  type LockedBehaviour,
  type LockedOccurrence,
  type LockedServer,
  type Lockfile,
  type Scope,
} from '../model.js'
import { digestOfFacts, factOf } from './behaviour.js'
import { LockError, RESTORE } from './lock-error.js'
import {
  CLIENT,
  DEPENDENCY,
  DIGEST,
  FACT_LINE,
  FINGERPRINT,
  INTEGRITY,
  isDay,
  isMachinePath,
  isReleasePurl,
  isServerKey,
  LOCK_KINDS,
} from './patterns.js'
import { byFingerprint, byOccurrence } from './write.js'

export const SCOPES = ['user', 'local', 'project', 'managed', 'plugin', 'explicit'] as const satisfies readonly Scope[]
export const DECISIONS = ['accept', 'hold', 'block'] as const satisfies readonly Decision[]

/** Of one server: twice as many as are resolved (`registry/tree/resolve.ts`). A hundred thousand take seconds to compare. */
const MOST_DEPENDENCIES = 10_000

const UPDATE = 'Update touchstone: this lock was written by a newer version.'

type Fields = ReadonlyMap<string, ConfigNode>

/** @throws LockError */
export const decodeLock = (root: ConfigNode, file: string): Lockfile => new Decoder(file).lock(root)

class Decoder {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  #fail({ line }: Pick<ConfigNode, 'line'>, message: string, remedy = RESTORE): never {
    throw new LockError(this.#file, line, message, remedy)
  }

  lock(root: ConfigNode): Lockfile {
    // Another version may have other fields, so it is told first.
    const { entries } = this.#map(root, 'the lock')
    const version = entries.get('lockfileVersion')
    if (version === undefined) this.#fail(root, 'has no `lockfileVersion`, so that it is no lock of touchstone')
    const number = version.type === 'other' ? version.value : null
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      this.#fail(version, '`lockfileVersion` must be the number 1')
    }
    if (number > 1) this.#fail(version, `has the lockfileVersion ${number}, and this touchstone reads 1`, UPDATE)
    if (number < 1) this.#fail(version, '`lockfileVersion` must be 1: there is no older one')
    const fields = this.#fields(root, 'the lock', ['lockfileVersion', 'servers'])
    const servers = this.#sortedMap(fields, 'servers')
    return { lockfileVersion: 1, servers: new Map(servers.map(([key, node]) => [key, this.#server(key, node)])) }
  }

  #server(key: string, node: ConfigNode): LockedServer {
    if (!isServerKey(key)) {
      this.#fail(node, `${named(key)} is no key of a server: those are a kind and a name, such as \`npm:mail-mcp\``)
    }
    const what = named(key)
    const fields = this.#fields(node, what, [
      'kind',
      'configured',
      'spec',
      'follows',
      'decision',
      'reason',
      'purl',
      'integrity',
      'publisher',
      'provenance',
      'behaviour',
      'acknowledged',
      'findings',
      'dependencies',
    ])
    const kind = this.#oneOf(fields, 'kind', LOCK_KINDS)
    if (!key.startsWith(`${kind}:`)) this.#fail(fields.get('kind') ?? node, `${what} can't have the kind ${kind}`)
    const spec = this.#nullable(fields, 'spec')
    if (spec !== null && isMachinePath(spec)) {
      this.#fail(fields.get('spec') ?? node, '`spec` is a path of one machine, and a lock holds none')
    }
    return {
      kind,
      configured: this.#list(fields, 'configured', (each) => this.#occurrence(each), byOccurrence),
      spec,
      follows: this.#nullable(fields, 'follows'),
      decision: this.#oneOf(fields, 'decision', DECISIONS),
      reason: this.#nullable(fields, 'reason'),
      purl: this.#purl(fields, kind),
      integrity: this.#nullable(fields, 'integrity', matching(INTEGRITY), 'subresource integrity, `sha512-…`'),
      publisher: this.#nullable(fields, 'publisher'),
      provenance: this.#flag(fields, 'provenance'),
      behaviour: this.#behaviour(fields),
      acknowledged: this.#list(fields, 'acknowledged', (each) => this.#acknowledgement(each), byFingerprint),
      findings: this.#list(fields, 'findings', (each) => this.#fingerprint(each), compareText),
      dependencies: this.#dependencies(fields),
    }
  }

  #occurrence(node: ConfigNode): LockedOccurrence {
    const fields = this.#fields(node, 'an item of `configured`', ['client', 'scope', 'name', 'launch'])
    return {
      client: this.#text(fields, 'client', matching(CLIENT), 'the id of a client'),
      scope: this.#oneOf(fields, 'scope', SCOPES),
      name: this.#text(fields, 'name'),
      launch: this.#text(fields, 'launch', matching(DIGEST), 'a digest, `sha256-…`'),
    }
  }

  #acknowledgement(node: ConfigNode): Acknowledgement {
    const what = 'an item of `acknowledged`'
    const fields = this.#fields(node, what, ['fingerprint', 'reason', 'when', 'until', 'by'])
    return {
      fingerprint: this.#text(fields, 'fingerprint', matching(FINGERPRINT), 'the fingerprint of a finding'),
      reason: this.#text(fields, 'reason', (text) => text.trim() !== '', 'a reason in words'),
      when: this.#text(fields, 'when', isDay, 'a day, `2026-11-20`'),
      until: this.#nullable(fields, 'until', isDay, 'a day, `2026-11-20`'),
      by: this.#nullable(fields, 'by'),
    }
  }

  #fingerprint(node: ConfigNode): string {
    if (node.type === 'text' && FINGERPRINT.test(node.value)) return node.value
    return this.#fail(node, 'an item of `findings` must be the fingerprint of a finding')
  }

  #purl(fields: Fields, kind: LockedServer['kind']): string | null {
    const is = (text: string): boolean => isReleasePurl(text, kind)
    return this.#nullable(fields, 'purl', is, 'the purl of a release, `pkg:npm/mail-mcp@1.0.15`')
  }

  #behaviour(fields: Fields): LockedBehaviour | null {
    const node = need(fields, 'behaviour')
    if (isNull(node)) return null
    const own = this.#fields(node, '`behaviour`', ['digest', 'extractor', 'facts'])
    const digest = this.#text(own, 'digest', matching(DIGEST), 'a digest, `sha256-…`')
    const version = need(own, 'extractor')
    const extractor = version.type === 'other' ? version.value : null
    if (typeof extractor !== 'number' || !Number.isSafeInteger(extractor) || extractor < 1) {
      this.#fail(version, '`extractor` must be the version of an extractor, a whole number from 1')
    }
    const facts = this.#list(own, 'facts', (each) => this.#fact(each, extractor), compareText)
    if (digestOfFacts(facts) !== digest) {
      const message = '`digest` is not that of the facts below it: one of the two was changed by hand'
      this.#fail(need(own, 'digest'), message)
    }
    return { digest, extractor, facts }
  }

  #fact(node: ConfigNode, extractor: number): string {
    const line = node.type === 'text' ? node.value : ''
    // Another version of the extractor may know other kinds.
    const known = extractor === EXTRACTOR_VERSION ? factOf(line) !== null : FACT_LINE.test(line)
    if (!known) this.#fail(node, 'an item of `facts` is no fact: a kind and a value, such as `net.host mail.example`')
    return line
  }

  #dependencies(fields: Fields): ReadonlyMap<string, string | null> | null {
    if (isNull(need(fields, 'dependencies'))) return null
    const tree = this.#sortedMap(fields, 'dependencies')
    if (tree.length > MOST_DEPENDENCIES) {
      const message = `\`dependencies\` holds ${tree.length} packages, and no tree that was locked has more than ${MOST_DEPENDENCIES}`
      this.#fail(need(fields, 'dependencies'), message)
    }
    return new Map(
      tree.map(([key, node]) => {
        if (!DEPENDENCY.test(key)) {
          this.#fail(node, `${named(key)} is no dependency: those are a name and a version, such as \`zod@3.25.76\``)
        }
        if (isNull(node)) return [key, null]
        if (node.type !== 'text' || !INTEGRITY.test(node.value)) {
          this.#fail(node, `${named(key)} must have subresource integrity, \`sha512-…\`, or null`)
        }
        return [key, node.value]
      }),
    )
  }

  // ── parts ──────────────────────────────────────────────────────────────────────────────────────

  #map(node: ConfigNode, what: string): Extract<ConfigNode, { type: 'map' }> {
    if (node.type !== 'map') this.#fail(node, `${what} must be an object`)
    const [twice] = node.repeated
    if (twice !== undefined) {
      const again = node.entries.get(twice) ?? node
      this.#fail(again, `${named(twice)} stands twice in ${what}`, `Remove the one that is wrong. ${OR_RESTORE}`)
    }
    return node
  }

  /** @param names of all fields, in their order */
  #fields(node: ConfigNode, what: string, names: readonly string[]): Fields {
    const { entries } = this.#map(node, what)
    const keys = [...entries.keys()]
    for (const key of keys) {
      if (names.includes(key)) continue
      this.#fail(
        entries.get(key) ?? node,
        `${what} has a field ${named(key)}, which this version does not know`,
        UNKNOWN,
      )
    }
    for (const name of names) if (!entries.has(name)) this.#fail(node, `${what} has no \`${name}\``)
    const at = keys.findIndex((key, index) => key !== names[index])
    const [key, expected] = [keys[at], names[at]]
    if (key !== undefined && expected !== undefined) {
      const message = `${named(key)} stands in ${what} where \`${expected}\` belongs`
      this.#fail(entries.get(key) ?? node, message, `Put the fields in order: ${names.join(', ')}. ${OR_RESTORE}`)
    }
    return entries
  }

  #sortedMap(fields: Fields, name: string): readonly (readonly [string, ConfigNode])[] {
    const { entries } = this.#map(need(fields, name), `\`${name}\``)
    let before: string | null = null
    for (const [key, node] of entries) {
      if (before !== null && compareText(before, key) > 0) this.#unsorted(node, named(key), named(before), name)
      before = key
    }
    return [...entries]
  }

  #list<T>(fields: Fields, name: string, read: (node: ConfigNode) => T, order: (a: T, b: T) => number): readonly T[] {
    const node = need(fields, name)
    if (node.type !== 'list') this.#fail(node, `\`${name}\` must be a list`)
    const items: T[] = []
    for (const each of node.items) {
      const item = read(each)
      const before = items.at(-1)
      const turn = before === undefined ? -1 : order(before, item)
      if (turn === 0) {
        this.#fail(each, `an item of \`${name}\` stands twice`, `Remove one of the two. ${OR_RESTORE}`)
      }
      if (turn > 0) this.#unsorted(each, 'an item', 'the one above it', name)
      items.push(item)
    }
    return items
  }

  #unsorted(node: ConfigNode, what: string, other: string, name: string): never {
    const message = `${what} stands behind ${other}, and \`${name}\` is sorted by characters`
    this.#fail(node, message, `Move it to its place. ${OR_RESTORE}`)
  }

  #oneOf<T extends string>(fields: Fields, name: string, values: readonly T[]): T {
    const node = need(fields, name)
    const value = values.find((each) => node.type === 'text' && each === node.value)
    return value ?? this.#fail(node, `\`${name}\` must be one of ${values.join(', ')}`)
  }

  #flag(fields: Fields, name: string): boolean | null {
    const node = need(fields, name)
    if (node.type === 'other' && typeof node.value !== 'number') return node.value
    return this.#fail(node, `\`${name}\` must be true, false or null`)
  }

  #text(fields: Fields, name: string, is: (text: string) => boolean = () => true, what = 'a text'): string {
    const node = need(fields, name)
    if (node.type === 'text' && is(node.value)) return node.value
    return this.#fail(node, `\`${name}\` must be ${what}`)
  }

  #nullable(fields: Fields, name: string, is?: (text: string) => boolean, what = 'a text'): string | null {
    return isNull(need(fields, name)) ? null : this.#text(fields, name, is, `${what}, or null`)
  }
}

const OR_RESTORE = 'Or restore the file from version control; `touchstone pin` then writes it in order.'
const UNKNOWN = 'Update touchstone if a newer version wrote it. Else remove the field.'

const NOTHING: ConfigNode = { type: 'other', line: 1, value: null }
/** `#fields` has made sure that it is there. */
const need = (fields: Fields, name: string): ConfigNode => fields.get(name) ?? NOTHING

const isNull = (node: ConfigNode): boolean => node.type === 'other' && node.value === null

const matching =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text)

/** A key as a message quotes it. */
const named = (key: string): string => `\`${key.length > 80 ? `${key.slice(0, 80)}…` : key}\``
