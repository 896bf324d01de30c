/**
 * Configuration files of real shapes, laid out as on a machine, and what a stranger says of them.
 *
 * `fixtures/<client>/<n>/` holds `home/…`, `project/…` (the working folder, below the home) and `root/…` (absolute paths);
 * a leading `dot-` of a name stands for `.`, so that no tool of this repository takes them for its own. `expected.json`:
 *
 *   platform    `linux` when absent
 *   configs     files that are named with --config in place of discovery
 *   files       file → maps of servers in it, each:
 *     by        `client scope`, or a list where several clients read the file
 *     at        pointer of the map; an entry's own is `at` and its name, unless it gives `pointer`
 *     servers   name → expectation, or a list of pairs where a name would be lost as a key
 *     fails     pointers of entries, or of the file, that can't be read
 *     remarks   the client does not read servers at this place, and the report must say so
 *     unnamed   names are not compared
 *
 * An expectation is a package `{npm|pypi|oci: name, pick: 'range:*', token, pinned, more, origin, registry}`, where `token` is
 * the exact text of the file that names it, or one of `{remote: origin}`, `{local: path}`, `{git: part of the origin}`,
 * `{unknown: origin, why}`. `null` for an origin leaves it open. `off` says disabled, for all clients or for those listed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { PackageRef } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

export interface ExpectedPackage {
  readonly npm?: string
  readonly pypi?: string
  readonly oci?: string
  readonly pick?: string
  readonly token?: string
  readonly pinned?: true
}

export interface Expectation extends ExpectedPackage {
  readonly more?: readonly ExpectedPackage[]
  readonly origin?: string
  readonly registry?: string
  readonly remote?: string | null
  readonly local?: string | null
  readonly git?: string
  readonly unknown?: string | null
  readonly off?: true | readonly string[]
  readonly pointer?: string
  /** Of an `unknown`, for people. */
  readonly why?: string
}

interface ExpectedMap {
  readonly by: string | readonly string[]
  readonly at: string
  readonly servers: Readonly<Record<string, Expectation>> | readonly (readonly [string, Expectation])[]
  readonly fails?: readonly string[]
  readonly remarks?: true
  readonly unnamed?: true
}

interface ExpectedFile {
  readonly platform?: 'linux' | 'darwin' | 'win32'
  readonly configs?: readonly string[]
  readonly files: Readonly<Record<string, readonly ExpectedMap[]>>
}

/** One entry that one client must be seen to start. */
export interface ExpectedEntry {
  readonly client: string
  readonly scope: string
  /** `null` where it is not compared. */
  readonly name: string | null
  readonly file: string
  readonly pointer: string
  readonly disabled: boolean
  readonly launch: Expectation
}

export interface Fixture {
  /** `cursor/1` */
  readonly id: string
  readonly host: ReturnType<typeof memoryHost>
  readonly configs: readonly string[]
  readonly entries: readonly ExpectedEntry[]
  /** Subjects of failures: a file, or a file and a pointer. */
  readonly failures: readonly string[]
  /** Places that a client does not read: file and pointer. */
  readonly remarks: readonly string[]
  /** Path on the host → what stands on disk. */
  readonly contents: ReadonlyMap<string, Uint8Array>
}

export const FOLDER = path.join(import.meta.dirname, 'fixtures')

const HOMES = { linux: '/home/u', darwin: '/Users/u', win32: 'C:\\Users\\u' }

export const fixtureIds: readonly string[] = readdirSync(FOLDER)
  .flatMap((client) => readdirSync(path.join(FOLDER, client)).map((number) => `${client}/${number}`))
  .sort()

/** Files of a fixture by their path in it, `/`-separated and with the names that they have on a machine. */
export function filesOf(id: string): ReadonlyMap<string, Uint8Array> {
  const folder = path.join(FOLDER, id)
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file !== 'expected.json' && statSync(path.join(folder, file)).isFile(),
  )
  return new Map(found.map((file) => [onMachine(file), new Uint8Array(readFileSync(path.join(folder, file)))]))
}

const onMachine = (file: string): string =>
  file
    .split(/[\\/]/)
    .map((name) => name.replace(/^dot-/, '.'))
    .join('/')

export function loadFixture(id: string): Fixture {
  const expected: ExpectedFile = JSON.parse(readFileSync(path.join(FOLDER, id, 'expected.json'), 'utf8'))
  const platform = expected.platform ?? 'linux'
  const { join, sep } = platform === 'win32' ? path.win32 : path.posix
  const home = HOMES[platform]
  const cwd = join(home, 'work')
  const absolute = (file: string): string => {
    const [root = '', ...names] = onMachine(file).split('/')
    return join({ home, project: cwd }[root] ?? sep, ...names)
  }
  const contents = new Map([...filesOf(id)].map(([file, bytes]) => [absolute(file), bytes]))
  const files = { ...Object.fromEntries(contents), [join(cwd, '.git', 'HEAD')]: 'ref: refs/heads/main\n' }
  const maps = Object.entries(expected.files).flatMap(([file, each]) =>
    each.map((map) => ({ map, file: absolute(file) })),
  )
  return {
    id,
    host: memoryHost({ platform, home, cwd, files }),
    configs: (expected.configs ?? []).map(absolute),
    entries: maps.flatMap(({ map, file }) => entriesOf(map, file)),
    failures: maps.flatMap(({ map, file }) => (map.fails ?? []).map((at) => (at === '' ? file : `${file}#${at}`))),
    remarks: maps.flatMap(({ map, file }) => (map.remarks ? [`${file}#${map.at}`] : [])),
    contents,
  }
}

function entriesOf({ by, at, servers, unnamed }: ExpectedMap, file: string): readonly ExpectedEntry[] {
  const named: readonly (readonly [string, Expectation])[] = Array.isArray(servers) ? servers : Object.entries(servers)
  const readers = typeof by === 'string' ? [by] : by
  return readers.flatMap((reader) => {
    const [client = '', scope = ''] = reader.split(' ')
    return named.map(([name, launch]) => ({
      client,
      scope,
      name: unnamed ? null : name,
      file,
      pointer: launch.pointer ?? `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      disabled: launch.off === true || (Array.isArray(launch.off) && launch.off.includes(client)),
      launch,
    }))
  })
}

/** `npm name@pick ‹token›`, and `!` where it is pinned. */
export const describePackage = (
  ecosystem: PackageRef['ecosystem'] | 'none',
  name: string,
  pick: string,
  token: string,
  pinned: boolean,
): string => `${ecosystem} ${name} ${pick} ‹${token}›${pinned ? ' pinned' : ''}`

export const describeExpected = ({ npm, pypi, oci, pick = '', token = '', pinned }: ExpectedPackage): string =>
  describePackage(
    npm ? 'npm' : pypi ? 'pypi' : oci ? 'oci' : 'none',
    npm ?? pypi ?? oci ?? '',
    pick,
    token,
    pinned === true,
  )
