/** Words of launches that a file describes without writing them as a command. Pure. */
import { NO_GRANTS, type StdioLaunch, type Word } from '../../model.js'
import { children, type Located } from '../document.js'
import type { EntryReading } from '../entry.js'
import { textOf } from '../values.js'

/** A word that stands in the file. */
export const wordAt = ({ pointer }: Located, text: string): Word => ({ text, pointer, offset: 0 })

/** Words that a client adds, and that stand nowhere: their pointer leads to the object which makes the client add them. */
export const addedWords = ({ pointer }: Located, ...texts: readonly string[]): readonly Word[] =>
  texts.map((text) => ({ text, pointer, offset: 0 }))

/** Text, and numbers and booleans as `String` writes them. */
export function scalarAt(value: Located | undefined): string | undefined {
  if (value?.node.type === 'other') return value.node.value === null ? undefined : String(value.node.value)
  return textOf(value)
}

/** The scalars of a list, as words; what else stands in it is left out. One scalar stands for a list of it. */
export function wordsOf(list: Located | undefined): readonly Word[] {
  if (list === undefined) return []
  return (list.node.type === 'list' ? children(list) : [list]).flatMap((item) => {
    const text = scalarAt(item)
    return text === undefined ? [] : [wordAt(item, text)]
  })
}

export const started = (argv: readonly Word[], more: Partial<StdioLaunch> = {}): EntryReading => ({
  kind: 'entry',
  launch: { transport: 'stdio', argv, env: {}, ...more },
  disabled: false,
  grants: NO_GRANTS,
  typed: true,
  doubts: [],
})

export const connected = (url: Located, text: string, headers: Readonly<Record<string, string>>): EntryReading => ({
  kind: 'entry',
  launch: { transport: 'remote', url: wordAt(url, text), headers },
  disabled: false,
  grants: NO_GRANTS,
  typed: true,
  doubts: [],
})

/** A list of `{name, value}`, or of `{name, default}` where no value is set. */
export function pairsOf(list: Located | undefined, nameKey = 'name'): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = Object.create(null)
  if (list?.node.type !== 'list') return pairs
  for (const item of children(list)) {
    if (item.node.type !== 'map') continue
    const at = (key: string): string | undefined => {
      const node = item.node.type === 'map' ? item.node.entries.get(key) : undefined
      return node && scalarAt({ node, pointer: '' })
    }
    const name = at(nameKey)
    const value = at('value') ?? at('default')
    if (name !== undefined && value !== undefined) pairs[name] = value
  }
  return pairs
}
