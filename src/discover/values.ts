/** What the nodes of a configuration file hold, as entries are read. Pure. */
import type { Located } from './document.js'

export const textOf = (value: Located | undefined): string | undefined =>
  value?.node.type === 'text' ? value.node.value : undefined

/** A boolean, or text that spells one. */
export function booleanOf(value: Located | undefined): boolean | undefined {
  if (value?.node.type === 'other' && typeof value.node.value === 'boolean') return value.node.value
  const text = textOf(value)?.trim().toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

export const isNothing = ({ node }: Located): boolean => node.type === 'other' && node.value === null

/** The kind of a value in the words of a message, which must not show the value itself. */
export function nameOf({ node }: Located): string {
  if (node.type === 'map') return 'an object'
  if (node.type === 'list') return 'a list'
  if (node.type === 'text') return 'text'
  return node.value === null ? 'null' : `a ${typeof node.value}`
}
