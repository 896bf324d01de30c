/** The committed behaviour of real servers, as far as it can be checked without a network. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FACT_KINDS } from '../src/model.js'
import { behaviourText, snapshotOf, withoutRegistries } from './live/behaviour-text.js'
import { SERVERS } from './live/servers.js'
import { root } from './support/imports.js'

const folder = path.join(root, 'snapshots/behaviour')
const snapshots = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.split(path.sep).join('/'))
  .sort()

describe('behaviour snapshots', () => {
  it('are there for every server of the live tests, and for no other', () => {
    expect(snapshots).toEqual(
      Object.entries(SERVERS)
        .map(([name, version]) => snapshotOf(name, version))
        .sort(),
    )
    expect(snapshots.length).toBeGreaterThanOrEqual(12)
  })

  it.each(snapshots)('%s names no registry', (name) => {
    const text = readFileSync(path.join(folder, name), 'utf8')
    expect(withoutRegistries(text)).toBe(text)
  })

  it.each(snapshots)('%s holds facts by kind, a line each', (name) => {
    const [title, , ...lines] = readFileSync(path.join(folder, name), 'utf8').trimEnd().split(/\r?\n/)
    expect(title).toBe(name.replace(/@([^@]+)\.txt$/, ' $1'))
    const headings = lines.filter((line) => /^\S/.test(line))
    expect(headings.map((line) => line.replace(/ \(\d+\)$/, '')).filter((kind) => !kinds.has(kind))).toEqual([])
    const facts = lines.filter((line) => line.startsWith('  '))
    expect(facts.filter((line) => !/^ {2}(?:runs {3}|install|dormant) {2}.* {2}· \S.*:\d+$/.test(line))).toEqual([])
    expect(new Set(facts.map((line) => line.replace(/:\d+$/, ''))).size).toBeGreaterThan(0)
  })
})

const kinds = new Set<string>(FACT_KINDS)

describe('the text of a behaviour', () => {
  const fact = (value: string) => ({
    kind: 'net.egress' as const,
    value,
    detail: {},
    where: { file: 'dist/index.js', line: 3, column: 7, excerpt: '' },
    reach: 'runs' as const,
  })

  it('is one line for each fact', () => {
    expect(behaviourText('a 1.0.0', [fact('POST mail.example')])).toBe(
      'a 1.0.0\n\nnet.egress (1)\n  runs     POST mail.example  · dist/index.js:3\n',
    )
  })

  it('shows control characters, and cuts long values', () => {
    expect(behaviourText('a 1.0.0', [fact('POST \u001b[2J')])).not.toContain('\u001b')
    expect(behaviourText('a 1.0.0', [fact('x'.repeat(9000))]).length).toBeLessThan(400)
  })

  it('leaves out the hosts of registries, and no others', () => {
    // Put together here, so that this file names none.
    const owned = ['npm', 'js'].join('')
    expect(withoutRegistries(`GET registry.${owned}.org`)).toBe('GET <registry>')
    expect(withoutRegistries(`see https://www.${owned}.com/package/x`)).toBe('see https://<registry>/package/x')
    expect(withoutRegistries('GET registry.acme.dev, index.acme.dev')).toBe('GET <registry>, <registry>')
    expect(withoutRegistries('GET mirror.acme.dev', ['mirror.acme.dev'])).toBe('GET <registry>')
    for (const kept of ['GET api.github.com', 'dist/index.esm.js', 'registry.json', 'GET {}.acme.dev']) {
      expect(withoutRegistries(kept)).toBe(kept)
    }
  })
})
