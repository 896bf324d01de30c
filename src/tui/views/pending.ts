/** What is decided and not written, in words: one stop for each decision. */
import { heldDespite } from '../../audit/review/words.js'
import { type Body, type Line, line, span, strong } from '../line.js'
import { pendingStopId } from '../state/decisions.js'
import { type Pending, type Reason, type ReviewState, reportOf, rowOf, type ServerDecision } from '../state/model.js'
import { decidedCount, decidedServers, findingOf, heldVersion } from '../state/pending.js'
import { type Block, bodyOfBlocks, labelled, paragraph, type Sheet, sheetOf } from './prose.js'

/** Columns of the word that says what is decided. */
const WORD = 10

type Seen = Pick<ReviewState, 'servers' | 'holds' | 'size' | 'look'>

/** Made once for what is decided, what is known of it, and where it is shown: time goes on meanwhile. */
const made = new WeakMap<Pending, Seen & { readonly body: Body }>()

export function pendingBody(state: ReviewState): Body {
  const { servers, holds, size, look } = state
  const { pending } = state.decisions
  const known = made.get(pending)
  const isSame = known?.servers === servers && known.holds === holds && known.size === size && known.look === look
  if (known !== undefined && isSame) return known.body
  const body = make(state)
  made.set(pending, { servers, holds, size, look, body })
  return body
}

function make(state: ReviewState): Body {
  const { pending } = state.decisions
  const sheet = sheetOf(state)
  const count = decidedCount(pending)
  const head =
    count === 0
      ? 'Nothing is decided.'
      : `${count === 1 ? '1 decision' : `${count} decisions`}, not written yet: w shows what they change.`
  const blocks = decidedServers(pending).flatMap((server): Block[] => {
    const decision = pending.servers.get(server)
    const own = decision === undefined ? [] : [decisionBlock(state, server, decision, sheet)]
    const passed = [...(pending.acknowledged.get(server) ?? [])]
    return [...own, ...passed.map(([finding, why]) => passedBlock(state, server, finding, why, sheet))]
  })
  return bodyOfBlocks([{ id: null, lines: paragraph(line(span(head, 'quiet')), sheet) }, ...blocks])
}

function decisionBlock(state: ReviewState, server: string, decision: ServerDecision, sheet: Sheet): Block {
  const name = strong(nameIn(state, server))
  const lines = labelled(strong(decision.type, 'pending'), [name, ...meaning(state, server, decision)], sheet, WORD)
  return {
    id: pendingStopId({ server, finding: null }),
    lines: [...lines, ...goneLines(state, server, sheet), ...whyLines(reasonOf(decision), sheet)],
  }
}

function meaning(state: ReviewState, server: string, decision: ServerDecision): Line {
  switch (decision.type) {
    case 'accept': {
      const version = reportOf(state, server)?.release?.version
      return line(
        version === undefined ? ' as it is configured becomes the baseline' : ` ${version} becomes the baseline`,
      )
    }
    case 'block':
      return line(': it must not be configured any more')
    case 'hold': {
      const version = heldVersion(state, server)
      if (version === null) return line(': where it can be held is being looked for')
      const target = state.holds.get(server)
      const found = target?.status === 'loaded' && target.value.type === 'release' ? target.value : null
      const despite = heldDespite(found?.standing ?? [])
      return line(
        ' stays at ',
        strong(version),
        `, ${RELEASE[found?.from ?? 'before']}`,
        despite === null ? '' : span(`; it has ${despite}`, 'review'),
      )
    }
  }
}

const RELEASE = {
  locked: 'the locked release',
  before: 'the last release without the findings',
  today: 'which would run today',
} as const

function passedBlock(state: ReviewState, server: string, fingerprint: string, why: Reason, sheet: Sheet): Block {
  const finding = findingOf(state, server, fingerprint)
  const what =
    finding === null
      ? line(': a finding that stands no more')
      : line(': ', strong(finding.severity, finding.severity), ` ${finding.title}`)
  const lines = labelled(strong('let pass', 'pending'), [strong(nameIn(state, server)), ...what], sheet, WORD)
  return {
    id: pendingStopId({ server, finding: fingerprint }),
    lines: [...lines, ...goneLines(state, server, sheet), ...whyLines(why, sheet)],
  }
}

const nameIn = (state: ReviewState, server: string): string => rowOf(state, server)?.listed.name ?? server

const goneLines = (state: ReviewState, server: string, sheet: Sheet): readonly Line[] =>
  rowOf(state, server) === null
    ? labelled(span(''), line(span('It is configured no more.', 'review')), sheet, WORD)
    : []

const reasonOf = (decision: ServerDecision): Reason | null =>
  decision.type === 'accept' ? decision.why : decision.reason === null ? null : { reason: decision.reason, until: null }

function whyLines(why: Reason | null, sheet: Sheet): readonly Line[] {
  if (why === null) return []
  const until = why.until === null ? [] : [span(` (until ${why.until})`, 'quiet')]
  return labelled(span(''), [span('why: ', 'quiet'), span(why.reason), ...until], sheet, WORD)
}
