import { describe, expect, test } from 'vitest'
import { lineWidth, textOf } from '../../src/tui/line.js'
import { type PlanShown, type ReviewState, START } from '../../src/tui/state/model.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { HOSTILE, server, stateWith } from './support/state.js'

const HOME = '/home/u'
const LOCK = `${HOME}/.config/touchstone/mcp-lock.json`
const MAIL = 'npm:mail-mcp'
const DIFF = `--- /dev/null
+++ ~/.config/touchstone/mcp-lock.json
@@ -0,0 +1,2002 @@
+{
\\ 2001 more lines
`

const PLAN: PlanShown = {
  id: 1,
  request: 1,
  configs: true,
  diff: DIFF,
  files: [LOCK, '/srv/project/mcp-lock.json'],
  remarks: [],
  summary: [
    { server: MAIL, text: 'held at mail-mcp@1.0.15 (trust); written exactly into ~/.cursor/mcp.json' },
    { server: 'npm:notes-mcp', text: 'blocked: it must not be configured' },
  ],
}

function showing(plan: Partial<PlanShown> = {}, more: { readonly ascii?: boolean; readonly columns?: number } = {}) {
  const { ascii = false, columns = 80 } = more
  return stateWith({
    servers: [server({ name: 'mail' }), server({ name: 'notes' })],
    screens: [{ type: 'preview', pane: START }],
    size: [columns, 24],
    look: { unicode: !ascii, screenReader: false, home: HOME },
    write: { status: 'planned', plan: { ...PLAN, ...plan } },
  })
}

const linesOf = (state: ReviewState) => {
  const body = bodyOf(state)
  return Array.from({ length: body.length }, (_, index) => body.line(index))
}
const text = (state: ReviewState): string =>
  linesOf(state)
    .map((line) => textOf(line).trimEnd())
    .join('\n')

describe('the preview', () => {
  test('says in words all that is written, and that not all of the changes are shown', () => {
    expect(text(showing())).toMatchInlineSnapshot(`
      "Nothing is written yet: enter writes this, esc goes back.
      Configurations become exact, too; c leaves them alone.

      What is written
        · mail: held at mail-mcp@1.0.15 (trust); written exactly into
          ~/.cursor/mcp.json
        · notes: blocked: it must not be configured

      ▲ 2001 lines of the changes are written and not shown below, since they are
        too many. Each decision stands above.

      Files
        ~/.config/touchstone/mcp-lock.json
        /srv/project/mcp-lock.json

      --- /dev/null
      +++ ~/.config/touchstone/mcp-lock.json
      @@ -0,0 +1,2002 @@
      +{
      ▲ 2001 more lines of this file are written and not shown"
    `)
    expect(text(showing({}, { ascii: true }))).toContain('! 2001 more lines of this file')
  })

  test('counts what is cut of all files, and takes no line of a file for that', () => {
    const diff = `${DIFF}--- ~/a\n+++ ~/a\n@@ -1 +1 @@\n-a\n+\\ 7 more lines\n`
    expect(text(showing({ diff: `${diff}${DIFF}` }))).toContain('4002 lines of the changes are written and not shown')
    expect(text(showing({ diff: diff.slice(DIFF.length) }))).not.toContain('not shown')
  })

  test('does not say that all stands as wanted where nothing can be written', () => {
    const remarks = [{ server: MAIL, text: 'it is configured otherwise by now', refused: true }]
    expect(text(showing({ files: [], diff: '', summary: [], remarks }))).toMatch(/^Nothing can be written\./)
    expect(text(showing({ files: [], diff: '' }))).toMatch(/^Nothing changes:/)
  })

  test.each([60, 120])('keeps hostile text within %i columns', (columns) => {
    const state = showing(
      { files: HOSTILE, summary: HOSTILE.map((each) => ({ server: each, text: each })) },
      { columns },
    )
    for (const line of linesOf(state)) expect(lineWidth(line)).toBeLessThanOrEqual(columns)
    expect(text(state)).not.toMatch(/[\u001b\u202e\u200b]/)
  })
})
