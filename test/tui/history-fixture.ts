/** Histories for tests: releases with the facts that each of them has. */
import { type Behaviour, type Fact, known, type Release } from '../../src/model.js'
import type { History, HistoryView, Loading, ReviewState } from '../../src/tui/state/model.js'
import { behaviour, fact } from '../support/facts.js'
import { release, type StateWords, server, stateWith } from './support/state.js'

export const ID = 'npm:mail-mcp'

export interface ReleaseWords {
  readonly version: string
  /** What it does; `null`: nobody asked. */
  readonly facts: readonly Fact[] | null | 'loading' | 'failed'
  readonly release?: Partial<Release>
  readonly unanalysed?: Behaviour['unanalysed']
}

export function historyOf(all: readonly ReleaseWords[]): History {
  const behaviours = all.flatMap(({ version, facts, unanalysed }): [string, Loading<Behaviour>][] => {
    if (facts === null) return []
    if (facts === 'loading') return [[version, { status: 'loading' }]]
    if (facts !== 'failed') return [[version, { status: 'loaded', value: behaviour(facts, unanalysed) }]]
    const failure = {
      stage: 'fetch',
      subject: `mail-mcp@${version}`,
      message: 'its tarball is gone (404)',
      remedy: 'Ask for another release.',
    } as const
    return [[version, { status: 'failed', failure }]]
  })
  return {
    releases: all.map(({ version, release: fields }, index) => {
      const publishedAt = known(new Date(Date.UTC(2025, 0, 3 + 14 * index)).toISOString())
      return release('mail-mcp', version, { publishedAt, ...fields })
    }),
    behaviours: new Map(behaviours),
  }
}

const ordinary = (version: number): Fact[] => [
  fact('net.egress', 'POST api.mail.example', { method: 'POST', host: 'api.mail.example' }, { line: 40 }),
  fact('net.host', 'api.mail.example', { ofCall: true }, { line: 12 }),
  fact('env.read', 'MAIL_SERVER_TOKEN', { secret: true }, { line: 14 }),
  fact('env.read', 'DEFAULT_SENDER', { secret: false }, { line: 15 }),
  fact(
    'dependency',
    `mail@^4.0.${version >> 2}`,
    { name: 'mail', spec: `^4.0.${version >> 2}` },
    { file: 'package.json' },
  ),
  fact('mcp.tool', 'tool:send_mail 5e5143a89a3c', { name: 'send_mail', what: 'tool' }, { line: 60 }),
  ...(version >= 9
    ? [fact('mcp.tool', 'tool:list_templates 0123456789ab', { name: 'list_templates', what: 'tool' })]
    : []),
]

const RECIPIENT = fact(
  'message.recipient',
  'bcc collect@elsewhere.example',
  { slot: 'bcc', address: 'collect@elsewhere.example' },
  { line: 231 },
)

/** As postmark-mcp: clean until 1.0.15, and a recipient from 1.0.16 on. */
export const mailHistory = (last = 16, read = last + 1): History =>
  historyOf(
    Array.from({ length: last + 1 }, (_, index) => ({
      version: `1.0.${index}`,
      facts: index <= last - read ? null : [...ordinary(index), ...(index >= 16 ? [RECIPIENT] : [])],
    })),
  )

export const FIRST_VIEW: HistoryView = { version: null, marked: null, left: 0 }

/** The history screen of a server whose newest release would run. */
export function stateOf(history: History, words: StateWords = {}, view: Partial<HistoryView> = {}): ReviewState {
  const newest = history.releases.at(-1)?.version ?? '1.0.0'
  const from = history.releases.at(-2)?.version
  const report = server({ name: 'mail', verdict: 'block', version: newest, ...(from === undefined ? {} : { from }) })
  return stateWith({
    servers: [report],
    screens: [{ type: 'history', server: ID, pane: { selected: null, top: 0 }, view: { ...FIRST_VIEW, ...view } }],
    histories: new Map([[ID, { status: 'loaded', value: history }]]),
    ...words,
  })
}
