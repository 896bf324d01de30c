/** `touchstone explain [heuristic]`: the page of a heuristic, or the list of all. */
import { closest, distance } from 'fastest-levenshtein'
import { heuristics } from '../../heuristics/index.js'
import type { Host } from '../host.js'
import { paragraph, usableWidth } from '../report/layout.js'
import { colorWanted, style } from '../report/style.js'
import { visible } from '../report/visible.js'
import { heuristicPage } from './heuristic-page.js'
import { type Io, UsageError } from './io.js'
import type { SharedOptions } from './options.js'

export async function explain(io: Io, host: Host, id: string | undefined, options: SharedOptions): Promise<number> {
  io.stdout.write(id === undefined ? list(io, host, options) : await page(host, id))
  return 0
}

function list(io: Io, host: Host, options: SharedOptions): string {
  const look = style({ color: colorWanted(host.env, io.stdout, options.color !== false), unicode: true })
  const width = usableWidth(io.stdout.columns ?? 80)
  const indent = Math.max(...heuristics.map(({ id }) => id.length)) + 12
  const lines = heuristics.flatMap(({ id, severity, title }) => {
    const [first = '', ...rest] = paragraph(title, width, indent)
    const head = look.severity[severity](severity.padEnd(10)) + look.strong(id.padEnd(indent - 10))
    return [head + first.slice(indent), ...rest]
  })
  return `${lines.join('\n')}\n\n\`touchstone explain <heuristic>\` shows its page.\n`
}

async function page(host: Host, id: string): Promise<string> {
  const ids = heuristics.map((each) => each.id)
  if (!ids.includes(id)) {
    const near = closest(id, ids)
    const hint = distance(id, near) <= 4 ? `Did you mean ${near}? ` : ''
    throw new UsageError(`there is no heuristic ${id}`, `${hint}\`touchstone explain\` lists them all.`)
  }
  const text = await heuristicPage(host, id)
  return text.split('\n').map(visible).join('\n')
}
