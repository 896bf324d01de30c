/** One server: verdict and score, what was found, and all that is known about it. Pure. */
import type { Evaluation } from '../../audit/evaluate.js'
import type { ListedServer, NotEvaluated, ServerReport } from '../../model.js'
import { dependencySummary } from '../../report/dependencies.js'
import { whyNoCode } from '../../report/words.js'
import { type Body, bodyOfLines, type Line, line, span, strong } from '../line.js'
import { type Reason, type ReviewState, rowOf, type ScreenOf, type ServerRow } from '../state/model.js'
import { DAY } from './age.js'
import { type Block, below, bodyOfBlocks, labelled, paragraph, type Sheet, sheetOf } from './prose.js'
import { abilityBlock, changeBlock, failureBlock, remarkBlock, scoreBlock } from './server-behaviour.js'
import { type FactsContext, releaseBlock, startBlock } from './server-facts.js'
import { findingBlocks } from './server-findings.js'
import { headerLines } from './server-header.js'

const NONE: ReadonlyMap<string, Reason> = new Map()

export function serverBody(state: ReviewState, { server }: ScreenOf<'server'>): Body {
  const row = rowOf(state, server)
  const sheet = sheetOf(state)
  if (row === null) return bodyOfLines(paragraph(line('This server is configured no more; esc goes back.'), sheet))
  return below(headerLines(state, row, sheet), detailsOf(state, row, sheet))
}

/** What each server's details were made of, and what was made. */
const made = new WeakMap<ListedServer, { readonly of: readonly unknown[]; readonly body: Body }>()

/** Made anew only where something of it changed: the state does so ten times a second. */
function detailsOf(state: ReviewState, { listed, evaluation }: ServerRow, sheet: Sheet): Body {
  const { unicode, home = '' } = state.look
  const pending = state.decisions.pending.acknowledged.get(listed.id) ?? NONE
  const day = Math.floor(state.clock.now / DAY)
  const of = [evaluation, pending, sheet.width, unicode, home, day]
  const before = made.get(listed)
  if (before?.of.every((each, index) => each === of[index])) return before.body
  const context = { now: state.clock.now, home }
  const blocks =
    evaluation === null ? [startBlock(listed, context, sheet)] : blocksOf(evaluation, pending, context, sheet)
  const body = bodyOfBlocks(blocks)
  made.set(listed, { of, body })
  return body
}

/** What decides comes first: what was found; where the verdict is unknown, why it is. */
function blocksOf(
  { server, failures, notEvaluated }: Evaluation,
  pending: ReadonlyMap<string, Reason>,
  context: FactsContext,
  sheet: Sheet,
): readonly Block[] {
  const isUnknown = server.score.verdict === 'unknown'
  const failed = failureBlock(failures, context, sheet)
  const found = findingBlocks(server.findings, pending, context, sheet)
  return [
    ...(isUnknown ? [failed, codeBlock(server, failures.length > 0, sheet)] : []),
    ...(found.length > 0 || server.facts === null ? found : [nothingBlock(isUnknown, sheet)]),
    ...(isUnknown ? [] : [failed]),
    releaseBlock(server, context, sheet),
    startBlock(server, context, sheet),
    scoreBlock(server, sheet),
    abilityBlock(server, sheet),
    changeBlock(server, sheet),
    dependencyBlock(server, notEvaluated, sheet),
    remarkBlock(
      notEvaluated.filter((each) => !isToldAbove(each, server)),
      context,
      sheet,
    ),
  ]
}

/** Evidence that the rows about the release say to be unknown, and why. */
const EVIDENCE = ['time of publication', 'publisher', 'provenance', 'repository']

function isToldAbove({ what, subject }: NotEvaluated, { release, launch, facts, dependencies }: ServerReport): boolean {
  if (what === 'code') return facts === null
  if (what === 'dependencies') return facts !== null && dependencies === null
  return EVIDENCE.includes(what) && launch.kind !== 'local' && subject === release?.purl
}

const nothingBlock = (isUnknown: boolean, sheet: Sheet): Block => ({
  id: null,
  lines: isUnknown
    ? paragraph(line('Nothing was found in what could be read.'), sheet)
    : paragraph(
        [span(`${sheet.signs.verdict.trust} `, 'trust'), span('Nothing was found that speaks against it.')],
        sheet,
      ),
})

/** Why its code was not read; nothing where it was. */
function codeBlock(server: ServerReport, failed: boolean, sheet: Sheet): Block {
  if (server.facts !== null) return { id: null, lines: [] }
  const why = whyNoCode(server)
  if (why === null && failed) return { id: null, lines: [] }
  const text: Line = [span('not evaluated', 'unknown'), span(`: ${why ?? 'see below'}`)]
  return { id: null, lines: labelled(strong('code', 'unknown'), text, sheet) }
}

function dependencyBlock(server: ServerReport, remarks: readonly NotEvaluated[], sheet: Sheet): Block {
  const text = dependencySummary(server)
  const title = line(strong('What it depends on'))
  if (text !== null) {
    return {
      id: 'section:dependencies',
      lines: [title, ...paragraph([span(text), span(text === 'nothing' ? '' : '; d shows the tree', 'quiet')], sheet)],
    }
  }
  const why = remarks.find(({ what }) => what === 'dependencies')?.why
  if (server.facts === null || why === undefined) return { id: null, lines: [] }
  const said: Line = [span('not resolved', 'unknown'), span(`: ${why}`)]
  return { id: 'section:dependencies', lines: [title, ...paragraph(said, sheet)] }
}
