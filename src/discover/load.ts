/** Configuration files from the host, each read and parsed once per run, with words for what can go wrong. */
import { FileError, type FileProblem, type Host } from '../host.js'
import type { Failure, NotEvaluated } from '../model.js'
import { type Format, type Located, parseDocument } from './document.js'

/**
 * Largest configuration that is read. The largest real one is Claude Code's `.claude.json`, which keeps prompts beside
 * servers and reaches some megabytes.
 */
export const MAX_CONFIG_BYTES = 20 * 1024 * 1024

export type Loaded =
  | {
      readonly found: 'document'
      /** `null` for an empty file. */
      readonly root: Located | null
      /** What of the file is not in the tree; absent where all of it is. */
      readonly unread?: NotEvaluated
    }
  | { readonly found: 'absent' }
  | { readonly found: 'failure'; readonly failure: Failure }

/** @param format as the client reads it; by the file's extension when absent */
export type Loader = (file: string, format?: Format) => Promise<Loaded>

const REMEDIES: Record<FileProblem, string> = {
  absent: 'Check the path.',
  unreadable: 'Make it readable for this user, or name the files to audit with --config.',
  'too-large': 'A list of servers is far smaller: check what this file holds.',
  'not-a-file': 'Put a regular file there, or remove it.',
  loop: 'Mend or remove the link.',
  'not-text': 'Save it as UTF-8.',
}

export function loader(host: Host): Loader {
  const files = new Map<string, Promise<Loaded>>()
  return (file, format = formatOf(file) ?? 'json') => {
    const key = `${format} ${file}`
    const before = files.get(key)
    if (before) return before
    const now = load(host, file, format)
    files.set(key, now)
    return now
  }
}

const FORMATS: readonly (readonly [RegExp, Format])[] = [
  [/\.(json|jsonc|code-workspace)$/i, 'json'],
  [/\.toml$/i, 'toml'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.(md|mdc|markdown)$/i, 'frontmatter'],
]

/** By extension; `null` where the extension says nothing. */
export const formatOf = (file: string): Format | null => FORMATS.find(([names]) => names.test(file))?.[1] ?? null

const TITLES: Record<Format, string> = { json: 'JSON', toml: 'TOML', yaml: 'YAML', frontmatter: 'YAML frontmatter' }

async function load(host: Host, file: string, format: Format): Promise<Loaded> {
  let text: string
  try {
    text = await host.files.readText(file, { maxBytes: MAX_CONFIG_BYTES })
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (error.problem === 'absent') return { found: 'absent' }
    return failed(file, `the file ${error.message}`, REMEDIES[error.problem])
  }
  const document = await parseDocument(text, format)
  if (!document.ok) {
    const other = formatOf(file) === null ? likelyFormat(text) : null
    const remedy = other ? `It looks like ${other}: name it so. Else mend it at that place.` : 'Mend it at that place.'
    return failed(file, `not readable as ${TITLES[format]}: ${document.message}`, remedy)
  }
  const unread = document.unread && { unread: { subject: file, ...document.unread } }
  if (document.root === null) return { found: 'document', root: null, ...unread }
  if (document.root.type !== 'map') {
    return failed(file, 'its root is no object', 'Put the servers into an object, as its client documents it.')
  }
  return { found: 'document', root: { node: document.root, pointer: '' }, ...unread }
}

/** What a text without a telling name looks like, by its first line that is no comment. */
function likelyFormat(text: string): 'TOML' | 'YAML' | null {
  const line = /^(?!\s*(?:#|$)).*/m.exec(text)?.[0] ?? ''
  if (/^\s*(?:\[[^\],]*\]|[\w.-]+\s*=)/.test(line)) return 'TOML'
  return /^\s*(?:---|- |[\w.-]+:(?:\s|$))/.test(line) ? 'YAML' : null
}

export const failure = (subject: string, message: string, remedy: string): Failure => ({
  stage: 'discover',
  subject,
  message,
  remedy,
})

const failed = (file: string, message: string, remedy: string): Loaded => ({
  found: 'failure',
  failure: failure(file, message, remedy),
})
