/** What the code behind a tool does, weighed: how grave it is for a tool that says it only reads. */
import type { Context } from '../../src/heuristic.js'
import type { Fact, FactKind } from '../../src/model.js'
import { flag, list, text } from './read.js'

/** `grave`: no reading needs it. `notable`: more than reading, and ordinary in some. */
export type Gravity = 'grave' | 'notable'

export interface Deed {
  /** As `does` has it: `process.spawn sh`. */
  readonly words: string
  readonly gravity: Gravity
  /** The act itself: it came with the release, or only the tool's way to it did. */
  readonly fact: Fact
}

/** Places by which a program keeps track of what it has. */
const BOOKKEEPING =
  /\/\.[\w.-]{1,40}\.(?:json|db|sqlite|ya?ml|txt|idx)$|(?:^|[/_.-])(?:index|state|meta(?:data)?|settings)\.\w{2,6}$/i
/** Acts that tell by being a reader's, however old they are; a program that others start is soon started here too. */
const TELLS_ALONE = new Set(['fs.delete', 'persistence', 'worm.publish', 'agent.invoke', 'message.recipient'])
/** Tools whose code may change its ways at once before that is the analysis, or a rewrite, and no hidden act. */
const MOST_MOVED = 3

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
    if (OWN_PLACES.test(value) || BOOKKEEPING.test(value) || value.startsWith('<dir>')) return null
    return /^(?:~|\/|[A-Za-z]:)/.test(value) ? 'grave' : 'notable'
  }
  return null
}

/** Identity of what is offered, whatever its words. */
export const offerOf = (fact: Fact): string => `${text(fact, 'what') || 'tool'}:${text(fact, 'name')}`

/** The same tools in the baseline. */
export function toolsBefore(context: Context): Map<string, Fact> {
  return new Map((context.baselineFacts('mcp.tool') ?? context.before('mcp.tool')).map((fact) => [offerOf(fact), fact]))
}

/**
 * Acts behind a tool that came with the release, as far as they are more than reading. An act that the package knew before counts
 * where the tool did not do it then: of it `context` knows the baseline's own analysis.
 */
export function newDeeds(context: Context, tool: Fact): Deed[] {
  const old = doneBefore(context, tool)
  return list(tool, 'does').flatMap((words) => {
    const gravity = gravityOf(words)
    if (gravity === null) return []
    const came = cameWith(context, words)
    if (came !== undefined) return [{ words, gravity: isUsual(context, words) ? 'notable' : gravity, fact: came }]
    // The act is not new; that this tool does it is. What a reader starts to delete was there until now.
    if (old === null || old.has(words) || !TELLS_ALONE.has(kindOf(words))) return []
    const fact = context.facts(kindOf(words)).find((each) => isAct(each, words))
    return fact === undefined ? [] : [{ words, gravity: 'grave', fact }]
  })
}

/** What the tool says of itself stands against what it does, whether or not that is new. */
export function deedsOf(context: Context, tool: Fact): Deed[] {
  return list(tool, 'does').flatMap((words) => {
    const gravity = gravityOf(words)
    const fact = gravity === null ? undefined : context.facts(kindOf(words)).find((each) => isAct(each, words))
    return gravity === null || fact === undefined ? [] : [{ words, gravity, fact }]
  })
}

/** What the same tool did in the baseline; `null` where that is not known, or where so many tools moved that it says nothing. */
function doneBefore(context: Context, tool: Fact): ReadonlySet<string> | null {
  const tools = context.baselineFacts('mcp.tool')
  if (tools === null) return null
  const earlier = new Map(tools.map((fact) => [offerOf(fact), new Set(list(fact, 'does'))]))
  const moved = context
    .facts('mcp.tool')
    .filter((fact) => list(fact, 'does').some((words) => earlier.get(offerOf(fact))?.has(words) === false))
  return moved.length > MOST_MOVED ? null : (earlier.get(offerOf(tool)) ?? null)
}

/** The same agent started with another option, a file more in a folder that the package wrote to or read before. */
function isUsual(context: Context, words: string): boolean {
  const kind = kindOf(words)
  const value = words.slice(kind.length + 1)
  if (kind === 'agent.invoke') {
    const binary = value.split(' ')[0] ?? ''
    const now = context.facts('agent.invoke').filter((fact) => text(fact, 'binary') === binary)
    return !now.some((fact) => flag(fact, 'skipPermissions')) && known(context, 'agent.invoke', `${binary} `)
  }
  if (kind !== 'fs.write') return false
  const folder = value.slice(0, value.lastIndexOf('/') + 1)
  return folder.length > 3 && (['fs.write', 'fs.read'] as const).some((each) => known(context, each, folder))
}

const known = (context: Context, kind: FactKind, start: string): boolean =>
  context.before(kind).some(({ value }) => value === start.trimEnd() || value.startsWith(start))

const kindOf = (words: string): FactKind => words.slice(0, Math.max(0, words.indexOf(' '))) as FactKind

const cameWith = (context: Context, words: string): Fact | undefined =>
  context.change.added(kindOf(words)).find((fact) => isAct(fact, words))

function isAct(fact: Fact, words: string): boolean {
  const { kind } = fact
  const value = words.slice(kind.length + 1)
  const subject = kind === 'process.spawn' ? text(fact, 'command') || fact.value : fact.value
  return subject === value || subject.startsWith(`${value} `) || `${kind} ${subject}`.startsWith(words)
}

/** `readOnlyHint=true` */
export const says = (fact: Fact, hint: string): boolean => list(fact, 'annotations').includes(hint)
