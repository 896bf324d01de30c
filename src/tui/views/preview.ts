/** What would be written: what is to be said of it, the files, and the changes as a unified diff. */
import type { Failure } from '../../model.js'
import { shortener } from '../../report/home.js'
import { type Body, bodyOfLines, EMPTY_LINE, type Line, line, lineWidth, span, strong, type Tone } from '../line.js'
import type { PlanRemark, PlanShown, ReviewState, WriteState } from '../state/model.js'
import { nameOf } from '../state/pending.js'
import { spinnerOf } from './bar.js'
import { bodyWidth } from './look.js'
import { below, bulletOf, paragraph, type Sheet, sheetOf } from './prose.js'

export function previewBody(state: ReviewState): Body {
  const { write } = state
  const sheet = sheetOf(state)
  const say = (text: string, tone: Tone = 'plain'): readonly Line[] => paragraph(line(span(text, tone)), sheet)
  switch (write.status) {
    case 'idle':
      return bodyOfLines(say('What was decided has changed since: w looks at the files anew.'))
    case 'planning':
      return bodyOfLines(say(`${spinnerOf(state)} Reading locks and configurations, and working out what changes`))
    case 'failed':
      return bodyOfLines(failed(write, sheet, shortener(state.look.home ?? '')))
    case 'planned':
      return below(intro(write.plan, sheet), planBody(state, write.plan))
    case 'writing':
      return below([...say(`${spinnerOf(state)} Writing`, 'accent'), EMPTY_LINE], planBody(state, write.plan))
  }
}

function intro({ files, configs, summary = [], remarks }: PlanShown, sheet: Sheet): readonly Line[] {
  const say = (text: string): readonly Line[] => paragraph(line(text), sheet)
  const isRefused = summary.length === 0 && remarks.some(({ refused }) => refused)
  const nothing = isRefused
    ? 'Nothing can be written.'
    : 'Nothing changes: all that can be written stands in the files already.'
  const lines = files.length === 0 ? say(nothing) : say('Nothing is written yet: enter writes this, esc goes back.')
  const which = configs
    ? 'Configurations become exact, too; c leaves them alone.'
    : 'Configurations are left alone; c makes them exact, too.'
  return [...lines, ...paragraph(line(span(which, 'quiet')), sheet), EMPTY_LINE]
}

type Short = (file: string) => string

function failed(
  write: Extract<WriteState, { readonly status: 'failed' }>,
  sheet: Sheet,
  short: Short,
): readonly Line[] {
  const { failure, others = [], written = [] } = write
  const known = written.length === 0 ? 'Nothing was written.' : 'Not everything was written.'
  const head = write.isUnknown === true ? 'It is not known what was written.' : known
  return [
    ...paragraph(line(strong(head, 'block'), ' What was decided is kept: w tries again.'), sheet),
    EMPTY_LINE,
    ...[failure, ...others].flatMap((each) => failureLines({ ...each, subject: short(each.subject) }, sheet)),
    ...(written.length === 0 ? [] : [...fileLines('Written', written.map(short), sheet)]),
  ]
}

function failureLines({ subject, message, remedy }: Failure, sheet: Sheet): readonly Line[] {
  return [
    ...paragraph(line(strong(`${sheet.signs.verdict.block} ${subject}: `, 'block'), message), sheet, 0, 2),
    ...(remedy === '' ? [] : paragraph(line(span(remedy, 'accent')), sheet, 2)),
    EMPTY_LINE,
  ]
}

const fileLines = (title: string, files: readonly string[], sheet: Sheet): readonly Line[] => [
  line(strong(title)),
  ...files.flatMap((file) => paragraph(line(span(file, 'place')), sheet, 2, 4)),
  EMPTY_LINE,
]

// ── the plan ─────────────────────────────────────────────────────────────────────────────────────

interface Made {
  readonly width: number
  readonly unicode: boolean
  readonly body: Body
}

/** A diff has thousands of lines, and time goes on while it is read. */
const made = new WeakMap<PlanShown, Made>()

