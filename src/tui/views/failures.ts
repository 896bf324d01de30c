/** What could not be done and what was not evaluated, of the whole audit, with what can be done about it. */
import type { Failure, NotEvaluated } from '../../model.js'
import { shortener } from '../../report/home.js'
import { count } from '../../report/layout.js'
import { type Body, bodyOfLines, EMPTY_LINE, type Line, type Span, span, strong, wrap } from '../line.js'
import { isAuditing } from '../state/list.js'
import type { ReviewState } from '../state/model.js'
import { bodyWidth, signsOf } from './look.js'

/** Subjects that are named; more are counted. */
const NAMED = 4
/** Wider text is hard to read. */
const WIDEST = 110

export function failuresBody(state: ReviewState): Body {
  const { failures, notEvaluated } = gapsOf(state)
  const lines = [
    ...section(
      `${count(failures.length, 'thing')} could not be done, and may hide something`,
      failures.flatMap((each) => failureLines(each, state)),
      state,
    ),
    ...section('Not evaluated', notEvaluatedLines(notEvaluated, state), state),
  ]
  if (lines.length > 0) return bodyOfLines(lines)
  const soFar = isAuditing(state) ? ' so far' : ''
  return bodyOfLines(text(state, span(`Everything${soFar} could be done and was evaluated.`)))
}

interface Gaps {
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
}

/** The report's, which knows more than its servers; until it is there, those of the servers. */
function gapsOf({ audit, servers }: ReviewState): Gaps {
  if (audit.status === 'done') return audit.report
  const evaluations = servers.flatMap(({ evaluation }) => evaluation ?? [])
  return {
    failures: [
      ...(audit.status === 'failed' ? [audit.failure] : []),
      ...evaluations.flatMap(({ failures }) => failures),
    ],
    notEvaluated: evaluations.flatMap(({ notEvaluated }) => notEvaluated),
  }
}

const section = (title: string, lines: readonly Line[], state: ReviewState): readonly Line[] =>
  lines.length === 0 ? [] : [...text(state, strong(title)), EMPTY_LINE, ...lines]

function failureLines({ stage, subject, message, remedy }: Failure, state: ReviewState): readonly Line[] {
  const { arrow, severity } = signsOf(state)
  return [
    ...text(state, span(`${severity.high} ${stage} `, 'high'), strong(readable(subject, state)), span(`: ${message}`)),
    ...indented(state, span(`${arrow} ${remedy}`, 'quiet')),
    EMPTY_LINE,
  ]
}

/** One entry for all that share what and why; particulars in brackets at the end of the reason are left out where they differ. */
function notEvaluatedLines(all: readonly NotEvaluated[], state: ReviewState): readonly Line[] {
  const groups = new Map<string, NotEvaluated[]>()
  for (const each of all) {
    const key = JSON.stringify([each.what, withoutParticulars(each.why)])
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [each])
    else own.push(each)
  }
  const { dot } = signsOf(state)
  return [...groups.values()].flatMap((group) => {
    const [{ what, why } = { what: '', why: '' }] = group
    const reason = group.every((each) => each.why === why) ? why : withoutParticulars(why)
    const subjects = [...new Set(group.map(({ subject }) => readable(subject, state)))]
    const more = subjects.length > NAMED ? `, and ${subjects.length - NAMED} more` : ''
    return [
      ...text(state, span(`${dot} `, 'quiet'), strong(what), span(`: ${reason}`)),
      ...indented(state, span(`${subjects.slice(0, NAMED).join(', ')}${more}`, 'quiet')),
      EMPTY_LINE,
    ]
  })
}

function withoutParticulars(why: string): string {
  const from = why.endsWith(')') ? why.lastIndexOf(' (') : -1
  return from < 0 ? why : why.slice(0, from)
}

/** A package by its name, a file of the user's below `~`. */
function readable(subject: string, { look }: ReviewState): string {
  const [purl] = /^pkg:(?:npm|generic)\//.exec(subject) ?? []
  if (purl === undefined) return shortener(look.home ?? '')(subject)
  return subject.slice(purl.length).replace('%40', '@')
}

const widthFor = (state: ReviewState): number => Math.min(bodyWidth(state), WIDEST)

const text = (state: ReviewState, ...spans: readonly Span[]): readonly Line[] => wrap(spans, widthFor(state), 2)

const indented = (state: ReviewState, ...spans: readonly Span[]): readonly Line[] =>
  wrap(spans, widthFor(state) - 2, 2).map((each, index) => (index === 0 ? [span('  '), ...each] : each))
