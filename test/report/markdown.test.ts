import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/model.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { cell, code, fenced, prose } from '../../src/report/markdown-text.js'
import { blocked, empty, finding, report } from './fixture.js'

/** What would mean something to Markdown or to GitHub, in the middle of other text. */
const HOSTILE = [
  '@security-team',
  '#1 GH-12 org/repo#3',
  '<img src=x onerror=alert(1)>',
  '![pixel](https://collect.example/p.png)',
  '[click](https://evil.example)',
  'https://evil.example/?a www.evil.example',
  'a `` b ``` c',
  '```\n# heading',
  '| cell | other |',
  '&lt;script&gt; &#64;everyone',
  '\x1b[2J\u202e',
  '*bold* _it_ ~~gone~~ $x$',
  '5f3a9c1b2d4e6f708192a3b4c5d6e7f8091a2b3c',
  ':shipit:',
]

/** Blocks and spans of code taken away, as CommonMark finds them: what is left is read as Markdown. */
function withoutCode(markdown: string): string {
  const lines: string[] = []
  let fence: string | null = null
  for (const line of markdown.split('\n')) {
    const [, marks] = /^(`{3,})[^`]*$/.exec(line) ?? []
    if (fence !== null) {
      if (/^`+$/.test(line) && line.length >= fence.length) fence = null
    } else if (marks !== undefined) fence = marks
    else lines.push(line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'CODE'))
  }
  expect(fence).toBeNull()
  return lines.join('\n')
}

/** Of what is left nothing is markup but what the report itself writes. */
const MEANT = /^(#{1,3} |\| |\|(-\|)+|- |\*\*(Pass|Fail|Incomplete|What to do)\.?\*\*)/gm

describe('text from outside in Markdown', () => {
  const texts = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('`', '``', '@a', '<', '[', '|', ' ', 'x', '\\', '#1', '\n', '!', 'www.a.example'), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  )

  it('stays text in prose', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(withoutCode(`Found: ${prose(text)}`)).not.toMatch(/[`@<>[\]*_~$&|\\#\n]|:\/|www\.|!\[/)
      }),
    )
  })

  it('stays one span of code, which says it whole', () => {
    fc.assert(
      fc.property(
        texts.filter((text) => text !== ''),
        (text) => {
          expect(withoutCode(code(text))).toBe('CODE')
        },
      ),
    )
  })

  it('never ends its block', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(withoutCode(fenced([text, text]).join('\n'))).toBe('')
      }),
    )
  })

  it('reads as it was meant', () => {
    expect(prose('bcc recipient a@b.example is fixed in the code, 3 of 4: see (it)')).toBe(
      'bcc recipient `a@b.example` is fixed in the code, 3 of 4: see (it)',
    )
    expect(prose('`postmark-mcp` names no exact version')).toBe('`postmark-mcp` names no exact version')
    expect(code('a`b')).toBe('``a`b``')
    expect(code('`')).toBe('`` ` ``')
    expect(cell(code('a|b'))).toBe('`a\\|b`')
  })
})

describe('a report in Markdown', () => {
  it('tells all of it', async () => {
    await expect(renderMarkdown(report, { home: '/home/u' })).toMatchFileSnapshot('__snapshots__/all-verdicts.md')
  })

  it('tells that nothing is configured', () => {
    expect(renderMarkdown(empty)).toBe('# MCP servers, audited by touchstone\n\n**Pass.** 0 servers; 0 findings.\n')
  })

  it('holds no markup of strangers, wherever it comes from', () => {
    for (const text of HOSTILE) {
      const hostile: Report = {
        ...report,
        servers: [
          {
            ...blocked,
            name: text,
            findings: [
              finding({
                title: text,
                message: text,
                remedy: text,
                path: [text, text],
                evidence: [{ file: text, line: 1, column: 1, excerpt: text }],
              }),
              finding({
                acknowledged: { fingerprint: 'f00d', reason: text, when: '2026-01-01', until: null, by: text },
              }),
            ],
          },
        ],
        failures: [{ stage: 'fetch', subject: text, message: text, remedy: text }],
        notEvaluated: [{ subject: text, what: text, why: text }],
      }
      const left = withoutCode(renderMarkdown(hostile)).replace(MEANT, '')
      // Bars of the table stand between cells.
      expect(left.replace(/ \| | \|$/gm, ' '), text).not.toMatch(/[`@<>[\]*_~$&|\\#]|:\/|www\./)
      expect(left).not.toMatch(/\p{Cf}|\p{Cc}(?<!\n)/u)
    }
  })
})