function planBody(state: ReviewState, plan: PlanShown): Body {
  const width = bodyWidth(state)
  const { unicode } = state.look
  const known = made.get(plan)
  if (known !== undefined && known.width === width && known.unicode === unicode) return known.body
  const sheet = sheetOf(state)
  const files = plan.files.map(shortener(state.look.home ?? ''))
  const body = bodyOfLines([
    ...remarkLines(state, plan, sheet),
    ...summaryLines(state, plan, sheet),
    ...cutLines(plan, sheet),
    ...(files.length === 0 ? [] : fileLines(files.length === 1 ? 'File' : 'Files', files, sheet)),
    // Files are not prose: their lines take all the width that there is.
    ...diffLines(plan.diff, { ...sheet, width }),
  ])
  made.set(plan, { width, unicode, body })
  return body
}

/** What is not written stands first, with its reason; then what else is to be known, such as what has to be done by hand. */
function remarkLines(state: ReviewState, { remarks }: PlanShown, sheet: Sheet): readonly Line[] {
  const { block, review } = sheet.signs.verdict
  const lines = (each: PlanRemark, sign: string, tone: Tone): readonly Line[] =>
    paragraph(line(span(`${sign} `, tone), strong(`${nameOf(state, each.server)}: `), each.text), sheet, 2, 4)
  const part = (title: Line, own: readonly PlanRemark[], sign: string, tone: Tone): readonly Line[] =>
    own.length === 0 ? [] : [title, ...own.flatMap((each) => lines(each, sign, tone)), EMPTY_LINE]
  return [
    ...part(
      line(strong('Not written', 'block'), span(' (what was decided is kept)', 'quiet')),
      remarks.filter(({ refused }) => refused),
      block,
      'block',
    ),
    ...part(
      line(strong('To be known', 'review')),
      remarks.filter(({ refused }) => !refused),
      review,
      'review',
    ),
  ]
}

/** All that is written, whatever of the changes is shown. */
function summaryLines(state: ReviewState, { summary = [] }: PlanShown, sheet: Sheet): readonly Line[] {
  if (summary.length === 0) return []
  const bullet = span(`${bulletOf(sheet.signs)} `, 'quiet')
  return [
    line(strong('What is written')),
    ...summary.flatMap(({ server, text }) =>
      paragraph(line(bullet, strong(`${nameOf(state, server)}: `), text), sheet, 2, 4),
    ),
    EMPTY_LINE,
  ]
}

/** Stands in a diff that is too long for the rest of a file. */
const CUT = /^\\ (\d+) more lines$/

/** Nobody confirms what he was not told: that changes are cut is said before them, too. */
function cutLines({ diff }: PlanShown, sheet: Sheet): readonly Line[] {
  const cut = diff.split('\n').reduce((sum, text) => sum + Number(CUT.exec(text)?.[1] ?? 0), 0)
  if (cut === 0) return []
  const text = `${cut} lines of the changes are written and not shown below, since they are too many. Each decision stands above.`
  return [...paragraph(warning(text, sheet), sheet, 0, 2), EMPTY_LINE]
}

const warning = (text: string, { signs }: Sheet): Line => line(strong(`${signs.verdict.review} ${text}`, 'review'))

/** Lines of a unified diff. A removed line may look like the head of a file, so lines of a hunk are counted. */
function diffLines(diff: string, sheet: Sheet): readonly Line[] {
  let left = 0
  const out: Line[] = []
  for (const text of diff.replace(/\n$/, '').split('\n')) {
    if (text === '' && left === 0) continue
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(text)
    const isHead = left <= 0 && (text.startsWith('--- ') || text.startsWith('+++ '))
    if (hunk !== null && left <= 0) left = Number(hunk[1] ?? 1) + Number(hunk[2] ?? 1)
    else if (CUT.test(text)) left = 0
    else if (!isHead) left -= text.startsWith(' ') ? 2 : text.startsWith('\\') ? 0 : 1
    if (isHead && text.startsWith('--- ') && out.length > 0) out.push(EMPTY_LINE)
    const cut = CUT.exec(text)?.[1]
    const own =
      cut === undefined
        ? line(toned(text, isHead, hunk !== null))
        : warning(`${cut} more lines of this file are written and not shown`, sheet)
    out.push(...(lineWidth(own) <= sheet.width ? [own] : paragraph(own, sheet, 0, 2)))
  }
  return out
}

function toned(text: string, isHead: boolean, isHunk: boolean) {
  if (isHead) return strong(text, 'quiet')
  if (isHunk) return span(text, 'accent')
  if (text.startsWith('+')) return span(text, 'added')
  return text.startsWith('-') ? span(text, 'removed') : span(text, text.startsWith('\\') ? 'quiet' : 'plain')
}
