import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heuristics } from '../../heuristics/index.js'
import { type Line, lineWidth, textOf } from '../../src/tui/line.js'
import { type Loading, type ReviewState, START } from '../../src/tui/state/model.js'
import { UNICODE_SIGNS } from '../../src/tui/theme.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { markdownLines } from '../../src/tui/views/page-markdown.js'
import { failure, HOSTILE, stateWith } from './support/state.js'

const pages = path.resolve(import.meta.dirname, '../../heuristics')
const drawn = (markdown: string, width = 60): readonly Line[] =>
  markdownLines(markdown, { width, signs: UNICODE_SIGNS })
const text = (lines: readonly Line[]): string => lines.map(textOf).join('\n')

const EXAMPLE = `# some-heuristic

What it says, with \`code\`, **weight**, _stress_, snake_case_name and a [page](https://docs.example/a).

## What it finds

- One that is long enough to go on in a second line, under its own beginning.
- \`two\`
  goes on here
1. first

\`\`\`json
{ "a": 1,

  "b": 2 }
\`\`\`

| What | new | old |
|---|---|---|
| \`one\` | high | low |
| another | medium | silent |

A paragraph
over two lines.`

describe('the page of a heuristic', () => {
  it('is drawn without its marks', () => {
    expect(text(drawn(EXAMPLE))).toMatchInlineSnapshot(`
      "some-heuristic

      What it says, with code, weight, stress, snake_case_name and
      a page.

      What it finds

      · One that is long enough to go on in a second line, under
        its own beginning.
      · two goes on here
      1. first

      │ { "a": 1,
      │ 
      │   "b": 2 }

      What     new     old
      one      high    low
      another  medium  silent

      A paragraph over two lines."
    `)
  })

  it('keeps what its marks mean', () => {
    const spans = drawn(EXAMPLE).flat()
    expect(spans.find(({ text }) => text === 'code')?.tone).toBe('string')
    expect(spans.find(({ text }) => text.startsWith('weight'))?.strong).toBe(true)
    expect(spans.find(({ text }) => text === 'page')?.href).toBe('https://docs.example/a')
  })

  it('lays a table out as lines where its columns do not fit', () => {
    expect(
      text(drawn('| What is it | as it was new |\n|---|---|\n| a long first cell | a long second cell |', 30)),
    ).toMatchInlineSnapshot(`
      "What is it: a long first cell
        as it was new: a long second
          cell"
    `)
  })

  it.each([58, 78, 118])('of every heuristic fits %i columns, and leaves no mark of code or weight', (width) => {
    for (const { id } of heuristics) {
      const lines = drawn(readFileSync(path.join(pages, `${id}.md`), 'utf8'), width)
      expect(lines.filter((line) => lineWidth(line) > width).map(textOf)).toEqual([])
      expect(text(lines)).not.toMatch(/```|\*\*|^#/m)
    }
  })

  it('holds, whatever stands in it', () => {
    const piece = fc.constantFrom(
      ...HOSTILE,
      '#',
      '# a',
      '```',
      '|',
      '|-|',
      '- ',
      '  b',
      '`',
      '_',
      '**',
      '[',
      '](',
      '\n',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 20, max: 90 }), (pieces, width) => {
        for (const line of drawn(pieces.join(''), width)) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width)
          expect(textOf(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
        }
      }),
    )
  })

  it('says that it is read, and why it can not be', () => {
    const on = (page: Loading<string>): ReviewState =>
      stateWith({ pages: new Map([['x', page]]), screens: [{ type: 'page', heuristic: 'x', pane: START }] })
    const said = (state: ReviewState): string => {
      const body = bodyOf(state)
      return Array.from({ length: body.length }, (_, index) => textOf(body.line(index))).join('\n')
    }
    expect(said(on({ status: 'loading' }))).toContain('reading its page')
    expect(said(on({ status: 'failed', failure: failure('x', { message: 'no such file' }) }))).toMatchInlineSnapshot(`
      "x
      failed      Its page can't be shown: no such file
                  Check the name in /home/u/.cursor/mcp.json."
    `)
  })
})
