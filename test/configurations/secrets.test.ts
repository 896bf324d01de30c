/**
 * No secret of any configuration leaves it: not in what is printed, written to a file or kept in a folder of ours, and not
 * in a request.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openStage, quiet, type Stage } from '../commands/stage.js'
import { type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { filesOf, fixtureIds } from './fixture.js'
import { hidingPlaces } from './hiding-places.js'
import { spellings } from './spellings.js'

const PACKAGE = 'calm-mcp'

/** Places whose secrets are seen while the reader of their kind is being built. */
const BEING_BUILT: ReadonlySet<string> = new Set()

let stage: Stage
let elsewhere: LoopbackRegistry
afterEach(async () => {
  await stage.close()
  await elsewhere.close()
})

async function open() {
  stage = await openStage({
    [PACKAGE]: quiet(PACKAGE),
    'mcp-remote': quiet('mcp-remote'),
    supergateway: quiet('supergateway'),
  })
  elsewhere = await startRegistry({ packages: { [PACKAGE]: quiet(PACKAGE) } })
  return stage
}

/** The stage's own, with the options that every command takes. */
const runLine = (line: readonly string[]): ReturnType<Stage['run']> =>
  line[0] === 'list' ? stage.run([...line, '--home', stage.home], { bare: true }) : stage.run(line)

