/** Dialogs: text that is written into fields, and questions. While one is open, all keys are its own. */
import { visible } from '../../report/visible.js'
import { type Ask, askFile, checked, MOST_TEXT } from './ask.js'
import { answeredWith } from './decide.js'
import { edited, inserted, typedBy } from './field.js'
import { type Dialog, type Field, notice, type ReviewState, type Step, stay } from './model.js'
import { inSight, leave, moved } from './navigation.js'
import { whyBusy } from './pending.js'
import { preview, unplannable } from './write.js'

type DialogOf<T extends Dialog['type']> = Extract<Dialog, { readonly type: T }>

/** Graphemes of a filter are few; in UTF-16 units. */
const LONGEST_FILTER = 200

/** What a key does while a dialog is open. */
export function dialogKey(state: ReviewState, key: string): Step {
  const { dialog } = state
  if (key === 'ctrl+z') return stay(state, { type: 'suspend' })
  const step = dialog === null ? stay(state) : pressed({ ...state, notice: null }, dialog, key)
  return { ...step, state: inSight(step.state) }
}

/** Text that is typed or pasted while a dialog is open. A question takes a single character for a key, and no pasted text. */
export function dialogText(state: ReviewState, text: string): Step {
  const { dialog } = state
  if (dialog?.type === 'ask' || dialog?.type === 'filter') return stay(inSight(typed(state, dialog, text)))
  const key = text === ' ' ? 'space' : text
  return [...text].length === 1 ? dialogKey(state, key) : stay(state)
}

/** What the footer shows while it is open. */
export function dialogKeys(dialog: Dialog): readonly { readonly key: string; readonly label: string }[] {
  const cancel = { key: 'esc', label: 'cancel' }
  switch (dialog.type) {
    case 'ask':
      return [
        { key: 'enter', label: dialog.at < dialog.fields.length - 1 ? 'go on' : VERBS[dialog.purpose.type] },
        ...(dialog.fields.length > 1 ? [{ key: 'tab', label: 'next field' }] : []),
        cancel,
      ]
    case 'filter':
      return [
        { key: 'enter', label: 'keep' },
        { key: 'ctrl+u', label: 'clear' },
        { key: 'esc', label: 'as before' },
      ]
    case 'quit':
      return [
        { key: 'w', label: 'write first' },
        { key: 'y', label: 'leave without writing' },
        { key: 'esc', label: 'stay' },
      ]
    case 'export':
      return [{ key: 'j', label: 'JSON' }, { key: 'm', label: 'Markdown' }, cancel]
    case 'links':
      return [
        { key: 'enter', label: 'copy' },
        ...(dialog.links.length > 1 ? [{ key: 'down', label: 'next' }] : []),
        { key: 'esc', label: 'close' },
      ]
  }
}

const VERBS: Readonly<Record<Ask['purpose']['type'], string>> = {
  accept: 'accept',
  block: 'block',
  acknowledge: 'let pass',
  export: 'export',
}

function pressed(state: ReviewState, dialog: Dialog, key: string): Step {
  switch (dialog.type) {
    case 'ask':
      return asked(state, dialog, key)
    case 'filter':
      return filtered(state, dialog, key)
    case 'quit':
      return quitting(state, key)
    case 'export':
      return exporting(state, key)
    case 'links':
      return linked(state, dialog, key)
  }
}

const closed = (state: ReviewState): ReviewState => ({ ...state, dialog: null })

const isCancel = (key: string): boolean => key === 'esc' || key === 'ctrl+c'

// ── fields ───────────────────────────────────────────────────────────────────────────────────────

function typed(state: ReviewState, dialog: Ask | DialogOf<'filter'>, text: string): ReviewState {
  if (dialog.type === 'filter') {
    const line = inserted({ text: state.list.filter, caret: dialog.caret }, text, LONGEST_FILTER)
    return withFilter(state, dialog, line.text, line.caret)
  }
  return withField(state, dialog, (field) => inserted(field, text, MOST_TEXT[field.name]))
}

