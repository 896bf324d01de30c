/** What the code behind a tool does, weighed: how grave it is for a tool that says it only reads. */
import type { Context } from '../../src/heuristic.js'
import type { Fact, FactKind } from '../../src/model.js'
import { list, text } from './read.js'

/** `grave`: no reading needs it. `notable`: more than reading, and ordinary in some. */
export type Gravity = 'grave' | 'notable'

export interface Deed {
  /** As `does` has it: `process.spawn sh`. */
  readonly words: string
  readonly gravity: Gravity
  /** The act itself, which came with the release. */
  readonly fact: Fact
}

/** Programs that run whatever they are given. */
const SHELLS = /^(?:.*[/\\])?(?:sh|bash|zsh|dash|ksh|fish|cmd|powershell|pwsh|osascript|eval|sudo)(?:\.exe)?$/
/** Places where a reading tool keeps what it read, and notes of its own. */
const OWN_PLACES =
  /cache|<tmp>|(?:^|[/\\.{}_-])(?:tmp|temp|logs?|locks?|backups?|history|telemetry|sessions?)\b|\.log\b/i
/** Kinds that no honest reading has. */
const GRAVE = new Set(['persistence', 'worm.publish', 'agent.invoke', 'global.patch', 'message.recipient'])

/** @returns `null` for what a tool that reads may do */
export function gravityOf(words: string): Gravity | null {
  const at = words.indexOf(' ')
  const kind = at < 0 ? words : words.slice(0, at)
  const value = at < 0 ? '' : words.slice(at + 1)
  if (GRAVE.has(kind)) return 'grave'
  if (kind === 'code.eval') return /^constant\b/.test(value) ? null : 'grave'
  if (kind === 'process.spawn') return SHELLS.test(value) ? 'grave' : 'notable'
  if (kind === 'fs.delete' || kind === 'fs.write') {
    if (OWN_PLACES.test(value) || value.startsWith('<dir>')) return null
    return /^(?:~|\/|[A-Za-z]:)/.test(value) ? 'grave' : 'notable'
  }
  return null
}

/** Identity of what is offered, whatever its words. */
export const offerOf = (fact: Fact): string => `${text(fact, 'what') || 'tool'}:${text(fact, 'name')}`

/** The same tools in the baseline. */
export function toolsBefore(context: Context): Map<string, Fact> {
  return new Map(context.before('mcp.tool').map((fact) => [offerOf(fact), fact]))
}

/** Acts behind a tool that came with the release, as far as they are more than reading. */
export function newDeeds(context: Context, tool: Fact): Deed[] {
  return list(tool, 'does').flatMap((words) => {
    const gravity = gravityOf(words)
    const fact = gravity === null ? undefined : cameWith(context, words)
    return gravity === null || fact === undefined ? [] : [{ words, gravity, fact }]
  })
}

function cameWith(context: Context, words: string): Fact | undefined {
  const at = words.indexOf(' ')
  const kind = words.slice(0, at) as FactKind
  const value = words.slice(at + 1)
  return context.change.added(kind).find((fact) => {
    const subject = kind === 'process.spawn' ? text(fact, 'command') || fact.value : fact.value
    return subject === value || subject.startsWith(`${value} `) || `${kind} ${subject}`.startsWith(words)
  })
}

/** `readOnlyHint=true` */
export const says = (fact: Fact, hint: string): boolean => list(fact, 'annotations').includes(hint)