/** Everything below the home that was not there before: caches, state, what `-o` wrote. */
async function written(home: string, own: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(home, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  const fresh = files.filter((file) => !own.has(file))
  return new Map(
    await Promise.all(fresh.map(async (file) => [file, (await readFile(file)).toString('latin1')] as const)),
  )
}

/** Where each of the secrets is seen, in any spelling, and in lines that were wrapped. */
function leaks(secrets: Readonly<Record<string, string>>, texts: ReadonlyMap<string, string>): readonly string[] {
  const searched = [...texts].map(([name, text]) => ({ name, text, whole: text.replace(/[\s│|]+/g, '') }))
  return Object.entries(secrets).flatMap(([where, secret]) => {
    if (BEING_BUILT.has(where)) return []
    const forms = spellings(secret)
    const seen = searched.filter(({ text, whole }) => forms.some((form) => text.includes(form) || whole.includes(form)))
    return seen.map(({ name }) => `${where} → ${name}`)
  })
}

const requestsOf = (registry: LoopbackRegistry): string =>
  registry.requests.map(({ path: asked, authorization }) => `${asked} ${authorization ?? ''}`).join('\n')

/** Commands and options; `OUT` is a file of ours, `HOME` the home. */
const LINES: readonly (readonly string[])[] = [
  ['scan', 'work', '--json'],
  ['scan', 'work'],
  ['scan', 'work', '--recursive', '--strict', '--fail-on', 'low', '-o', 'OUT'],
  ['scan', 'work', '--json', '-o', 'OUT'],
  ['scan', 'work', '--json', '--offline'],
  ['scan', 'work', '--offline', '--no-deps', '--quiet'],
  ['scan', '-c', 'HOME/.cursor/mcp.json', '-c', 'HOME/work/.cursor/mcp.json', '-c', 'HOME/work/.codex/config.toml'],
  ['list', 'work'],
  ['list', 'work', '--json'],
  ['list', 'work', '--where'],
  ['list', 'work', '--where', '--json', '-o', 'OUT'],
  ['list', '-c', 'HOME/work/.roo/mcp.json', '--json'],
  ['diff', `${PACKAGE}@1.0.0`, `${PACKAGE}@1.0.1`, '--json'],
  ['diff', `${PACKAGE}@1.0.0`, `${PACKAGE}@1.0.1`],
  ['inspect', `${PACKAGE}@1.0.1`, '--json'],
  ['inspect', `${PACKAGE}@1.0.1`, '-o', 'OUT'],
  ['explain', 'literal-secret'],
  // These fail.
  ['scan', 'absent'],
  ['scan', '-c', 'HOME/absent.json', '--json'],
  ['list', '--client', 'nobody'],
  ['diff', `${PACKAGE}@9.9.9`, `${PACKAGE}@1.0.1`, '--json'],
  ['inspect', 'absent-mcp@1.0.0'],
]

describe('secrets of a machine', () => {
  it('are seen nowhere, whatever is asked and whatever fails', async () => {
    const { home, write, registry } = await open()
    const { files, secrets } = hidingPlaces(PACKAGE, elsewhere.url)
    const own = new Set<string>()
    for (const [file, content] of Object.entries(files)) own.add(await write(file, content))
    await mkdir(path.join(home, 'work/.git'), { recursive: true })
    // The user's own token for the registry of the test is the one that may travel, and only there.
    const allowed = 'hush-token-of-the-registry'
    const userConfig = `${await readFile(path.join(home, '.npmrc'), 'utf8')}\n${registry.url.slice('http:'.length)}:_authToken=${allowed}\n`
    await writeFile(path.join(home, '.npmrc'), userConfig)

    const texts = new Map<string, string>()
    for (const [index, line] of LINES.entries()) {
      const out = path.join(home, `out-${index}.txt`)
      const argv = line.map((word) => (word === 'OUT' ? out : word.replace('HOME', home)))
      const { code, stdout, stderr } = await runLine(argv)
      expect([0, 1, 2], line.join(' ')).toContain(code)
      texts.set(`stdout of ${line.join(' ')}`, stdout)
      texts.set(`stderr of ${line.join(' ')}`, stderr)
    }
    // The whole of it was read: what is configured stands in the output.
    const listed: { servers: unknown[] } = JSON.parse(texts.get('stdout of list work --json') ?? '{}')
    expect(listed.servers.length).toBeGreaterThan(30)
    expect(texts.get('stdout of scan work --json')).toContain('literal-secret')
    expect(registry.count('packument', `/${PACKAGE}`)).toBeGreaterThan(0)

    for (const [file, content] of await written(home, own)) texts.set(file, content)
    texts.set('requests to the registry', requestsOf(registry))
    texts.set('requests to the host that a project names', requestsOf(elsewhere))
    expect(leaks(secrets, texts)).toEqual([])
    texts.delete('requests to the registry')
    expect(leaks({ allowed }, texts)).toEqual([])
    expect(elsewhere.requests).toEqual([])
  })

  it('are not seen either where the registry fails', async () => {
    const { home, write, registry } = await open()
    const { files, secrets } = hidingPlaces(PACKAGE, elsewhere.url)
    const own = new Set<string>()
    for (const [file, content] of Object.entries(files)) own.add(await write(file, content))
    const texts = new Map<string, string>()
    for (const fault of [{ status: 401 }, { status: 404, body: 'no' }, { bytes: 'no JSON' }]) {
      registry.fail('*', fault)
      for (const line of [
        ['scan', 'work', '--json'],
        ['scan', 'work'],
        ['inspect', `${PACKAGE}@1.0.1`, '--json'],
      ]) {
        const { stdout, stderr } = await runLine(line)
        texts.set(`${JSON.stringify(fault)} ${line.join(' ')}`, stdout + stderr)
      }
    }
    for (const [file, content] of await written(home, own)) texts.set(file, content)
    texts.set('requests', requestsOf(registry) + requestsOf(elsewhere))
    expect(leaks(secrets, texts)).toEqual([])
  })

  it('are not seen where they stand in an option of ours', async () => {
    const { home, configure, run, registry } = await open()
    await configure({ calm: ['-y', `${PACKAGE}@1.0.1`] })
    const secrets = { password: 'hush-option-password', query: 'hush-option-query' }
    const option = `${registry.url.replace('//', `//me:${secrets.password}@`)}?key=${secrets.query}`
    const texts = new Map<string, string>()
    for (const fault of [null, { status: 404 }]) {
      registry.fail('*', fault)
      for (const line of [
        ['scan', '--json'],
        ['scan'],
        ['inspect', `${PACKAGE}@1.0.1`],
        ['diff', `${PACKAGE}@1`, PACKAGE],
      ]) {
        const { stdout, stderr } = await run([...line, '--home', home, '--registry', option], { bare: true })
        texts.set(`${line.join(' ')} ${JSON.stringify(fault)}`, stdout + stderr)
      }
    }
    for (const [file, content] of await written(home, new Set())) texts.set(file, content)
    expect(leaks(secrets, texts)).toEqual([])
  })
})

describe('secrets of the files of real shapes', () => {
  it('are seen nowhere', async () => {
    const { home } = await open()
    const own = new Set<string>()
    const secrets: Record<string, string> = {}
    for (const id of fixtureIds) {
      for (const [file, bytes] of filesOf(id)) {
        const target = path.join(home, 'fixtures', id, file)
        await mkdir(path.dirname(target), { recursive: true })
        await writeFile(target, bytes)
        own.add(target)
        for (const [secret] of Buffer.from(bytes)
          .toString()
          .matchAll(/hush-\d{4}-[a-z0-9]+/g))
          secrets[secret] = secret
      }
    }
    expect(Object.keys(secrets).length).toBeGreaterThan(40)
    const configs = [...own].flatMap((file) => ['-c', file])
    const texts = new Map<string, string>()
    const lines = [
      ['list', ...configs],
      ['list', ...configs, '--json'],
      ['scan', ...configs, '--offline', '--json', '--no-deps'],
      ['scan', ...configs, '--offline', '--no-deps', '-o', path.join(home, 'out.txt')],
    ]
    for (const line of lines) {
      const { code, stdout, stderr } = await runLine(line)
      expect([0, 1, 2]).toContain(code)
      texts.set(`${line[0]} ${line.slice(1 + configs.length).join(' ')}`, stdout + stderr)
    }
    expect(texts.get('list --json')).toContain('sequential-thinking')
    for (const [file, content] of await written(home, own)) texts.set(file, content)
    expect(leaks(secrets, texts)).toEqual([])
    await rm(path.join(home, 'fixtures'), { recursive: true })
  })
})
