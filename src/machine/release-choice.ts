/**
 * Settings by which npm takes another release than the newest that a spec admits: `before`, `min-release-age`, `tag`, as words of an
 * entry, as variables, and in the `.npmrc` of its project or one that it names. Files are data here: only these three leave them.
 *
 * Rules of npm 11 (`@npmcli/config`): words come before variables, then the project's file, then the user's; a source that has both
 * has `before`. What stands in the user's own file, and in the environment of this process, the registry honours itself.
 */
import { type Host, pathsOf } from '../host.js'
import { type Dissection, dissect } from '../launch/launch.js'
import { npmCommand } from '../launch/npm-commands.js'
import { readNpmArguments } from '../launch/npm-flags.js'
import type { PackageChoice, PackageRef, ReleaseChoice, ServerEntry } from '../model.js'
import { startFolder } from './entry-folder.js'
import { localPrefix } from './local-prefix.js'
import { type NpmExec, npmExecs } from './npm-command.js'
import type { NpmContext, NpmSettings } from './npm-settings.js'

/** One place of settings, and how it is called in a sentence. Values as they are written; `null` for one without a value. */
interface Source {
  readonly called: string
  readonly values: ReadonlyMap<string, string | null>
}

/** Of each package that the entry lets npm take; without those that are taken as every other one. Never rejects. */
export async function releaseChoices(
  host: Host,
  settings: NpmSettings,
  entry: ServerEntry,
  dir: string,
): Promise<readonly PackageChoice[]> {
  if (entry.launch.transport !== 'stdio') return []
  const dissection = dissect(entry)
  const found: PackageChoice[] = []
  for (const ref of dissection.launch.packages) {
    if (ref.ecosystem !== 'npm' || found.some(({ name, spec }) => name === ref.name && spec === ref.spec)) continue
    const choices = await Promise.all(
      startsOf(dissection, ref).map(async (exec) => choiceOf(await sourcesOf(host, settings, entry, exec, dir))),
    )
    const different = new Set(choices.map((each) => JSON.stringify(each))).size > 1
    const choice = different ? { unclear: 'its commands let npm choose in several ways' } : (choices[0] ?? null)
    if (choice !== null) found.push({ name: ref.name, spec: ref.spec, choice })
  }
  return found
}

/** Every start of npm that takes a package; none for other runners, which have settings of their own. */
function startsOf({ commands, launch }: Dissection, ref: PackageRef): readonly NpmExec[] {
  const execs = npmExecs(commands, ref, launch)
  if (execs.length > 0 || launch.runner !== 'npm create') return execs
  return commands.flatMap(({ name, args, assignments }) => {
    const read = readNpmArguments(args.map(({ text, pointer }) => ({ text, pointer, at: 0 })))
    if (name !== 'npm' || npmCommand(read.positionals[0]?.text ?? '') !== 'init') return []
    const flags = new Map([...read.values].map(([flag, { text }]) => [flag, text]))
    const assigned = Object.fromEntries(assignments.map((each) => [each.name, each.value]))
    return [{ specs: [ref.spec], asked: null, flags, given: read.flags, assignments: assigned }]
  })
}

/** What npm reads before the user's own configuration, the strongest first. */
async function sourcesOf(
  host: Host,
  settings: NpmSettings,
  entry: ServerEntry,
  { flags, given, assignments }: NpmExec,
  dir: string,
): Promise<readonly Source[]> {
  const { join } = pathsOf(host)
  const start = startFolder(host, entry, dir)
  const found = start === null ? null : await localPrefix(host, start)
  const context: NpmContext = { entry, assignments, flags, localPrefix: found }
  const project = flags.has('prefix') ? await settings.path('prefix', context) : found
  const words = new Map([...given].map((name) => [name, flags.get(name) ?? null]))
  const own = entry.launch.transport === 'stdio' ? entry.launch.env : {}
  const variables = variablesOf([...Object.entries(own), ...Object.entries(assignments)])
  const below: Source[] = []
  const file = project === null ? null : join(project, '.npmrc')
  if (file !== null && file !== settings.userFile(context)) {
    const ofProject = { called: `the settings in ${file}`, values: await settings.file(file) }
    // In the global place npm looks at no project, and what says so may be anything.
    const global = ['global', 'location'].some((name) => words.has(name) || variables.has(name))
    below.push(global ? withoutValues(ofProject) : ofProject)
  }
  const moved = words.has('userconfig') ? words.get('userconfig') : variables.get('userconfig')
  if (moved !== undefined) {
    const path = moved === null ? null : settings.asPath(moved, start)
    below.push(path === null ? UNREADABLE : { called: `the settings in ${path}`, values: await settings.file(path) })
    below.push(NOTHING_ELSE)
  }
  const ofHost = variablesOf(Object.entries(host.env))
  return [
    { called: 'its words', values: words },
    { called: 'its environment', values: variables },
    ...below.map((each) => belowHost(each, ofHost)),
  ]
}

