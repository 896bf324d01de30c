import { describe, expect, it } from 'vitest'
import { lineWidth, textOf } from '../../src/tui/line.js'
import { type ReviewState, START } from '../../src/tui/state/model.js'
import { headingLine } from '../../src/tui/views/heading.js'
import { basis, done, failure, NOW, press, screenText, server, stateWith, waiting } from './support/state.js'

const servers = [
  done(server({ name: 'postmark', verdict: 'block' })),
  done(server({ name: 'github', verdict: 'review' })),
  done(server({ name: 'files' })),
]
const heading = (state: ReviewState): string => textOf(headingLine(state))
const decisions: ReviewState['decisions'] = {
  past: [],
  pending: {
    servers: new Map([['npm:files-mcp', { type: 'accept', why: null, basis: basis() }]]),
    acknowledged: new Map([['npm:github-mcp', new Map([['f', { reason: 'ours', until: null, basis: basis() }]])]]),
  },
}

describe('the heading', () => {
  it.each([60, 80, 120])('fills %i columns while the audit runs, and when it is done', (columns) => {
    const size = [columns, 24] as const
    const running = stateWith({ servers: [...servers, waiting({ name: 'later' })], decisions, size })
    for (const state of [
      running,
      stateWith({ servers, decisions, size }),
      { ...running, look: { ...running.look, unicode: false } },
    ]) {
      expect(lineWidth(headingLine(state))).toBe(columns)
      expect(heading(state)).toMatch(/^touchstone .*2 pending/)
    }
    expect(heading(running)).toContain('3/4')
  })

  it('says how many servers have which verdict, and how long it took', () => {
    const state = stateWith({ servers })
    expect(heading(state)).toMatch(/1 block · 1 review · 1 trust {2}4 s$/)
    expect(heading({ ...state, clock: { started: NOW, now: NOW, ended: NOW + 64_000 } })).toMatch(/1:04$/)
    expect(heading(stateWith({ servers, ascii: true }))).toContain('1 block | 1 review | 1 trust')
  })

  it('says that the audit was stopped, or failed', () => {
    expect(
      heading(stateWith({ servers: [...servers, waiting({ name: 'later' })], audit: { status: 'cancelled' } })),
    ).toContain('stopped at 3/4')
    expect(heading(stateWith({ audit: { status: 'failed', failure: failure('review') } }))).toContain('failed')
  })

  it('is the way to the screen that is seen', () => {
    const server = 'npm:postmark-mcp'
    const screens = [
      { type: 'server', server, pane: START },
      { type: 'evidence', server, finding: 'f', pane: START },
      { type: 'page', heuristic: 'new-recipient', pane: START },
    ] as const
    expect(heading(stateWith({ servers, screens }))).toMatch(/^✖ postmark ▸ evidence ▸ new-recipient/)
    const long = done({ ...server_('x'.repeat(80)), id: server })
    expect(heading(stateWith({ servers: [long], screens, decisions, size: [60, 24] }))).toMatch(
      /^… ▸ evidence ▸ new-recipient +2 pending$/,
    )
    expect(heading(stateWith({ servers: [long], screens: screens.slice(0, 1), size: [60, 24] }))).toMatch(/^✔ x+… +$/)
  })
})

const server_ = (name: string) => server({ name })

describe('what could not be done', () => {
  const state = stateWith({
    servers: [
      done(server({ name: 'gone', verdict: 'unknown', version: null }), [failure('npm:gone-mcp')]),
      ...['a', 'b', 'c', 'd', 'e'].map((name) =>
        done(
          server({ name }),
          [],
          [{ subject: `pkg:npm/%40s/${name}@1.0.0`, what: 'repository', why: `no answer (${name})` }],
        ),
      ),
      done(server({ name: 'home' }), [
        failure('/home/u/.cursor/mcp.json', { stage: 'discover', message: 'line 3: } is missing', remedy: 'Mend it.' }),
      ]),
    ],
    look: { unicode: true, screenReader: false, home: '/home/u' },
  })

  it('stands with its remedy; what was not evaluated is told once for all that it is true of', () => {
    expect(screenText(press(state, 'F').state).split('\n').slice(2, 20).join('\n').trimEnd()).toMatchInlineSnapshot(`
      "  2 things could not be done, and may hide something

        ▲ resolve npm:gone-mcp: is not in the registry (404)
          → Check the name in /home/u/.cursor/mcp.json.

        ▲ discover ~/.cursor/mcp.json: line 3: } is missing
          → Mend it.

        Not evaluated

        · repository: no answer
          @s/a@1.0.0, @s/b@1.0.0, @s/c@1.0.0, @s/d@1.0.0, and 1 more"
    `)
  })

  it('is known before the report is there', () => {
    const running = stateWith({ servers: [...state.servers, waiting({ name: 'later' })] })
    const text = screenText(press(running, 'F').state)
    expect(text).toContain('npm:gone-mcp')
    const failed = {
      ...running,
      audit: { status: 'failed' as const, failure: failure('the audit', { remedy: 'Try it.' }) },
    }
    expect(screenText(press(failed, 'F').state)).toContain('Try it.')
  })
})
