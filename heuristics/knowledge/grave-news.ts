/** What stolen packages bring, and what makes a sign about publishing weigh more: alone, none of those signs says much. */
import type { Context } from '../../src/heuristic.js'
import { newForeignHosts } from './read.js'

/**
 * @returns what came with the release, each in a few words; empty without a baseline, and for a release that brings nothing of
 *   the kind
 */
export function graveNews(context: Context): readonly string[] {
  const { change, compared } = context
  if (!compared) return []
  const came = (kind: Parameters<typeof change.added>[0]): boolean => change.added(kind).length > 0
  return [
    ...(came('install.script') ? ['an install script'] : []),
    ...change
      .added('dependency')
      .filter(({ detail }) => detail.imported === false && detail.group === 'dependencies')
      .map(({ detail }) => `the unused dependency ${detail.name}`),
    ...(context.smallStep ? [...newForeignHosts(context).keys()].map((host) => `the host ${host}`) : []),
    ...(came('code.obfuscated') ? ['obfuscated code'] : []),
    ...(context.before('process.spawn').length === 0 && came('process.spawn') ? ['its first spawn'] : []),
    ...(came('fs.secret-path') ? ['places of secrets'] : []),
    ...(came('agent.config') ? ["agents' configurations"] : []),
  ]
}
