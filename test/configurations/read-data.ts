/**
 * What stands at a JSON pointer of a configuration file, read with the formats' own parsers and without a word of
 * `src/discover`: it measures discovery, so it may share nothing with it.
 */
import { type Node, parseTree } from 'jsonc-parser'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { parse as parseYaml } from 'yaml'

/** @returns the text at the pointer; `undefined` where none stands there */
export function textAt(file: string, bytes: Uint8Array, pointer: string): string | undefined {
  const text = new TextDecoder().decode(bytes)
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const ending = /\.(\w+)$/.exec(file)?.[1]
  if (ending === 'json' || ending === 'jsonc' || ending === 'code-workspace' || file.endsWith('.code-workspace')) {
    return textOf(keys.reduce<Node | undefined>(childOf, parseTree(text, [], { allowTrailingComma: true })))
  }
  const data: unknown =
    ending === 'toml'
      ? getStaticTOMLValue(parseTOML(text))
      : parseYaml(ending === 'md' ? (/^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '') : text, { uniqueKeys: false })
  const value = keys.reduce<unknown>(
    (of, key) => (typeof of === 'object' && of ? Reflect.get(of, key) : undefined),
    data,
  )
  return typeof value === 'string' ? value : undefined
}

/** Of a key that stands twice, the last value: what `JSON.parse` gives. */
const childOf = (node: Node | undefined, key: string): Node | undefined =>
  node?.type === 'array'
    ? node.children?.[Number(key)]
    : node?.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1]

const textOf = (node: Node | undefined): string | undefined => (node?.type === 'string' ? node.value : undefined)
