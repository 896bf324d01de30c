/** Workers that die, with workers made for it: what one package does to its worker costs no other. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExtractor } from '../../src/extract/pool.js'
import { memoryStore } from '../../src/store/store.js'
import { artifactOf } from '../support/artifact.js'

/** Stands for the analysis: does what the files' names say, unless the file is left out. */
const WORKER = `
export default function analyse(task) {
  const has = (name) => task.leaveOut !== name && task.files.some((file) => file.path === name)
  if (has('memory.js')) { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length)) }
  if (has('time.js')) for (;;);
  if (has('throws.js')) throw new RangeError('Maximum call stack size exceeded')
  if (task.files.some((file) => file.path === 'always.md')) throw new Error('each time')
  const value = task.leaveOut ?? 'all of it'
  const where = { file: 'index.js', line: 1, column: 1, excerpt: '' }
  return { facts: [{ kind: 'fs.read', value, detail: {}, where, reach: 'runs' }], unanalysed: [] }
}
`

let folder = ''
let script = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pool-'))
  script = join(folder, 'worker.mjs')
  await writeFile(script, WORKER)
})
afterAll(() => rm(folder, { recursive: true }))

const packageWith = (name: string, path: string) =>
  artifactOf({ 'package.json': JSON.stringify({ name, version: '1.0.0' }), 'index.js': '1', [path]: `/* ${name} */` })

describe('workers', () => {
  it('die alone, are replaced, and their package is tried once more without its largest source', async () => {
    const extractor = createExtractor({ workers: 2, heap: 64, timeout: 8_000, script })
    const paths = ['memory.js', 'fine.js', 'throws.js', 'fine.js', 'memory.js', 'fine.js', 'always.md', 'fine.js']
    const behaviours = await Promise.all(
      paths.map((path, index) => extractor.behaviour(packageWith(`package-${index}`, path))),
    )
    await extractor.close()
    expect(behaviours.map(({ facts }) => facts[0]?.value)).toEqual([
      'memory.js',
      'all of it',
      'throws.js',
      'all of it',
      'memory.js',
      'all of it',
      expect.stringMatching(/^budget /),
      'all of it',
    ])
    expect(behaviours[6]?.unanalysed).toHaveLength(1)
  })

  it('are stopped at the time limit', async () => {
    const extractor = createExtractor({ workers: 1, timeout: 300, script })
    const behaviour = await extractor.behaviour(packageWith('endless', 'time.js'))
    await extractor.close()
    expect(behaviour.facts.map((fact) => fact.value)).not.toContain('all of it')
  })

  it('keep what they found whole, and nothing that was cut short', async () => {
    const store = memoryStore()
    const extractor = createExtractor({ workers: 1, heap: 64, script, store })
    const whole = packageWith('whole', 'fine.js')
    const cut = packageWith('cut', 'throws.js')
    await extractor.behaviour(whole)
    await extractor.behaviour(cut)
    expect(await extractor.cached(whole.integrity)).toBeDefined()
    expect(await extractor.cached(cut.integrity)).toBeUndefined()
    await extractor.close()
  })
})

describe('without workers', () => {
  it('nothing is thrown for the sake of a package', async () => {
    const extractor = createExtractor({ workers: 0 })
    const broken = { ...packageWith('broken', 'fine.js'), list: () => [{ path: 'a.js', size: 1, executable: false }] }
    const behaviour = await extractor.behaviour({
      ...broken,
      read: (): Uint8Array => {
        throw new Error('bytes that are gone')
      },
    })
    expect(behaviour.unanalysed).toHaveLength(1)
    await extractor.close()
  })
})
