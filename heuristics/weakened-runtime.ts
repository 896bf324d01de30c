import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command, ServerEntry, Severity } from '../src/model.js'
import { weighed } from './knowledge/entries.js'
import { exposureOf, ownEntries } from './knowledge/exposure.js'
import { nodeOptions, type Weakening, weakenedBy, weakenedByFlag } from './knowledge/runtime-checks.js'
import { shownName } from './knowledge/secret-search.js'
import { settingsOf } from './knowledge/settings.js'

/** A check that is off is off for whoever comes next, too. */
export default defineConfigurationHeuristic({
  id: 'weakened-runtime',
  title: 'the entry switches off a check, or loads other code into what it starts',
  severity: 'medium',
  confidence: 'high',
  remedy: 'Remove it, unless you know what needs it.',

  *judge(server) {
    for (const { entry, commands } of ownEntries(server)) {
      for (const { kind, name, value, pointer } of settingsOf(entry)) {
        if (kind !== 'variable' && kind !== 'flag') continue
        const weakening = kind === 'variable' ? weakenedBy(name, value) : weakenedByFlag(name, value)
        if (weakening !== null) yield sign(entry, name, weakening, pointer)
      }
      for (const command of commands) yield* ofCommand(entry, command)
    }
  },
})

function sign(
  entry: ServerEntry,
  name: string,
  { effect, weight }: Weakening,
  pointer: string | undefined,
): ConfigurationSign {
  const shown = shownName(name)
  return {
    message: `${shown === null ? 'a setting' : `\`${shown}\``}: ${effect}`,
    entry,
    ...(pointer === undefined || shown === null ? {} : { pointer }),
    key: [name.toLowerCase()],
    severity: weighed(severityOf(weight, entry), entry),
    confidence: weight === 'own' ? 'medium' : 'high',
    remedy: /certificate/.test(effect) ? REMEDY.certificate : REMEDY[weight],
  }
}

const REMEDY: Record<Weakening['weight'] | 'certificate', string> = {
  certificate:
    'Remove it. If your network has a certificate of its own, name that instead: `NODE_EXTRA_CA_CERTS` for Node, `SSL_CERT_FILE` for Python and uv.',
  checks: 'Remove it, unless you know what needs it.',
  loads: 'Look at what is loaded. If it is yours, start it as a part of the server; else remove it.',
  own: 'Remove it, unless you know what needs it.',
  wide: 'Name the rights that it needs: `--allow-net=api.example.com --allow-read=.`',
}

function severityOf(weight: Weakening['weight'], entry: ServerEntry): Severity {
  if (weight === 'wide') return 'info'
  if (weight === 'own') return 'low'
  // What a project loads into a program is code that came with the project, and is not the server's.
  return weight === 'loads' && exposureOf(entry) === 'shared' ? 'high' : 'medium'
}

/** Words before the program, as `--flag=value`. */
function nodeFlags(words: readonly string[]): readonly string[] {
  const flags: string[] = []
  for (let i = 0; i < words.length && words[i]?.startsWith('-'); i += 1) {
    const word = words[i] ?? ''
    const takesNext = /^(?:-r|--(?:import|require|loader|experimental-loader|env-file|conditions))$/.test(word)
    if (takesNext) i += 1
    flags.push(takesNext ? `${word}=${words[i] ?? ''}` : word)
  }
  return flags
}

/** `--import data:…`, `--loader=https://…` of node. */
const FROM_ADDRESS = /^--(?:import|loader|experimental-loader|require)=(?:data|https?):/

/** Flags whose meaning depends on the command: `-A` of deno, `--inspect` of node, `-k` of curl. */
function* ofCommand(entry: ServerEntry, { name, args }: Command): Iterable<ConfigurationSign> {
  const words = args.map(({ text }) => text)
  if (name === 'deno' && ['run', 'x', 'serve'].includes(words[0] ?? '')) {
    const program = words.findIndex((word, index) => index > 0 && !word.startsWith('-'))
    const own = words.slice(0, program < 0 ? words.length : program)
    const all = own.find((word) => /^(?:-A|--allow-all)$/.test(word))
    if (all) yield sign(entry, all, { effect: 'the program may do all that its user may', weight: 'wide' }, undefined)
  }
  if (name === 'node' || name === 'nodejs') {
    const inspected = words.findIndex((word) => !word.startsWith('-'))
    // Files that node itself is told to load belong to the program; an open debugger does not.
    const own = words.slice(0, inspected < 0 ? words.length : inspected)
    const weakening = nodeOptions(own.filter((word) => word.startsWith('--inspect')).join(' '))
    if (weakening !== null) yield sign(entry, '--inspect', weakening, undefined)
    if (nodeFlags(words).some((flag) => FROM_ADDRESS.test(flag))) {
      yield sign(
        entry,
        '--import',
        { effect: 'loads code from an address, or from the entry itself', weight: 'loads' },
        undefined,
      )
    }
  }
  if (name === 'curl' && words.some((word) => /^(?:-[a-zA-Z]{0,8}k[a-zA-Z]{0,8}|--insecure)$/.test(word))) {
    yield sign(entry, '--insecure', { effect: 'certificates are not checked', weight: 'checks' }, undefined)
  }
}
