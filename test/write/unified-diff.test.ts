import { applyPatch } from 'diff'
import { describe, expect, it } from 'vitest'
import { cutLine } from '../../src/write/cut.js'
import { type DiffedFile, unifiedDiff } from '../../src/write/unified-diff.js'

const HOME = '/home/u'
const file = `${HOME}/.cursor/mcp.json`
const diffOf = (before: string | null, after: string, more: Partial<DiffedFile> = {}) =>
  unifiedDiff([{ file, before, after, ...more }], HOME)

const numbered = (from: number, to: number, changed: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${changed[from + index] ?? `line ${from + index}`}\n`).join('')

describe('a unified diff', () => {
  it('shows three lines around a change, and the home as ~', () => {
    expect(diffOf(numbered(1, 12), numbered(1, 12, { 6: 'other' }))).toBe(
      [
        '--- ~/.cursor/mcp.json',
        '+++ ~/.cursor/mcp.json',
        '@@ -3,7 +3,7 @@',
        ' line 3',
        ' line 4',
        ' line 5',
        '-line 6',
        '+other',
        ' line 7',
        ' line 8',
        ' line 9',
        '',
      ].join('\n'),
    )
  })

  it('shows a new file against /dev/null', () => {
    expect(diffOf(null, 'a\nb\n')).toBe('--- /dev/null\n+++ ~/.cursor/mcp.json\n@@ -0,0 +1,2 @@\n+a\n+b\n')
    expect(diffOf(null, 'a\n')).toContain('@@ -0,0 +1 @@\n')
  })

  it('shows nothing of a file that stays as it is', () => {
    expect(diffOf('a', 'a')).toBe('')
    expect(unifiedDiff([], HOME)).toBe('')
  })

  it('says where the final line break is missing', () => {
    expect(diffOf('a\nb', 'a\nc')).toMatch(/ a\n-b\n\\ No newline at end of file\n\+c\n\\ No newline at end of file\n$/)
    expect(diffOf('a\nb\n', 'a\nb')).toMatch(/-b\n\+b\n\\ No newline at end of file\n$/)
    expect(diffOf('b', 'b\n')).toMatch(/-b\n\\ No newline at end of file\n\+b\n$/)
  })

  it('names files outside of the home whole, and can be fooled by no name', () => {
    expect(diffOf('a', 'b', { file: '/work/.mcp.json' })).toContain('--- /work/.mcp.json\n')
    expect(diffOf('a', 'b', { file: '/home/user2/x' })).toContain('--- /home/user2/x\n')
    expect(diffOf('a', 'b', { file: '/work/a\n+++ b' })).toContain('--- /work/a\\n+++ b\n')
  })

  it('leaves out the carriage returns that all lines have, and shows those that a change alters', () => {
    expect(diffOf('a\r\nb\r\n', 'a\r\nc\r\n')).not.toContain('\r')
    expect(diffOf('a\r\nb', 'a\r\nc')).not.toContain('\r')
    expect(diffOf('a\r\nb\r\n', 'a\nb\n')).toContain('-a\r\n')
    expect(diffOf('a\r\nb\n', 'a\r\nc\n')).toContain(' a\r\n')
  })

  it('leaves out a byte order mark that both have', () => {
    expect(diffOf('\ufeffa\n', '\ufeffb\n')).not.toContain('\ufeff')
    expect(diffOf('\ufeffa\n', 'a\n')).toContain('-\ufeffa\n')
  })

  it('can be applied where nothing had to be left out', () => {
    const before = numbered(1, 40)
    const after = numbered(1, 40, { 3: 'three', 20: 'twenty\ntwenty-one', 39: 'x' })
    expect(applyPatch(before, diffOf(before, after))).toBe(after)
  })

  it('cuts a long line around what changes in it', () => {
    const entry = (version: string) => `{"command":"npx","args":["mail-mcp@${version}"]}`
    const line = (version: string) => `${'{"a":1},'.repeat(250_000)}${entry(version)}${',{"b":2}'.repeat(100)}`
    const shown = diffOf(line('latest'), line('1.0.15'))
    expect(shown.length).toBeLessThan(1500)
    expect(shown).toContain('mail-mcp@latest')
    expect(shown).toContain('mail-mcp@1.0.15')
    expect(shown).toContain('[… 1999')
  })

  it('cuts a long line that does not change, and long files', () => {
    const long = 'x'.repeat(5000)
    expect(diffOf(`${long}\na\n`, `${long}\nb\n`).length).toBeLessThan(400)
    const lines = diffOf(null, numbered(1, 30_000)).split('\n')
    expect(lines.length).toBeLessThan(2100)
    expect(lines.at(-2)).toMatch(/^\\ 28\d{3} more lines$/)
    const rewritten = diffOf(numbered(1, 20_000), numbered(30_001, 50_000)).split('\n')
    expect(rewritten.length).toBeLessThan(2100)
  })

  it('shows both ends of a long piece that changes', () => {
    const cut = cutLine([
      { text: 'a'.repeat(1000), changed: false },
      { text: `start${'b'.repeat(1000)}end`, changed: true },
    ])
    expect(cut).toMatch(/^\[… 920 characters\]a+startb+\[… \d+ characters\]b+end$/)
  })

  it('cuts no character in half', () => {
    const cut = cutLine([
      { text: '😀'.repeat(1000), changed: false },
      { text: 'x', changed: true },
    ])
    expect(Buffer.from(cut).toString()).toBe(cut)
  })

  it('hands a mask each line with what changes in it, and the line above', () => {
    const seen: unknown[] = []
    unifiedDiff([{ file, before: 'top\n["a@1", "b"]\n', after: 'top\n["a@2", "b"]\n' }], HOME, (name) => {
      expect(name).toBe(file)
      return (line, changed, previous) => {
        seen.push([line, changed.map(({ start, end }) => line.slice(start, end)), previous])
        return [{ text: '*', changed: false }]
      }
    })
    expect(seen).toEqual([
      ['top', [], undefined],
      ['["a@1", "b"]', ['a@1'], 'top'],
      ['["a@2", "b"]', ['a@2'], 'top'],
    ])
  })
})
