import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Decision, known, type LockedServer, NOTHING_ON_MACHINE, type ServerReport } from '../../src/model.js'
import { type Body, lineWidth, textOf } from '../../src/tui/line.js'
import { type ReviewState, type ServerRow, START, screenOf } from '../../src/tui/state/model.js'
import { findingInView } from '../../src/tui/state/server.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { bodyWidth } from '../../src/tui/views/look.js'
import { postmark } from './server-fixture.js'
import {
  act,
  basis,
  done,
  failure,
  finding,
  HOSTILE,
  NOW,
  press,
  release,
  type StateWords,
  server,
  stateWith,
  waiting,
  working,
} from './support/state.js'

const on = (row: ServerRow, words: StateWords = {}): ReviewState =>
  stateWith({
    servers: [row],
    look: { unicode: true, screenReader: false, home: '/home/u' },
    screens: [{ type: 'server', server: row.listed.id, pane: START }],
    ...words,
  })

const linesOf = (body: Body): readonly string[] =>
  Array.from({ length: body.length }, (_, index) => textOf(body.line(index)))
const textFrom = (state: ReviewState): string => linesOf(bodyOf(state)).join('\n')
const prose = (state: ReviewState): string => textFrom(state).replace(/\s+/g, ' ')
const select = (state: ReviewState, selected: string): ReviewState => {
  const { screens } = state
  const last = screenOf(state)
  return { ...state, screens: [screens[0], ...screens.slice(1, -1), { ...last, pane: { selected, top: 0 } }] }
}

const NO_DEPS = [{ subject: 'pkg:npm/postmark-mcp@1.0.16', what: 'dependencies', why: '--no-deps' }]

