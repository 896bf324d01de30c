import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { ServerEntry, Severity } from '../src/model.js'
import { type Exposure, exposureOf, ownEntries } from './knowledge/exposure.js'
import { secretName } from './knowledge/secret-names.js'
import { type FoundSecret, secretsIn, shownName } from './knowledge/secret-search.js'
import { type Setting, settingsOf } from './knowledge/settings.js'
import { remedyFor } from './knowledge/variable-syntax.js'

/** Of one entry. */
const MOST_FOUND = 100

/** It says which key holds it, and nothing that would tell one value from another. */
export default defineConfigurationHeuristic({
  id: 'literal-secret',
  title: 'a secret is written out in the configuration',
  severity: 'medium',
  confidence: 'medium',
  remedy:
    'Name a variable in its place, in the way of the client, or start the server through a secrets manager. If anyone else has had the file, revoke the secret and make a new one.',

  *judge(server) {
    for (const { entry } of ownEntries(server)) {
      const seen: { readonly string: string; readonly secret: string }[] = []
      // Named settings first: a secret that stands behind a flag is told by its flag.
      const settings = settingsOf(entry, (name) => secretName(name) !== null)
      for (const setting of [...settings.filter(isNamed), ...settings.filter((each) => !isNamed(each))]) {
        for (const found of secretsIn(setting.value, secretName(setting.name))) {
          if (seen.length >= MOST_FOUND) break
          const string = setting.pointer ?? setting.name
          // One string of the file is told once, by the best name that it has.
          if (seen.some((each) => each.string === string && overlap(each.secret, found.secret))) continue
          seen.push({ string, secret: found.secret })
          const name = shownName(setting.name)
          const safe = name !== null || setting.within === 'args' || setting.within === 'url'
          yield {
            message: `${said(setting, found, entry)}: ${consequence(setting, entry)}`,
            entry,
            ...(safe && setting.pointer !== undefined ? { pointer: setting.pointer } : {}),
            key: [
              setting.kind,
              setting.name === '' || isSwitch(setting.name) ? position(setting, entry) : setting.name,
              found.part,
            ],
            severity: severityOf(setting, found, exposureOf(entry)),
            confidence: found.kind === null ? 'medium' : 'high',
            remedy: remedyFor(entry, variableFor(setting, found, entry), setting.within),
          }
        }
      }
    }
  },
})

const overlap = (one: string, other: string): boolean => one.includes(other) || other.includes(one)

const isNamed = ({ name }: Setting): boolean => name !== '' && !isSwitch(name)

function severityOf({ within }: Setting, { kind, weak }: FoundSecret, exposure: Exposure): Severity {
  if (weak) return 'low'
  if (exposure === 'shared') return kind === null ? 'medium' : 'high'
  // Vendors' own instructions write tokens so, and nobody else has the file. What can't be made anew is worth more care.
  if (exposure === 'own') return kind !== null && LASTING.test(kind) ? 'medium' : 'low'
  return within === 'args' || within === 'url' || kind !== null ? 'medium' : 'low'
}

/** Kinds that are no token of a service, which makes a new one on demand. */
const LASTING = /private key|wallet/

function said(setting: Setting, { kind, part }: FoundSecret, entry: ServerEntry): string {
  const name = shownName(setting.name)
  const shown = name === null ? '' : ` \`${name}\``
  const holder = {
    variable: `the variable${shown}`,
    header: `the header${shown}`,
    flag: name === null || isSwitch(name) ? position(setting, entry) : `the argument of \`${name}\``,
    word: setting.within === 'url' ? 'the URL' : position(setting, entry),
  }[setting.kind]
  // "the path of its URL" of an address is its own path.
  const of = setting.within === 'url' ? part.replace(/(?: of|^) ?its URL$/, '') : part
  const where = of === '' ? holder : setting.within === 'url' ? `${of} of the URL` : `${holder}, in ${of},`
  return `${where} holds ${kind ?? 'what looks like a secret'}`
}

/** Of a short flag it is not known whether the next word is its value: `-y package`. */
const isSwitch = (name: string): boolean => /^-.$/.test(name) && secretName(name) === null

/** "argument 3", or "the command": of a word without a name. */
function position({ pointer = '', within }: Setting, { place }: ServerEntry): string {
  if (within === 'url') return 'url'
  const index = /\/(\d+)$/.exec(pointer.slice(place.pointer.length))?.[1]
  return index === undefined ? 'the command' : `argument ${Number(index) + 1}`
}

function consequence({ within }: Setting, entry: ServerEntry): string {
  if (exposureOf(entry) === 'shared') return 'everyone who has this file has it'
  if (within === 'args') return 'every process of this machine can read it among the arguments'
  return within === 'url' ? 'addresses end up in logs' : 'whatever reads this file has it'
}

/** A name for the variable that takes its place. */
function variableFor(setting: Setting, { name }: FoundSecret, entry: ServerEntry): string {
  if (setting.kind === 'variable' && setting.within === 'env' && shownName(setting.name) !== null) return setting.name
  const written = name ?? setting.name
  const own = /^[\w.$ -]{3,40}$/.test(written) && shownName(written) !== null ? written : 'token'
  const server = /^[\w. -]{1,40}$/.test(entry.name) && shownName(entry.name) !== null ? entry.name : 'mcp'
  const words =
    /^(?:authorization|(?:x-)?(?:api|access|auth)[-_]?(?:key|token)|token|key|password|secret|auth|sig|cookie)$/i.test(
      own.replace(/^-+/, ''),
    )
      ? `${server}_${/^authorization$/i.test(own) ? 'token' : own}`
      : own
  return words
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '')
    .toUpperCase()
}
