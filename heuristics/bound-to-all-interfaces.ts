import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command, ServerEntry } from '../src/model.js'
import { isOff, type OwnWords, optionsNamed, ownWords } from './knowledge/command-words.js'
import { type ContainerRun, containerRun, publishedTo, sharesNetwork } from './knowledge/container-run.js'
import { variablePointer, weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import {
  HOST_OPTIONS,
  isEveryAddress,
  isEveryAddressAndPort,
  LISTEN_OPTIONS,
  listeningVariable,
} from './knowledge/listening.js'

const LISTEN = new Set(LISTEN_OPTIONS)

/** MCP has no password of its own: whoever reaches the port calls the tools (NeighborJack, CVE-2025-49596). */
export default defineConfigurationHeuristic({
  id: 'bound-to-all-interfaces',
  title: 'the server listens on every address of this machine',
  severity: 'medium',
  confidence: 'medium',
  remedy: 'Let it listen on 127.0.0.1, or use stdio, which no one else can reach.',

  *judge(server) {
    for (const { entry, commands } of ownEntries(server)) {
      if (speaksStdio(entry, commands)) continue
      for (const sign of signs(entry, commands)) {
        yield { ...sign, entry, severity: weighed(sign.severity ?? 'medium', entry) }
      }
    }
  },
})

type Sign = Omit<ConfigurationSign, 'entry'>

function* signs(entry: ServerEntry, commands: readonly Command[]): Iterable<Sign> {
  const runs = commands.flatMap((command) => containerRun(command) ?? [])
  const [run] = runs
  // In a container, all addresses are the container's; which of its ports are the machine's is said when it is started.
  if (run !== undefined && !sharesNetwork(run)) {
    yield* published(run)
    return
  }
  yield* bound(entry, commands)
  if (run === undefined) return
  for (const { name, value, pointer } of run.options) {
    if (name !== '--env') continue
    const [variable, set] = split(value ?? '')
    if (isOpen(variable, set)) yield ofVariable(variable, pointer)
  }
}

function* published(run: ContainerRun): Iterable<Sign> {
  const open = run.options.find(
    ({ name, value }) =>
      (name === '--publish' && publishedTo(value ?? '') === 'all') || (name === '--publish-all' && !isOff(value)),
  )
  if (open === undefined) return
  yield {
    severity: 'low',
    message: `\`${open.name}\` without an address opens the container's port on every address of this machine`,
    pointer: open.pointer,
    key: ['publish'],
    remedy: 'Publish the port to this machine alone: `-p 127.0.0.1:8080:8080`.',
  }
}

function* bound(entry: ServerEntry, commands: readonly Command[]): Iterable<Sign> {
  for (const { args } of inner(commands)) {
    // The last word counts, as it does for the servers themselves.
    for (const [names, isEvery] of [
      [HOST_OPTIONS, isEveryAddress],
      [LISTEN_OPTIONS, isEveryAddressAndPort],
    ] as const) {
      const last = optionsNamed(args, names).at(-1)
      if (last?.value == null || !isEvery(last.value)) continue
      yield {
        message: `\`${last.name}\` binds it to ${LISTEN.has(last.name) ? 'every address' : `\`${last.value.trim()}\``}: whoever reaches this machine reaches its tools`,
        pointer: last.pointer,
        key: [last.name],
      }
    }
  }
  for (const { name, value, pointer } of commands.flatMap(({ assignments }) => assignments)) {
    if (isOpen(name, value)) yield ofVariable(name, pointer)
  }
  if (entry.launch.transport === 'remote') return
  for (const [name, value] of Object.entries(entry.launch.env)) {
    if (isOpen(name, value)) yield ofVariable(name, variablePointer(entry.launch, name))
  }
}

/** Commands by their own words, without docker's: what stands behind its image is read apart. */
const inner = (commands: readonly Command[]): OwnWords[] =>
  ownWords(commands).map((each) => {
    const run = containerRun(each.command)
    return run === null ? each : { ...each, args: run.inner }
  })

const ofVariable = (name: string, pointer: string | undefined): Sign => ({
  message: `\`${name}\` binds it to every address: whoever reaches this machine reaches its tools`,
  ...(pointer === undefined ? {} : { pointer }),
  key: [name],
})

function isOpen(name: string, value: string): boolean {
  const what = listeningVariable(name)
  return what === 'host' ? isEveryAddress(value) : what === 'listen' && isEveryAddressAndPort(value)
}

function split(text: string): readonly [string, string] {
  const equals = text.indexOf('=')
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)]
}

/** A server that is told to speak over stdio opens no port, whatever host it is given. */
function speaksStdio(entry: ServerEntry, commands: readonly Command[]): boolean {
  const last = commands.flatMap(({ args }) => optionsNamed(args, ['--transport', '--transport-type', '--mode'])).at(-1)
  if (last !== undefined) return /^stdio$/i.test(last.value ?? '')
  const set = [
    ...commands.flatMap(({ assignments }) => assignments.map(({ name, value }) => [name, value] as const)),
    ...(entry.launch.transport === 'stdio' ? Object.entries(entry.launch.env) : []),
  ]
  return set.some(([name, value]) => /(^|_)TRANSPORT$/i.test(name) && /^stdio$/i.test(value.trim()))
}
