/** What a server can do and what changed in it, what its score is made of, what is below it, and what could not be done. Pure. */
import type { Contribution, Failure, NotEvaluated, ServerReport } from '../../model.js'
import { capabilities } from '../../report/capabilities.js'
import { changedKinds } from '../../report/changes.js'
import { shortener } from '../../report/home.js'
import { some } from '../../report/layout.js'
import { BASELINE_FROM, contributionName, pointsOf } from '../../report/words.js'
import { type Line, line, span, strong } from '../line.js'
import { type Block, LABEL, labelled, listItem, paragraph, type Sheet } from './prose.js'
import type { FactsContext } from './server-facts.js'

/** Columns of kinds of facts, with the gap: `message.recipient` is the longest. */
const KIND = 22
/** Values of one kind that are named; the screen of the releases has all. */
const VALUES = 8
/** Columns of points, and of what of a server they are about. */
const POINTS = 5
const ABOUT = 16

const titled = (id: string, title: Line, lines: readonly Line[]): Block => ({
  id: `section:${id}`,
  lines: lines.length === 0 ? [] : [title, ...lines],
})

/** Every contribution; those of one name together. Nothing where there is no score, which the first line says. */
export function scoreBlock({ score, findings }: ServerReport, sheet: Sheet): Block {
  const { contributions, value, verdict } = score
  const sums = new Map<string, { about: Contribution['line']; name: string; points: number; times: number }>()
  for (const each of contributions) {
    const name = contributionName(each, findings)
    const key = JSON.stringify([each.line, name])
    const sum = sums.get(key) ?? { about: each.line, name, points: 0, times: 0 }
    sums.set(key, { ...sum, points: sum.points + each.points, times: sum.times + 1 })
  }
  const lines = [...sums.values()].flatMap(({ about, name, points, times }) =>
    labelled(
      span(`${sheet.signs.minus}${Math.abs(points)}`.padStart(POINTS - 1)),
      [span(about.padEnd(ABOUT), 'quiet'), span(name), span(times > 1 ? ` (${times} findings)` : '', 'quiet')],
      sheet,
      POINTS + 1,
    ),
  )
  const title = line(strong('Score'), '  ', span(pointsOf(score), verdict))
  if (value === null) return titled('score', title, [])
  return titled('score', title, lines.length > 0 ? lines : paragraph(line('Nothing takes a point away.'), sheet))
}

/** Nothing where its code was not read. */
export function abilityBlock({ facts }: ServerReport, sheet: Sheet): Block {
  const title = line(strong('What it can do'))
  if (facts === null) return titled('abilities', title, [])
  const able = capabilities(facts)
  const said = able.length === 0 ? ['nothing that is watched'] : able
  const lines = said.flatMap((each) => listItem(line(each), sheet))
  return titled('abilities', title, lines)
}

/** Nothing where its code was not read, or was never released. */
export function changeBlock({ facts, change, baseline, launch }: ServerReport, sheet: Sheet): Block {
  const title = line(strong('What changed'))
  if (facts === null) return titled('changes', title, [])
  if (baseline.release === null) {
    const why = launch.kind === 'local' ? [] : paragraph(line('There is no release to compare with.'), sheet)
    return titled('changes', title, why)
  }
  const { signs } = sheet
  const since = `${baseline.release.version}${BASELINE_FROM[baseline.from]}`
  const kinds = changedKinds(change, signs)
  if (kinds.length === 0) return titled('changes', title, paragraph(line(`Nothing since ${since}.`), sheet))
  const lines = kinds.flatMap(({ kind, added, removed, changed }) => {
    const rows = [
      ['+', added, 'added'],
      [signs.minus, removed, 'removed'],
      ['~', changed, 'plain'],
    ] as const
    return rows.flatMap(([sign, values, tone]) =>
      values.length === 0
        ? []
        : labelled(span(`${sign} ${kind}`, tone), [span(some(values, VALUES), tone)], sheet, KIND),
    )
  })
  return titled('changes', [...title, span(`  since ${since}`, 'quiet')], lines)
}

export function failureBlock(failures: readonly Failure[], { home }: FactsContext, sheet: Sheet): Block {
  const short = shortener(home)
  const { arrow, severity } = sheet.signs
  const lines = failures.flatMap(({ stage, subject, message, remedy }) => [
    ...labelled(strong(`${severity.high} ${stage}`, 'high'), [strong(short(subject)), span(`: ${message}`)], sheet),
    ...paragraph(line(`${arrow} `, remedy), sheet, LABEL, LABEL + arrow.length + 1),
  ])
  return titled('failures', line(strong('Could not be done', 'high')), lines)
}

/** Remarks that differ only in what they are about stand together. */
export function remarkBlock(remarks: readonly NotEvaluated[], { home }: FactsContext, sheet: Sheet): Block {
  const short = shortener(home)
  const groups = new Map<string, NotEvaluated & { readonly subjects: readonly string[] }>()
  for (const each of remarks) {
    const key = JSON.stringify([each.what, each.why])
    const subjects = [...(groups.get(key)?.subjects ?? []), short(each.subject)]
    groups.set(key, { ...each, subjects })
  }
  const lines = [...groups.values()].flatMap(({ what, why, subjects }) => {
    const of = subjects.length === 1 ? [] : [span(` (${some([...new Set(subjects)], 3)})`, 'quiet')]
    return listItem([span(what), ...of, span(`: ${why}`)], sheet)
  })
  return titled('remarks', line(strong('Not evaluated')), lines)
}
