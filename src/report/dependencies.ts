/** The packages below a server, in a few lines: how many there are, what came, moved and went, and the way to one of them. */
import type { DependencyChange, DependencyReport, Finding, ServerReport } from '../model.js'
import { count, LABEL, labelled, paragraph, some } from './layout.js'
import type { Page } from './server-block.js'

/** Packages that are named for each kind of change; JSON has all. */
const SHOWN = 5

/** How many there are, and what came, moved and went, in a sentence without its end; `null` where the tree was not resolved. */
export function dependencySummary({ dependencies, baseline }: ServerReport): string | null {
  if (dependencies === null) return null
  const { tree, changes } = dependencies
  const packages = count(new Set(tree.packages.map(({ purl, version }) => `${purl} ${version}`)).size, 'package')
  const summary = tree.packages.length === 0 ? 'nothing' : packages
  const since = sinceOf(dependencies, baseline.release?.version)
  const empty = tree.packages.length === 0 && changes.length === 0
  if (since === null || empty) return summary
  if (changes.length === 0) return `${summary}, the same as ${since.same}`
  const counts = [
    [changed(changes, 'added').length, 'added'],
    [changed(changes, 'moved').length, 'moved'],
    [changed(changes, 'removed').length, 'gone'],
    [changed(changes, 'integrity').length, 'with other bytes'],
  ] as const
  const said = counts.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`])).join(', ')
  return `${summary}; ${said} since ${since.since}`
}

const changed = (changes: readonly DependencyChange[], how: DependencyChange['change']): readonly DependencyChange[] =>
  changes.filter(({ change }) => change === how)

/** @returns no line where the tree was not resolved */
export function dependencyLines(server: ServerReport, { style, width }: Page): string[] {
  const summary = dependencySummary(server)
  const { dependencies, baseline } = server
  if (summary === null || dependencies === null) return []
  const own = labelled(style.quiet('depends on'), summary, width)
  const { changes } = dependencies
  if (sinceOf(dependencies, baseline.release?.version) === null) return own
  const named = (changes: readonly DependencyChange[]): string =>
    some(
      changes.map(({ name, from, to }) =>
        from && to && from.version !== to.version
          ? `${name} ${from.version} ${style.sign.arrow} ${to.version}`
          : `${name} ${(to ?? from)?.version ?? ''}`,
      ),
      SHOWN,
    )
  const lines = (how: DependencyChange['change'], paint: (text: string) => string): string[] => {
    const those = changed(changes, how)
    return those.length === 0 ? [] : paragraph(paint(named(those)), width, LABEL)
  }
  return [
    ...own,
    ...lines('integrity', (text) => style.removed(`! ${text}`)),
    ...lines('added', (text) => style.added(`+ ${text}`)),
    ...lines('moved', (text) => `~ ${text}`),
    ...lines('removed', (text) => style.removed(`${style.sign.minus} ${text}`)),
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
