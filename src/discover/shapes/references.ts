/**
 * `mcpServers` in the frontmatter of a subagent. In a list, a name alone refers to a server that is configured elsewhere, and
 * `{name: entry}` is a server of the subagent's own. In a map, what is no object refers to one elsewhere. Pure.
 * https://code.claude.com/docs/en/sub-agents
 */
import { child, children, isMap, type Located } from '../document.js'
import { looksLikeEntry, readEntry } from '../entry.js'
import type { Dialect } from '../grants.js'
import type { ServerMap } from '../maps.js'
import { bounded, type Contents, NOTHING, readMap, repeatedKeys } from '../reading.js'
import { textOf } from '../values.js'

export function readReferences(file: string, map: ServerMap, dialect?: Dialect): Contents {
  const { node } = map.at
  // `mcpServers: github` is a list of one.
  if (node.type === 'text') return NOTHING
  if (node.type !== 'list') {
    const contents = readMap(file, map, dialect)
    return { ...contents, candidates: contents.candidates.filter(({ at }) => isMap(at)) }
  }
  const { all, failures } = bounded(file, map.at, children(map.at).flatMap(inlineServers))
  return {
    candidates: all.map((one) => ({ name: one.key, at: one, project: map.project, reading: readEntry(one, dialect) })),
    failures,
    remarks: children(map.at).flatMap((item) => repeatedKeys(file, item)),
  }
}

/** `{name: entry}`; several names in one item are as many servers. What is named without an entry stands elsewhere. */
const inlineServers = (item: Located & { readonly key: string }): readonly (Located & { readonly key: string })[] => {
  if (!looksLikeEntry(item)) return isMap(item) ? children(item).filter(isMap) : []
  // The entry itself, with its name in it.
  return [{ ...item, key: textOf(child(item, 'name')) || item.key }]
}
