/** The packages below a server, in a few lines: how many there are, what came, moved and went, and the way to one of them. */
import type { DependencyChange, DependencyReport, Finding, ServerReport } from '../model.js'
import { count, LABEL, labelled, paragraph, some } from './layout.js'
import type { Page } from './server-block.js'

/** Packages that are named for each kind of change; JSON has all. */
const SHOWN = 5

/** @returns no line where the tree was not resolved */
export function dependencyLines({ dependencies, baseline }: ServerReport, { style, width }: Page): string[] {
  if (dependencies === null) return []
  const { tree, changes } = dependencies
  const packages = count(new Set(tree.packages.map(({ purl, version }) => `${purl} ${version}`)).size, 'package')
  const summary = tree.packages.length === 0 ? 'nothing' : packages
  const since = sinceOf(dependencies, baseline.release?.version)
  const label = style.quiet('depends on')
  const empty = tree.packages.length === 0 && changes.length === 0
  if (since === null || empty) return labelled(label, summary, width)
  if (changes.length === 0) return labelled(label, `${summary}, the same as ${since.same}`, width)
  const of = (change: DependencyChange['change']): readonly DependencyChange[] =>
    changes.filter((each) => each.change === change)
  const counts = [
    [of('added').length, 'added'],
    [of('moved').length, 'moved'],
    [of('removed').length, 'gone'],
    [of('integrity').length, 'with other bytes'],
  ] as const
  const said = counts.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`])).join(', ')
  const named = (changes: readonly DependencyChange[]): string =>
    some(
      changes.map(({ name, from, to }) =>
        from && to && from.version !== to.version
          ? `${name} ${from.version} ${style.sign.arrow} ${to.version}`
          : `${name} ${(to ?? from)?.version ?? ''}`,
      ),
      SHOWN,
    )
  const lines = (those: readonly DependencyChange[], paint: (text: string) => string): string[] =>
    those.length === 0 ? [] : paragraph(paint(named(those)), width, LABEL)
  return [
    ...labelled(label, `${summary}; ${said} since ${since.since}`, width),
    ...lines(of('integrity'), (text) => style.removed(`! ${text}`)),
    ...lines(of('added'), (text) => style.added(`+ ${text}`)),
    ...lines(of('moved'), (text) => `~ ${text}`),
    ...lines(of('removed'), (text) => style.removed(`${style.sign.minus} ${text}`)),
  ]
}

/** What the tree is compared with, as the end of a sentence; `null` where there is nothing. */
export function sinceOf(
  { baseline }: DependencyReport,
  version: string | undefined,
): { readonly same: string; readonly since: string } | null {
  switch (baseline) {
    case 'lock':
      return { same: 'locked', since: 'it was locked' }
    case 'cache':
      return { same: 'npx installed here', since: 'npx installed it here' }
    case 'previous':
      return version === undefined ? null : { same: `below ${version}`, since: version }
    case 'none':
      return null
  }
}

/** The way from the server to the package that a finding is about; no line for the server itself. */
export function pathLines({ path = [] }: Finding, { style, width }: Page): string[] {
  if (path.length === 0) return []
  return paragraph(style.quiet(path.join(` ${style.sign.way} `)), width, LABEL)
}