/** The field that is written in, changed; what was wrong with it may be right now. */
function withField(
  state: ReviewState,
  dialog: Ask,
  change: (field: Field) => Pick<Field, 'text' | 'caret'> | null,
): ReviewState {
  const fields = dialog.fields.map((field, index) => {
    const next = index === dialog.at ? change(field) : null
    if (next === null) return field
    return { ...field, ...next, problem: next.text === field.text ? field.problem : null }
  })
  return { ...state, dialog: { ...dialog, fields } }
}

function asked(state: ReviewState, dialog: Ask, key: string): Step {
  if (isCancel(key)) return stay(closed(state))
  const last = dialog.fields.length - 1
  const go = (by: number): Step =>
    stay({ ...state, dialog: { ...dialog, at: (dialog.at + by + dialog.fields.length) % dialog.fields.length } })
  if (key === 'tab') return go(1)
  if (key === 'shift+tab') return go(-1)
  if (key === 'down') return dialog.at < last ? go(1) : stay(state)
  if (key === 'up') return dialog.at > 0 ? go(-1) : stay(state)
  if (key === 'enter') return entered(state, dialog)
  const text = typedBy(key)
  if (text !== null) return stay(typed(state, dialog, text))
  return stay(withField(state, dialog, (field) => edited(field, key)))
}

/** On to the next field, or done. */
function entered(state: ReviewState, dialog: Ask): Step {
  const isLast = dialog.at === dialog.fields.length - 1
  const result = checked(dialog, new Date(state.clock.now), dialog.at)
  if (!result.ok) return stay({ ...state, dialog: result.dialog })
  if (!isLast) return stay({ ...state, dialog: { ...dialog, at: dialog.at + 1 } })
  const { purpose } = dialog
  if (purpose.type !== 'export') return stay(answeredWith(closed(state), purpose, result.answers))
  const { format } = purpose
  return stay(closed(state), { type: 'export', format, file: result.answers.file })
}

// ── the list's filter ────────────────────────────────────────────────────────────────────────────

const withFilter = (state: ReviewState, dialog: DialogOf<'filter'>, filter: string, caret: number): ReviewState => ({
  ...state,
  list: { ...state.list, filter },
  dialog: { ...dialog, caret },
})

function filtered(state: ReviewState, dialog: DialogOf<'filter'>, key: string): Step {
  if (isCancel(key)) return stay(closed(withFilter(state, dialog, dialog.before, 0)))
  if (key === 'enter') return stay(closed(state))
  if (key === 'up' || key === 'down') return stay(moved(state, key))
  const text = typedBy(key)
  if (text !== null) return stay(typed(state, dialog, text))
  const line = edited({ text: state.list.filter, caret: dialog.caret }, key)
  return stay(line === null ? state : withFilter(state, dialog, line.text, line.caret))
}

// ── questions ────────────────────────────────────────────────────────────────────────────────────

function quitting(state: ReviewState, key: string): Step {
  if (key === 'esc') return stay(closed(state))
  if (key === 'ctrl+c') return leave(state)
  if (key === 'y') {
    const busy = whyBusy(state)
    return busy === null ? leave(state) : stay(notice(state, 'info', busy))
  }
  if (key !== 'w') return stay(state)
  const why = unplannable(state)
  return why === null ? preview(state) : stay(notice(closed(state), 'info', why))
}

function exporting(state: ReviewState, key: string): Step {
  if (isCancel(key)) return stay(closed(state))
  if (key === 'j') return stay({ ...state, dialog: askFile('json') })
  if (key === 'm') return stay({ ...state, dialog: askFile('markdown') })
  return stay(state)
}

function linked(state: ReviewState, dialog: DialogOf<'links'>, key: string): Step {
  const { links, at = 0 } = dialog
  const go = (to: number): Step =>
    stay({ ...state, dialog: { ...dialog, at: Math.max(0, Math.min(to, links.length - 1)) } })
  if (isCancel(key) || key === 'q' || key === 'left' || key === 'backspace') return stay(closed(state))
  if (key === 'down' || key === 'j' || key === 'tab') return go(at + 1)
  if (key === 'up' || key === 'k' || key === 'shift+tab') return go(at - 1)
  const link = links[at]
  if ((key !== 'enter' && key !== 'c') || link === undefined) return stay(state)
  return stay(closed(state), { type: 'copy', text: visible(link.url), what: link.label })
}
