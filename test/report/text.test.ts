import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/model.js'
import { colorWanted, unicodeWanted } from '../../src/report/style.js'
import { renderText, type TextOptions } from '../../src/report/text.js'
import { blocked, empty, fact, finding, report, trusted } from './fixture.js'

const plain: TextOptions = { columns: 80, color: false, unicode: true, failOn: 'high' }

describe('text', () => {
  it.each([80, 120, 200])('at %i columns', async (columns) => {
    const text = renderText(report, { ...plain, columns })
    await expect(text).toMatchFileSnapshot(`../../snapshots/report/all-verdicts.${columns}.txt`)
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
  })

  it('says where it looked when nothing is configured, and what to do', async () => {
    await expect(renderText(empty, plain)).toMatchFileSnapshot('../../snapshots/report/nothing-configured.txt')
  })

  it('lists facts by kind when asked', async () => {
    const text = renderText({ ...report, servers: [blocked] }, { ...plain, facts: true })
    expect(text).toContain('env.read 1\n  MAIL_TOKEN  index.js:12')
  })

  it('says title and remedy of alike findings once', () => {
    const alike = ['a', 'b', 'c'].map((name) => finding({ fingerprint: name, message: `message ${name}` }))
    const text = renderText({ ...report, servers: [{ ...blocked, findings: alike }] }, plain)
    expect(text.match(/\[new-recipient\]/g)).toHaveLength(1)
    expect(text.match(/Do not run this release/g)).toHaveLength(1)
    expect(text.match(/since 1\.0\.16/g)).toHaveLength(1)
    for (const { message } of alike) expect(text).toContain(message)
  })

  it('says what took another form, without the hashes that tell forms apart', () => {
    const dependency = (spec: string) => fact('dependency', `sdk@${spec}`, { name: 'sdk', spec })
    const tool = (name: string, hash: string) => fact('mcp.tool', `tool:${name} ${hash}`, { name, what: 'tool' })
    const change = {
      added: [dependency('^2.0.0'), tool('send', 'aaaa'), tool('later', 'bbbb')],
      removed: [dependency('^1.0.0'), tool('send', 'cccc')],
    }
    const text = renderText({ ...report, servers: [{ ...blocked, change }] }, plain)
    expect(text).toContain('dependency ~ sdk ^1.0.0 → ^2.0.0\n')
    expect(text).toContain('mcp.tool + later  ~ send\n')
  })

  it('says which copy of this machine starts, or was started', () => {
    const copy = { name: 'notes-mcp', version: '1.0.0', integrity: null, folder: '/x', used: true }
    const text = (place: 'npx cache' | 'project') =>
      renderText(
        { ...report, servers: [{ ...trusted, onMachine: { copies: [{ ...copy, place }], shadows: [] } }] },
        plain,
      )
    expect(text('npx cache')).toContain('1.0.0 in the npx cache, started last; a fresh start takes')
    expect(text('project')).toContain('1.0.0 in the project, which is what starts; a fresh start takes')
  })

  it('names what a bridge reaches', () => {
    const bridge = { ...trusted, launch: { ...trusted.launch, origin: 'https://mcp.example' } }
    expect(renderText({ ...report, servers: [bridge] }, { ...plain, columns: 200 })).toContain('→ https://mcp.example')
  })

  it('says why a package was not read, and not what is started beside it', () => {
    const launch = { ...trusted.launch, reason: 'what a remote server runs is not audited' }
    const text = renderText({ ...report, notEvaluated: [], servers: [{ ...trusted, launch, facts: null }] }, plain)
    expect(text).toContain('not evaluated: see what could not be done, below')
    expect(text).not.toContain('what a remote server runs')
  })

  it('is ASCII alone where the terminal draws no more', () => {
    expect(renderText(report, { ...plain, unicode: false })).toMatch(/^[\n\x20-\x7e]*$/)
  })

  it('says the same with colours as without', () => {
    const colored = renderText(report, { ...plain, color: true })
    expect(colored).toContain('\x1b[')
    expect(colored.replace(/\x1b\[\d+m/g, '')).toBe(renderText(report, plain))
  })

  it('lets nothing of a stranger reach the terminal', () => {
    const evil = '\x1b[2J\u202e\u200b\r'
    const hostile: Report = {
      ...report,
      servers: [
        {
          ...blocked,
          name: `mail${evil}`,
          findings: [
            finding({ message: evil, evidence: [{ file: `a${evil}.js`, line: 1, column: 1, excerpt: `${evil}\n` }] }),
          ],
        },
      ],
      failures: [{ stage: 'fetch', subject: evil, message: evil, remedy: evil }],
      notEvaluated: [{ subject: evil, what: evil, why: evil }],
    }
    expect(renderText(hostile, plain)).not.toMatch(/[\x1b\r\u202e\u200b]/)
  })

  it('stays within the columns for long words and wide characters', () => {
    const long: Report = {
      ...report,
      servers: [{ ...blocked, name: '名'.repeat(300), findings: [finding({ message: 'x'.repeat(500) })] }],
    }
    for (const line of renderText(long, plain).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80)
  })
})

describe('colours and signs', () => {
  it('follow flag, FORCE_COLOR, NO_COLOR and the stream, in this order', () => {
    const tty = { isTTY: true }
    expect(colorWanted({}, tty, true)).toBe(true)
    expect(colorWanted({}, {}, true)).toBe(false)
    expect(colorWanted({ FORCE_COLOR: '1' }, {}, true)).toBe(true)
    expect(colorWanted({ FORCE_COLOR: '0' }, tty, true)).toBe(false)
    expect(colorWanted({ NO_COLOR: '1' }, tty, true)).toBe(false)
    expect(colorWanted({ NO_COLOR: '' }, tty, true)).toBe(true)
    expect(colorWanted({ TERM: 'dumb' }, tty, true)).toBe(false)
    expect(colorWanted({ FORCE_COLOR: '1' }, tty, false)).toBe(false)
  })

  it('are ASCII unless the locale is UTF-8', () => {
    expect(unicodeWanted({ LANG: 'en_US.UTF-8' }, 'linux')).toBe(true)
    expect(unicodeWanted({ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'linux')).toBe(false)
    expect(unicodeWanted({}, 'linux')).toBe(false)
    expect(unicodeWanted({}, 'darwin')).toBe(true)
    expect(unicodeWanted({}, 'win32')).toBe(true)
    expect(unicodeWanted({ TERM: 'linux', LANG: 'en_US.UTF-8' }, 'linux')).toBe(false)
  })
})