describe('the screen of a server', () => {
  it('shows verdict, score and the worst finding first, then all that is known', async () => {
    await expect(textFrom(on(done(postmark(), [], NO_DEPS)))).toMatchFileSnapshot('__snapshots__/server-80.txt')
  })

  it('uses the room that it has, and ASCII where it must', async () => {
    const wide = on(done(postmark(), [], NO_DEPS), { size: [120, 40], look: { unicode: false, screenReader: false } })
    await expect(textFrom(wide)).toMatchFileSnapshot('__snapshots__/server-120.txt')
  })

  it('has the worst finding whole in the first screen of 80 by 24', () => {
    const [first] = bodyOf(on(done(postmark()))).stops
    expect(first?.id).toBe('aa11')
    expect(first?.to).toBeLessThanOrEqual(20)
  })

  it('says why the verdict of one that failed is unknown, and the next step, before anything else', () => {
    const failed = done(server({ name: 'gone', version: null, verdict: 'unknown' }), [failure('gone-mcp')])
    expect(textFrom(on(failed))).toMatchInlineSnapshot(`
      "? UNKNOWN   gone   no score
                  gone-mcp · npx, floats (gone-mcp) · cursor (user)

      Could not be done
      ▲ resolve   gone-mcp: is not in the registry (404)
                  → Check the name in /home/u/.cursor/mcp.json.

      What it is
      package     gone-mcp, from npm

      How it is started
      starts      npx, floats: gone-mcp is whatever is newest at the next start
      configured  cursor (user)  ~/.cursor/mcp.json#/mcpServers/gone"
    `)
  })

  it('says of a remote server what nobody can read', () => {
    const why = 'what runs behind a URL can not be read'
    const far = server({ name: 'far', kind: 'remote', verdict: 'unknown' })
    const row = done({ ...far, launch: { ...far.launch, reason: why } }, [], [{ subject: far.id, what: 'code', why }])
    expect(textFrom(on(row))).toMatchInlineSnapshot(`
      "? UNKNOWN   far   no score
                  https://mcp.example · remote · cursor (user)

      code        not evaluated: what runs behind a URL can not be read

      What it is
      remote      https://mcp.example

      How it is started
      starts      http
      configured  cursor (user)  ~/.cursor/mcp.json#/mcpServers/far"
    `)
  })

  it('tells code of this machine as never published, and a PyPI package as not read', () => {
    const own = server({ name: 'own', kind: 'local' })
    const local = { ...own, facts: [], release: release('own', '2.1.0') }
    expect(textFrom(on(done(local)))).toMatchInlineSnapshot(`
      "✔ TRUST     own   95/100 A  █████████░
                  ~/server.js 2.1.0 · local · cursor (user)

      ✔ Nothing was found that speaks against it.

      What it is
      program     ~/server.js
      code        of this machine; it was never published
      named       own 2.1.0, as its package.json says
      integrity   sha512-AAAA

      How it is started
      starts      node
      configured  cursor (user)  ~/.cursor/mcp.json#/mcpServers/own

      Score  95/100 A
      Nothing takes a point away.

      What it can do
      · nothing that is watched"
    `)
    const py = server({ name: 'py', kind: 'pypi', verdict: 'unknown' })
    expect(textFrom(on(done({ ...py, launch: { ...py.launch, reason: 'PyPI is not read' } })))).toContain(
      'not evaluated: PyPI is not read',
    )
  })

  it('says how far the audit is, and what stands from the one before', () => {
    const audit = { status: 'running' } as const
    expect(linesOf(bodyOf(on(working({ name: 'busy' }, 'reading busy-mcp 1.0.0'), { audit })))[2]).toMatch(
      /working +reading busy-mcp 1\.0\.0\.$/,
    )
    expect(prose(on(waiting({ name: 'busy' }), { audit }))).toContain('It waits for its turn.')
    const again: ServerRow = { ...done(postmark()), progress: 'working', doing: 'resolving postmark-mcp' }
    expect(prose(on(again, { audit }))).toContain('What stands below is from the audit before.')
    expect(prose(on(waiting({ name: 'busy' }), { audit: { status: 'cancelled' } }))).toContain('r audits again')
    const broken = { status: 'failed', failure: failure('x', { message: 'the disk is full' }) } as const
    expect(prose(on(waiting({ name: 'busy' }), { audit: broken }))).toContain('the disk is full')
  })

  it('names what is started in the place of the package, and where the machine has copies', () => {
    const shadowed = postmark({
      onMachine: {
        ...NOTHING_ON_MACHINE,
        shadows: [{ file: '/home/u/p/node_modules/.bin/postmark-mcp', package: null }],
      },
    })
    expect(prose(on(done(shadowed)))).toContain(
      'in its place ~/p/node_modules/.bin/postmark-mcp, which belongs to no package, is what starts',
    )
  })

  it('links what GitHub says of the repository, and no other scheme', () => {
    const evidence = {
      url: 'https://github.com/acme/mail',
      owner: 'acme',
      archived: true,
      fork: false,
      licence: 'MIT',
      lastPush: '2025-09-30T00:00:00Z',
      tagOfVersion: false,
      tagsReleases: true,
    }
    const linked = (url: string): readonly (string | undefined)[] => {
      const body = bodyOf(on(done(postmark({ repository: known({ ...evidence, url }) }))))
      return Array.from({ length: body.length }, (_, index) => body.line(index)).flatMap((line) =>
        line.flatMap(({ href }) => href ?? []),
      )
    }
    expect(linked(evidence.url)).toEqual([evidence.url])
    expect(linked('javascript:alert(1)')).toEqual([])
    expect(textFrom(on(done(postmark({ repository: known(evidence) }))))).toMatch(
      /archived · licence MIT · last push\s+2025-09-30, 1 day ago · it does not tag this version/,
    )
  })

  it('marks what is decided and not written', () => {
    const { id } = postmark()
    const state = on(done(postmark()), {
      decisions: {
        pending: {
          servers: new Map([[id, { type: 'block', reason: 'it copies mail', basis: basis() }]]),
          acknowledged: new Map([
            [id, new Map([['bb22', { reason: 'it is a test', until: '2026-01-01', basis: basis() }]])],
          ]),
        },
        past: [],
      },
    })
    expect(textFrom(state)).toContain('pending     block: “it copies mail”; nothing is written before w')
    expect(textFrom(state)).toContain('pending: let pass, until 2026-01-01: “it is a test”')
  })

  it('is made once while only the clock moves', () => {
    const state = on(done(postmark()))
    const body = bodyOf(state)
    const later = bodyOf(act(state, { type: 'tick', now: NOW + 120 }).state)
    expect(later.line(body.length - 1)).toBe(body.line(body.length - 1))
  })

  it('holds no line that is wider than it, and nothing that a terminal obeys, whatever strangers write', () => {
    const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string())
    const texts = fc.array(text, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(texts, fc.integer({ min: 60, max: 160 }), fc.boolean(), (words, columns, unicode) => {
        const state = on(done(hostile(words)), { size: [columns, 24], look: { unicode, screenReader: false } })
        const body = bodyOf(state)
        for (let index = 0; index < body.length; index += 1) {
          const line = body.line(index)
          expect(lineWidth(line)).toBeLessThanOrEqual(bodyWidth(state))
          expect(textOf(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        }
        for (const { from, to } of body.stops) expect(from < to && to <= body.length).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

/** A server whose every text a stranger wrote. */
function hostile([a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '']: readonly string[]): ServerReport {
  const base = postmark()
  return {
    ...base,
    name: a,
    launch: { ...base.launch, runner: b, registry: c, wrappers: [d], reason: e, origin: f },
    occurrences: base.occurrences.map((each) => ({ ...each, client: g, file: h, pointer: a })),
    release: release(b, c, {
      integrity: known(d),
      publishedAt: known(e),
      publisher: known(f),
      maintainers: known([g, h]),
      deprecated: a,
    }),
    findings: [
      finding('high', {
        fingerprint: a,
        title: b,
        message: c,
        heuristic: d,
        remedy: e,
        evidence: [{ file: f, line: 1, column: 1, excerpt: g }],
        path: [h, a],
      }),
      finding('info', { fingerprint: b, title: c, message: d }),
      finding('low', { acknowledged: { fingerprint: '', reason: e, when: f, until: g, by: h } }),
    ],
    onMachine: {
      copies: base.onMachine.copies.map((each) => ({ ...each, version: a, folder: b })),
      shadows: [{ file: c, package: { name: d, version: e } }],
    },
  }
}

describe('keys of a server', () => {
  const state = on(done(postmark(), [], NO_DEPS))

  it('act on findings, and say so elsewhere', () => {
    expect(findingInView(state)).toBe('aa11')
    const opened = press(state, 'enter')
    expect(screenOf(opened.state)).toMatchObject({ type: 'evidence', finding: 'aa11' })
    expect(opened.effects).toEqual([{ type: 'load code', server: postmark().id, finding: 'aa11' }])
    const aside = select(state, 'section:score')
    expect(findingInView(aside)).toBeNull()
    expect(press(aside, 'enter').state.notice?.text).toBe('Only a finding has evidence; select one.')
  })

  it('? opens the page of the finding and asks for it once; without a finding it is help', () => {
    const opened = press(state, '?')
    expect(screenOf(opened.state)).toMatchObject({ type: 'page', heuristic: 'new-recipient' })
    expect(opened.effects).toEqual([{ type: 'load page', heuristic: 'new-recipient' }])
    expect(press(opened.state, 'esc', '?').effects).toEqual([])
    expect(screenOf(press(select(state, 'section:score'), '?').state).type).toBe('help')
  })

  it('t opens the history and asks for it once, also after a failure', () => {
    const opened = press(state, 't')
    expect(screenOf(opened.state)).toMatchObject({ type: 'history', view: { version: null, marked: null, left: 0 } })
    expect(opened.effects).toEqual([{ type: 'load history', server: postmark().id }])
    expect(press(opened.state, 'esc', 't').effects).toEqual([])
    const failed = act(opened.state, {
      type: 'history',
      server: postmark().id,
      history: { status: 'failed', failure: failure('postmark-mcp') },
    })
    expect(press(failed.state, 'esc', 't').effects).toHaveLength(1)
  })

  it.each([
    [done(server({ name: 'far', kind: 'remote' })), /has no releases/],
    [done(server({ name: 'own', kind: 'local' })), /never released/],
    [done(server({ name: 'img', kind: 'oci' })), /this is an image/],
    [done(server({ name: 'what', kind: 'unknown' })), /not known what it starts/],
    [done(server({ name: 'gone', version: null })), /No release of gone-mcp is known/],
    [working({ name: 'busy' }, 'reading'), /once its audit is done/],
  ])('t says why there is no history', (row, why) => {
    const { state, effects } = press(on(row), 't')
    expect(state.notice?.text).toMatch(why)
    expect(effects).toEqual([])
  })

  it('d says why there is no tree', () => {
    expect(press(state, 'd').state.notice?.text).toBe('Dependencies were not resolved: --no-deps.')
    const failed = done(server({ name: 'gone', version: null }), [failure('gone-mcp')])
    expect(press(on(failed), 'd').state.notice?.text).toBe(
      'Dependencies were not resolved: gone-mcp is not in the registry (404).',
    )
    expect(press(on(waiting({ name: 'busy' })), 'd').state.notice?.text).toMatch(/while it is audited/)
  })
})

describe('what the lock says', () => {
  const locked = (decision: Decision, reason: string | null): LockedServer => ({
    kind: 'npm',
    configured: [],
    spec: 'mail-mcp',
    follows: null,
    decision,
    reason,
    purl: 'pkg:npm/mail-mcp@1.0.15',
    integrity: null,
    publisher: null,
    provenance: null,
    behaviour: null,
    acknowledged: [],
    findings: [],
    dependencies: null,
  })

  it.each([
    ['accept', null, 'locked      1.0.15, accepted'],
    ['hold', null, 'locked      held at 1.0.15'],
    ['block', 'it sends our mail away', 'locked      blocked: it must not be configured: “it sends our mail away”'],
  ] as const)('%s stands below the verdict', (decision, reason, wanted) => {
    const row = done({ ...postmark(), locked: locked(decision, reason) })
    expect(textFrom(on(row))).toContain(wanted)
  })
})