/** npm's own among variables, as it calls its settings; `null` where one has several values, of which one is the last for npm. */
function variablesOf(
  variables: readonly (readonly [string, string | undefined])[],
): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>()
  for (const [written, value] of variables) {
    const name = written.toLowerCase()
    if (!name.startsWith('npm_config_') || !value) continue
    const key = name.slice('npm_config_'.length).replaceAll('_', '-')
    const before = found.get(key)
    found.set(key, before === undefined || before === value ? value : null)
  }
  return found
}

/** Whether npm reads it can't be told. */
const withoutValues = ({ called, values }: Source): Source => ({
  called,
  values: new Map([...values.keys()].map((key) => [key, null])),
})

/** What the environment of this process says wins over files, and the registry honours it. */
function belowHost({ called, values }: Source, ofHost: ReadonlyMap<string, unknown>): Source {
  const isAge = (key: string): boolean => key === 'before' || key === 'min-release-age'
  const aged = [...ofHost.keys()].some(isAge)
  const left = [...values].filter(([key]) => (isAge(key) ? !aged : !ofHost.has(key)))
  return { called, values: new Map(left) }
}

/** A file of settings that can't be found from here. */
const UNREADABLE: Source = {
  called: 'the settings in a file that it names may',
  values: new Map([
    ['before', null],
    ['tag', null],
  ]),
}
/** What counts where a file that the entry names stands in the place of the user's own. */
const NOTHING_ELSE: Source = {
  called: '',
  values: new Map([
    ['before', 'null'],
    ['tag', 'latest'],
  ]),
}

/** `null` where nothing is set. */
function choiceOf(sources: readonly Source[]): ReleaseChoice | null {
  const age = sources.find(({ values }) => values.has('before') || values.has('min-release-age'))
  const tagged = sources.find(({ values }) => values.has('tag'))
  const parts = [age === undefined ? {} : ageIn(age), tagged === undefined ? {} : tagIn(tagged)]
  const unclear = parts.flatMap((part) => ('unclear' in part && part.unclear !== undefined ? [part.unclear] : []))
  if (unclear.length > 0) return { unclear: [...new Set(unclear)].join('; ') }
  const choice = Object.assign({}, ...parts) as ReleaseChoice
  return Object.keys(choice).length === 0 ? null : choice
}

function ageIn({ called, values }: Source): ReleaseChoice {
  const before = values.get('before')
  if (values.has('before')) {
    if (before?.trim() === 'null') return { before: null }
    const moment = known(before) ? new Date(before.trim()) : null
    return moment === null || Number.isNaN(moment.getTime())
      ? unclearIn(called, 'before')
      : { before: moment.toISOString() }
  }
  const days = values.get('min-release-age')
  const number = known(days) ? Number(days) : Number.NaN
  // Beyond, no moment is that many days ago.
  if (!(Math.abs(number) < 1_000_000)) return unclearIn(called, 'min-release-age')
  return number === 0 ? { before: null } : { minAge: number }
}

function tagIn({ called, values }: Source): ReleaseChoice {
  const tag = values.get('tag')
  return known(tag) ? { tag } : unclearIn(called, 'tag')
}

/** Whether a value is there, and depends on no variable. */
const known = (value: string | null | undefined): value is string =>
  typeof value === 'string' && value.length < 200 && !/[$%{}\0]/.test(value)

/** Quotes no value, which may be anything. */
const unclearIn = (called: string, key: string): ReleaseChoice => ({
  unclear: `${called} set \`${key}\`, by which npm may choose another release, in a way that is not understood`,
})
