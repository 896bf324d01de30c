/** How many releases a project makes in a day, and in how many of its lines. */
import type { Release } from '../../src/model.js'
import { DAY, isStable, lineOf, majorOf, momentOf } from './history.js'

export interface Burst {
  /** Releases within a day, the judged one among them. */
  readonly releases: number
  /** Lines (1.4, 2.0) of which the day's releases are. */
  readonly lines: readonly string[]
  /** Majors whose first release is of that day. */
  readonly newMajors: number
}

interface Timed {
  readonly release: Release
  readonly at: number
}

/** `null` where a time is not known: then nothing can be said of a day. */
function timed(releases: readonly Release[]): readonly Timed[] | null {
  const all: Timed[] = []
  for (const release of releases) {
    const at = momentOf(release)
    if (at === null) return null
    if (isStable(release)) all.push({ release, at })
  }
  return all.sort((a, b) => a.at - b.at)
}

/**
 * @param earlier releases before it, oldest first
 * @returns the day that ends with the release, and the busiest day before that one; `null` where times are not known
 */
export function burstOf(
  release: Release,
  earlier: readonly Release[],
): { readonly now: Burst; readonly habit: Burst } | null {
  const end = momentOf(release)
  const all = timed(earlier)
  if (end === null || all === null || !isStable(release)) return null
  const start = all.findIndex(({ at }) => at > end - DAY)
  const past = start < 0 ? all : all.slice(0, start)
  const today = [...(start < 0 ? [] : all.slice(start)), { release, at: end }]
  let habit: Burst = { releases: 1, lines: [], newMajors: 0 }
  let from = 0
  for (let to = 0; to < past.length; to++) {
    while ((past[to]?.at ?? 0) - (past[from]?.at ?? 0) >= DAY) from++
    // A day's lines are counted where it is among the busiest alone: histories have thousands of releases.
    if (to - from + 1 < Math.max(2, habit.lines.length)) continue
    const day = summary(past.slice(Math.max(from, to - 200), to + 1), past.slice(0, from))
    habit = {
      releases: Math.max(habit.releases, to - from + 1),
      lines: day.lines.length > habit.lines.length ? day.lines : habit.lines,
      newMajors: Math.max(habit.newMajors, day.newMajors),
    }
  }
  return { now: summary(today.slice(-200), past), habit }
}

function summary(day: readonly Timed[], past: readonly Timed[]): Burst {
  const first = day[0]?.release
  const known = new Set(past.slice(-1000).map(({ release }) => majorOf(release)))
  if (first !== undefined && past.length === 0) known.add(majorOf(first))
  const majors = new Set(day.map(({ release }) => majorOf(release)).filter((major) => !known.has(major)))
  return {
    releases: day.length,
    lines: [...new Set(day.map(({ release }) => lineOf(release)))],
    newMajors: majors.size,
  }
}
