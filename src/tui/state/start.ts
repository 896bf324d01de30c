/** The state that a review starts with. */
import { type Look, type ReviewState, type Size, START } from './model.js'

export const startState = (given: { readonly size: Size; readonly look: Look; readonly now: number }): ReviewState => ({
  size: given.size,
  look: given.look,
  clock: { started: given.now, now: given.now, ended: null },
  audit: { status: 'discovering' },
  run: 1,
  fallen: [],
  servers: [],
  screens: [{ type: 'servers', pane: START }],
  list: { order: 'worst', grouping: 'none', filter: '', disabled: 'shown' },
  decisions: { pending: { servers: new Map(), acknowledged: new Map() }, past: [] },
  holds: new Map(),
  write: { status: 'idle' },
  codes: new Map(),
  histories: new Map(),
  pages: new Map(),
  dialog: null,
  foreignLocks: [],
  notice: null,
  drawn: { servers: [], first: null, since: given.now },
  leaving: false,
})
