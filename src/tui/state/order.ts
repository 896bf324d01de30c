/** In which order servers are listed. Pure, and made for lists that change ten times a second: what is compared is made once a server. */
import { compareText, SEVERITIES, type ServerReport, severityRank, type Verdict } from '../../model.js'
import type { ListView, ServerRow } from './model.js'

/** The worst first, as `worstFirst` of the report has it. */
export const VERDICTS: readonly Verdict[] = ['block', 'review', 'unknown', 'trust']

/** What a row is sorted by; numbers ascend. */
interface Keys {
  readonly verdict: number
  readonly severity: number
  /** Of a server without one −1, as in the report. */
  readonly score: number
  /** In ms since the epoch, negative so that the newest is first; Infinity where it is unknown. */
  readonly published: number
  readonly name: string
}

/** Rows in an order of their own; equal ones as they were found. */
export function ordered(rows: readonly ServerRow[], order: ListView['order']): readonly ServerRow[] {
  return rows.toSorted(COMPARE[order])
}

type Compare = (a: ServerRow, b: ServerRow) => number

const byName: Compare = (a, b) => compareText(nameOf(a), nameOf(b)) || compareText(a.listed.name, b.listed.name)
const byId: Compare = (a, b) => compareText(a.listed.id, b.listed.id)

/** What is judged before what is worked on, and that before what waits; those two as they were found. */
const judgedFirst =
  (compare: (a: Keys, b: Keys) => number): Compare =>
  (a, b) => {
    const [x, y] = [keysOf(a), keysOf(b)]
    if (x === null || y === null) return place(a) - place(b)
    return compare(x, y) || compareText(x.name, y.name) || byId(a, b)
  }

const place = ({ evaluation, progress }: ServerRow): number =>
  evaluation !== null ? 0 : progress === 'waiting' ? 2 : 1

const COMPARE: Readonly<Record<ListView['order'], Compare>> = {
  worst: judgedFirst((a, b) => a.verdict - b.verdict || a.severity - b.severity || a.score - b.score),
  name: (a, b) => byName(a, b) || byId(a, b),
  // An unknown score is not a low one.
  score: judgedFirst((a, b) => Number(a.score < 0) - Number(b.score < 0) || a.score - b.score),
  age: judgedFirst((a, b) => (a.published === b.published ? 0 : a.published - b.published)),
}

const made = new WeakMap<ServerReport, Keys>()

function keysOf({ evaluation }: ServerRow): Keys | null {
  if (evaluation === null) return null
  const { server } = evaluation
  const known = made.get(server) ?? keys(server)
  made.set(server, known)
  return known
}

function keys({ score, findings, release, name }: ServerReport): Keys {
  const published = publishedAt(release)
  return {
    verdict: VERDICTS.indexOf(score.verdict),
    severity: findings.reduce<number>((worst, each) => Math.min(worst, severityRank(each.severity)), SEVERITIES.length),
    score: score.value ?? -1,
    published: published === null ? Number.POSITIVE_INFINITY : -published,
    name,
  }
}

/** When a release was published, in ms since the epoch; `null` where nobody says so in a way that can be read. */
export function publishedAt(release: ServerReport['release']): number | null {
  if (release === null || !release.publishedAt.known) return null
  const time = Date.parse(release.publishedAt.value)
  return Number.isNaN(time) ? null : time
}

const lowered = new WeakMap<ServerRow['listed'], string>()

function nameOf({ listed }: ServerRow): string {
  const known = lowered.get(listed) ?? listed.name.toLowerCase()
  lowered.set(listed, known)
  return known
}
