/** What of an entry clients read differently, so that another of them may start something else. Pure. */
import { childLike, children, type Located } from './document.js'
import { isNothing } from './values.js'

/** Words of a remark. They hold keys that are known, and no value. */
export interface Doubt {
  readonly what: string
  readonly why: string
}

/**
 * @param groups keys that say the same, the one that is taken in front: command, arguments, URL, variables
 */
export function doubtsOf(
  entry: Located,
  transport: 'stdio' | 'remote',
  groups: readonly [command: Keys, args: Keys, url: Keys, env: Keys],
): readonly Doubt[] {
  const present = groups.map((keys) => presentIn(entry, keys))
  const [commands = [], , urls = []] = present
  const doubts: Doubt[] = []
  if (commands.length > 0 && urls.length > 0) {
    const other = transport === 'stdio' ? urls[0] : commands[0]
    doubts.push({
      what: `\`${other}\` of the server`,
      why: `it has both \`${commands[0]}\` and \`${urls[0]}\`, and clients differ in which of them they take`,
    })
  }
  for (const [taken, ...more] of present) {
    if (more.length === 0) continue
    const what = more.map((key) => `\`${key}\``).join(' and ')
    doubts.push({ what: `${what} of the server`, why: `\`${taken}\` stands for the same, and is what is read here` })
  }
  const known = new Set(groups.flat())
  const folded = new Map([...known].map((key) => [key.toLowerCase(), key]))
  for (const { key } of children(entry)) {
    const meant = known.has(key) ? undefined : folded.get(key.toLowerCase())
    if (meant === undefined) continue
    doubts.push({
      what: `whether its client reads \`${key}\` as \`${meant}\``,
      why: 'some tell keys apart by case, and some do not',
    })
  }
  return doubts
}

type Keys = readonly string[]

/** Keys that say something, each value once: `httpUrl` and `httpURL` may both mean the one that is there. */
function presentIn(entry: Located, keys: Keys): Keys {
  const seen = new Set<string>()
  return keys.filter((key) => {
    const value = childLike(entry, key)
    if (value === undefined || !says(value) || seen.has(value.pointer)) return false
    seen.add(value.pointer)
    return true
  })
}

/** A value that is not nothing: neither `null` nor empty. */
const says = (value: Located): boolean =>
  !isNothing(value) && !(value.node.type === 'text' && value.node.value === '') && !isHollow(value)

const isHollow = (value: Located): boolean =>
  (value.node.type === 'map' || value.node.type === 'list') && children(value).length === 0
