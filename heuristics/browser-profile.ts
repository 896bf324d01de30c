import { type ConfigurationSign, type ConfiguredServer, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command, ServerEntry } from '../src/model.js'
import {
  DRIVES_A_BROWSER,
  ENDPOINT_OPTIONS,
  ENDPOINT_VARIABLES,
  IN_THE_USERS_BROWSER,
  isHere,
  isHost,
  OWN_BROWSER_VARIABLES,
  PROFILE_OPTIONS,
  PROFILE_VARIABLES,
  profilesIn,
} from './knowledge/browsers.js'
import { type CommandWord, isOff, optionsNamed, ownWords } from './knowledge/command-words.js'
import { containerRun, sharesNetwork } from './knowledge/container-run.js'
import { variablePointer, weighed } from './knowledge/entries.js'
import { hostPlace } from './knowledge/host-paths.js'

/** Whoever drives the browser that you are signed in with is you, on every site. */
export default defineConfigurationHeuristic({
  id: 'browser-profile',
  title: 'the server drives the browser that the user is signed in with',
  severity: 'medium',
  confidence: 'medium',
  remedy: 'Give it a profile of its own: `--isolated`, or a `--user-data-dir` that nothing else uses.',

  *judge(server) {
    for (const { entry, commands } of server.entries) {
      if (!drivesBrowser(server, commands)) continue
      // One way in is enough to say; the surest comes first.
      const [sign] = ways(server, entry, commands)
      if (sign !== undefined) yield { ...sign, severity: weighed(sign.severity ?? 'medium', entry), entry }
    }
  },
})

type Sign = Omit<ConfigurationSign, 'entry'>

function drivesBrowser({ ref, launch }: ConfiguredServer, commands: readonly Command[]): boolean {
  if (ref !== null) return DRIVES_A_BROWSER.test(ref.name)
  return [launch.origin ?? '', ...commands.map(({ name }) => name)].some((name) => DRIVES_A_BROWSER.test(name))
}

function* ways(server: ConfiguredServer, entry: ServerEntry, commands: readonly Command[]): Iterable<Sign> {
  const settings = settingsOf(entry, commands)
  const profiles = settings.profiles.map((setting) => ({ ...setting, place: hostPlace(setting.value) }))
  const everyday = profiles.find(({ place }) => place?.kind === 'browser')
  if (everyday !== undefined) {
    yield {
      confidence: 'high',
      message: `\`${everyday.name}\` is the folder of the everyday profile: every site that it is signed in to is open to the server`,
      key: ['profile'],
      ...at(everyday),
    }
  }
  // A browser of its own, whatever else is said of it.
  const own = everyday === undefined && (profiles.length > 0 || settings.isolated)
  for (const { name, pointer } of settings.switches) {
    if (own && name !== '--extension') continue
    yield {
      // An extension is connected by the user, to one tab.
      ...(!/extension$/i.test(name) ? {} : { severity: 'low' as const }),
      message: `\`${name}\` connects it to the browser that the user works in, with all that is signed in there`,
      key: [name],
      ...at({ pointer }),
    }
  }
  for (const { name, pointer } of settings.endpoints) {
    if (own) continue
    yield {
      // Chrome 136 and later open the port for a profile apart from the default one alone; copies of it do go there.
      severity: 'low',
      confidence: 'low',
      message: `\`${name}\` connects it to a browser that runs on this machine already, with all that is signed in there`,
      key: [name],
      remedy: 'Start that browser with a `--user-data-dir` that nothing else uses.',
      ...at({ pointer }),
    }
  }
  if (server.ref !== null && IN_THE_USERS_BROWSER.has(server.ref.name)) {
    yield {
      severity: 'low',
      confidence: 'high',
      message: `${server.ref.name} works in the user's own browser, through an extension`,
      key: ['extension'],
      remedy: 'Add its extension to a profile that is signed in to nothing else.',
    }
  }
}

const at = ({ pointer }: { readonly pointer: string | undefined }): { readonly pointer?: string } =>
  pointer === undefined ? {} : { pointer }

interface Setting {
  readonly name: string
  readonly value: string
  readonly pointer: string | undefined
}

interface Settings {
  readonly profiles: readonly Setting[]
  /** Of browsers on this machine alone. */
  readonly endpoints: readonly Setting[]
  /** That need no value: `--autoConnect`, `--extension`. */
  readonly switches: readonly Setting[]
  readonly isolated: boolean
}

const SWITCHES = ['--auto-connect', '--extension']

function settingsOf(entry: ServerEntry, commands: readonly Command[]): Settings {
  const run = commands.map(containerRun).find((each) => each !== null)
  const inContainer = run != null && !sharesNetwork(run)
  const words = run != null ? [run.inner] : ownWords(commands).map(({ args }) => args)
  const variables = variablesOf(entry, commands)
  const options = (names: readonly string[]): Setting[] =>
    words.flatMap((args) => optionsNamed(args, names)).map((option) => ({ ...option, value: option.value ?? '' }))
  const reaches = ({ value }: Setting): boolean => isHost(value) || (!inContainer && isHere(value))
  const isOn = ({ value }: Setting): boolean => !isOff(value)
  return {
    // Paths in a container are the container's.
    profiles: inContainer
      ? []
      : [
          ...options(PROFILE_OPTIONS).filter(({ value }) => value !== ''),
          ...variables.filter(({ name, value }) => PROFILE_VARIABLES.test(name) && value !== ''),
          ...variables
            .filter(({ name }) => /LAUNCH_OPTIONS$/.test(name))
            .flatMap((variable) => profilesIn(variable.value).map((value) => ({ ...variable, value }))),
          ...words.flatMap(browserArguments),
        ],
    endpoints: [
      ...options(ENDPOINT_OPTIONS).filter(reaches),
      ...variables.filter(({ name }) => ENDPOINT_VARIABLES.test(name)).filter(reaches),
      ...(inContainer ? [] : options(['--remote-debugging-port'])),
    ],
    switches: [
      ...(inContainer ? [] : options(SWITCHES).filter(isOn)),
      ...variables.filter(({ name, value }) => OWN_BROWSER_VARIABLES.test(name) && /^(true|1|yes)$/i.test(value)),
    ],
    isolated: options(['--isolated']).some(isOn),
  }
}

/** `--chrome-arg=--user-data-dir=…`: what a server hands on to the browser. */
const browserArguments = (args: readonly CommandWord[]): Setting[] =>
  args.flatMap(({ text, pointer }) => {
    const [, value] = /^--\w[\w-]{0,40}=["']?--user-data-dir=(.+?)["']?$/s.exec(text) ?? []
    return value === undefined ? [] : [{ name: '--user-data-dir', value, pointer }]
  })

function variablesOf({ launch }: ServerEntry, commands: readonly Command[]): Setting[] {
  const assigned = commands.flatMap(({ assignments }) => assignments)
  if (launch.transport === 'remote') return assigned
  const own = Object.entries(launch.env).map(([name, value]) => ({
    name,
    value,
    pointer: variablePointer(launch, name),
  }))
  return [...own, ...assigned]
}
