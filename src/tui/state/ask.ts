/** Dialogs that ask for text: their fields, and what is wrong with what was written. Pure. */
import { checkedDay, checkedLine, LONGEST_LINE } from '../../lockfile/acceptance-text.js'
import type { Dialog, Field, Purpose, Reason } from './model.js'

export type Ask = Extract<Dialog, { readonly type: 'ask' }>

/** As long as a path of a file may be. */
const LONGEST_PATH = 4_096

/** UTF-16 units that a field takes. A day has ten; what is pasted for one may be wrong, and is shown. */
export const MOST_TEXT: Readonly<Record<Field['name'], number>> = {
  reason: LONGEST_LINE,
  until: 40,
  file: LONGEST_PATH,
}

const field = (name: Field['name'], label: string, text: string): Field => ({
  name,
  label,
  text,
  caret: text.length,
  problem: null,
})

/** Asks why something may pass, and until when. @param known what was said before */
export const askWhy = (purpose: Purpose, title: string, known: Reason | null): Ask => ({
  type: 'ask',
  purpose,
  title,
  fields: [field('reason', 'Why', known?.reason ?? ''), field('until', 'Until', known?.until ?? '')],
  at: 0,
})

/** Asks why something is blocked: that holds until somebody decides otherwise. */
export const askReason = (purpose: Purpose, title: string, known: string | null): Ask => ({
  type: 'ask',
  purpose,
  title,
  fields: [field('reason', 'Why', known ?? '')],
  at: 0,
})

export const askFile = (format: 'json' | 'markdown'): Ask => ({
  type: 'ask',
  purpose: { type: 'export', format },
  title: `Export the report as ${format === 'json' ? 'JSON' : 'Markdown'}`,
  fields: [field('file', 'File', `touchstone-report.${format === 'json' ? 'json' : 'md'}`)],
  at: 0,
})

/** What is to be written into a field. */
export const HINT: Readonly<Record<Field['name'], string>> = {
  reason: 'It stands in the lock, for whoever reads it later.',
  until: 'The last day, as YYYY-MM-DD. Empty: for ever.',
  file: 'In the folder that touchstone was started in, or with a path.',
}

/** What was written, checked; an empty `until` is `null`. */
export interface Answers {
  readonly reason: string
  readonly until: string | null
  readonly file: string
}

export type Checked =
  | { readonly ok: true; readonly answers: Answers }
  /** The same dialog: problems stand beside the fields, and the first of them is written in. */
  | { readonly ok: false; readonly dialog: Ask }

/** @param upTo index of the last field that is looked at */
export function checked(dialog: Ask, now: Date, upTo = dialog.fields.length - 1): Checked {
  const fields = dialog.fields.map((each, index) => ({
    ...each,
    problem: index <= upTo ? problemOf(each, now) : each.problem,
  }))
  const first = fields.findIndex(({ problem }, index) => index <= upTo && problem !== null)
  if (first >= 0) return { ok: false, dialog: { ...dialog, fields, at: first } }
  const textOf = (name: Field['name']): string => fields.find((each) => each.name === name)?.text.trim() ?? ''
  return {
    ok: true,
    answers: { reason: textOf('reason'), until: textOf('until') || null, file: textOf('file') },
  }
}

const REQUIRED: Readonly<Record<Field['name'], string | null>> = {
  reason: 'A reason is needed.',
  until: null,
  file: 'A name is needed.',
}

function problemOf({ name, text }: Field, now: Date): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return REQUIRED[name]
  if (name === 'file') return null
  const result = name === 'until' ? checkedDay(trimmed, now) : checkedLine(trimmed)
  if (result.ok) return null
  return `${name === 'until' ? trimmed : 'It'} ${result.problem}. ${result.remedy}`
}
