/** What is to be said of decisions before they are written: why one is not, and what is left to be done by hand. Pure. */
import { isSettled, type Settled } from '../../lockfile/decide-servers.js'
import type { NotEvaluated, ServerEntry } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import type { AttemptedLock } from './attempt.js'
import type { Choice } from './choice.js'
import type { Chosen, Subject } from './subjects.js'

export interface Remark {
  /** Id of the server, as it was audited. */
  readonly server: string
  readonly text: string
  /** Whether the decision is not written. */
  readonly refused: boolean
}

/**
 * @param changed decisions whose servers are configured otherwise by now
 * @param short makes names of files short
 */
export function remarksOn(
  changed: readonly Chosen[],
  locks: readonly AttemptedLock[],
  configs: boolean,
  short: (file: string) => string,
): readonly Remark[] {
  const remarks = changed.map(
    ({ report }): Remark => ({
      server: report.id,
      text:
        report.configured.length === 0
          ? 'nothing here is configured to start it, so there is nothing to write'
          : 'its configuration changed since it was audited: audit it again (r)',
      refused: true,
    }),
  )
  for (const lock of locks) {
    const own = lock.subjects.flatMap((subject, index): Remark[] => {
      const settled = lock.decided[index]
      if (subject.chosen === null || settled === undefined) return []
      const server = subject.chosen.report.id
      const { remarks } = settled
      if (settled.standing === 'refused') return [{ server, text: remarks.join('; '), refused: true }]
      const texts = [
        ...remarks,
        ...left(subject, settled, subject.chosen.choice, lock.notPinned, { configs, short }),
        ...(lock.isOwn || lock.plan.whole ? [] : [notWholly(short(lock.place.file))]),
      ]
      return texts.map((text) => ({ server, text, refused: false }))
    })
    remarks.push(...own)
  }
  return [...new Map(remarks.map((each) => [JSON.stringify([each.server, each.text]), each])).values()]
}

/** What is left to do in configurations. */
function left(
  { server }: Subject,
  settled: Settled,
  { decision }: Choice,
  notPinned: readonly NotEvaluated[],
  { configs, short }: { readonly configs: boolean; readonly short: (file: string) => string },
): readonly string[] {
  const entries = server.entries.map(({ entry }) => entry)
  if (decision?.type === 'block') {
    return entries.map(
      (entry) => `${short(entry.place.file)}:${entry.line} starts it (${entry.place.pointer}): remove it there`,
    )
  }
  if (!isSettled(settled)) return []
  if (configs) {
    const places = new Set([server.id, ...entries.map(placeOf)])
    return notPinned
      .filter(({ subject }) => places.has(subject))
      .map((each) => unwritten({ ...each, subject: short(each.subject) }, server.id))
  }
  const { package: ref } = server
  const version = settled.locked?.purl == null ? undefined : purlParts(settled.locked.purl)?.version
  if (decision?.type !== 'hold' || ref === null || (!ref.floating && ref.selector.value === version)) return []
  return [`its configuration goes on to start ${ref.spec}: with configurations (c) it starts ${version}`]
}

const placeOf = ({ place }: ServerEntry): string => `${place.file}#${place.pointer}`

const unwritten = ({ subject, what, why }: NotEvaluated, id: string): string =>
  subject === id ? `${what}: ${why}` : `${subject} stays as it is: ${why}`

const notWholly = (file: string): string =>
  `${file} was written by somebody else and holds more than was decided here: it counts as theirs until \`touchstone pin\` reviews all of it`
