/** A `package.json` that says that its package starts with one file, so that what is read begins there. */
import { type Node, parseTree } from 'jsonc-parser'

const REPLACED = new Set(['bin', 'main'])
/** Other ways into a package, which nobody takes who starts the file. */
const EMPTIED = new Set(['exports', 'module', 'browser', 'directories'])

/**
 * The same text with `bin` and `main` set to the file, and other entries empty. All else stays on its line, since findings
 * about scripts and dependencies name lines.
 *
 * @param file relative to the package's folder, `/`-separated
 * @param text a JSON object
 */
export function startedManifest(text: string, file: string): string {
  const start = JSON.stringify(`./${file}`)
  const properties = propertiesOf(text)
  const first = text.indexOf('{')
  // Nested too deeply for the parser: then its entries are all that it says.
  if (properties === null || first < 0) return manifestOfScript(file)
  const added = [...REPLACED].filter((key) => !properties.some(({ name }) => name === key))
  const insertion = added.map((key) => `${JSON.stringify(key)}:${start}`).join(',')
  let result = text
  for (const { name, offset, length } of [...properties].reverse()) {
    if (!REPLACED.has(name) && !EMPTIED.has(name)) continue
    const lines = text.slice(offset, offset + length).split('\n').length - 1
    const value = (REPLACED.has(name) ? start : 'null') + '\n'.repeat(lines)
    result = result.slice(0, offset) + value + result.slice(offset + length)
  }
  const comma = insertion !== '' && properties.length > 0 ? ',' : ''
  return result.slice(0, first + 1) + insertion + comma + result.slice(first + 1)
}

/** For a script that belongs to no package. */
export const manifestOfScript = (file: string, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...more, bin: `./${file}`, main: `./${file}` })

interface Property {
  readonly name: string
  readonly offset: number
  readonly length: number
}

/** In the order of the text. */
function propertiesOf(text: string): Property[] | null {
  let root: Node | undefined
  try {
    root = parseTree(text)
  } catch {
    return null
  }
  if (root?.type !== 'object') return null
  return (root.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [{ name: String(key.value), offset: value.offset, length: value.length }] : [],
  )
}
