/** What every heuristic owes to the person who meets its finding, and what holds for all files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { heuristics } from '../heuristics/index.js'
import { FACT_KINDS, SEVERITIES } from '../src/model.js'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort()

const SECTIONS = ['What it finds', 'Why it matters for MCP', 'Example', 'How to fix', 'Known false alarms']

const ids = heuristics.map(({ id }) => id)

describe('the index', () => {
  it('holds every file of the folder, once, in alphabetical order', () => {
    expect(ids).toEqual(namesIn('heuristics', '.ts').filter((name) => name !== 'index' && name !== '_template'))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has a page and a test for each, and none for others', () => {
    expect(namesIn('heuristics', '.md').filter((name) => name !== '_template')).toEqual(ids)
    expect(namesIn('test/heuristics', '.test.ts')).toEqual(ids)
  })

  it('covers every kind of fact that can do harm by itself', () => {
    const needed = new Set(heuristics.flatMap((each) => ('needs' in each ? each.needs : [])))
    // Read by others as circumstances, and ordinary alone.
    const circumstances = ['env.read', 'fs.read', 'fs.write', 'system.recon']
    expect(FACT_KINDS.filter((kind) => !needed.has(kind)).sort()).toEqual([...circumstances].sort())
  })
})

describe.each(heuristics.map((each) => [each.id, each] as const))('%s', (id, heuristic) => {
  it('says who it is', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(heuristic.title.length).toBeGreaterThan(15)
    expect(heuristic.title).toMatch(/^[^A-Z].*[^.]$/)
    expect(SEVERITIES).toContain(heuristic.severity)
    expect(['high', 'medium', 'low']).toContain(heuristic.confidence)
    expect(['behaviour', 'publishing', 'configuration', 'dependencies']).toContain(heuristic.about)
    expect(heuristic.remedy).toMatch(/^[A-Z].{20,}\.$/s)
  })

  it('needs kinds that exist, and reads facts exactly when it needs some', () => {
    if (!('needs' in heuristic)) return
    for (const kind of heuristic.needs) expect(FACT_KINDS).toContain(kind)
    expect(new Set(heuristic.needs).size).toBe(heuristic.needs.length)
    expect(heuristic.needs.length > 0).toBe(heuristic.about === 'behaviour')
  })

  it('has a page with every section, each with words in it', () => {
    const page = read(`heuristics/${id}.md`)
    expect(page.startsWith(`# ${id}\n\n`)).toBe(true)
    const sections = page.split(/^## /m).slice(1)
    // What is measured is written by `npm run accuracy`, below what people wrote.
    const titles = sections.map((section) => section.split('\n', 1)[0])
    expect(titles).toEqual(
      'needs' in heuristic && titles.length > SECTIONS.length ? [...SECTIONS, 'Measured'] : SECTIONS,
    )
    for (const section of sections) expect(section.split('\n').slice(1).join('').trim().length).toBeGreaterThan(15)
    expect(sections[2]).toMatch(/```\w*\n[\s\S]+\n```/)
  })

  it('is tested with what it finds and with at least two twins that it must not', () => {
    const test = read(`test/heuristics/${id}.test.ts`)
    expect(test).toMatch(new RegExp(`(casesOf|configurationCasesOf|dependencyCasesOf)\\('${id}'`))
    expect([...test.matchAll(/^ {2}fires\($|^ {2}fires\(/gm)].length).toBeGreaterThanOrEqual(1)
    expect([...test.matchAll(/^ {2}silent\($|^ {2}silent\(/gm)].length).toBeGreaterThanOrEqual(2)
  })

  it('imports data and pure helpers alone', () => {
    const imports = [...read(`heuristics/${id}.ts`).matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '')
    const allowed = /^(\.\/knowledge\/|\.\.\/src\/(heuristic|model|vendor)\.js$|fastest-levenshtein$)/
    expect(imports.filter((each) => !allowed.test(each))).toEqual([])
  })
})

describe('the templates', () => {
  it('have the shape that they ask for', () => {
    const sections = [...read('heuristics/_template.md').matchAll(/^## (.*)$/gm)].map((match) => match[1])
    expect(sections).toEqual(SECTIONS)
    expect(existsSync(path.join(root, 'heuristics/_template.ts'))).toBe(true)
  })
})

describe('all files', () => {
  const folders = ['src', 'heuristics', 'test', 'snapshots']
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  )

  it('name no host of a package registry', () => {
    // Put together here, so that this file names none either.
    const hosts = ['npmjs', 'yarnpkg', 'npmmirror', 'pypi'].map(
      (name) => new RegExp(`\\b${name}\\.(?:org|com)\\b`, 'i'),
    )
    const naming = files.filter((file) => hosts.some((host) => host.test(read(file))))
    expect(naming).toEqual([])
  })

  it('give no reserved name a meaning outside of tests', () => {
    // As the end of a host, in a text or in a pattern; not the word, nor a mention in a comment.
    const ending = /(?:['"`]|\\)\.(?:example|invalid)(?:['"`$)|]|\\b)/
    const code = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\//g, '')
    const special = files.filter((file) => /^(src|heuristics)\/.*\.ts$/.test(file) && ending.test(code(file)))
    expect(special).toEqual([])
  })
})
