/** Configuration files from the host, each read and parsed once per run, with words for what can go wrong. */
import { FileError, type FileProblem, type Host } from '../host.js'
import type { Failure } from '../model.js'
import { type Located, parseJsonc } from './document.js'

/**
 * Largest configuration that is read. The largest real one is Claude Code's `.claude.json`, which keeps prompts beside
 * servers and reaches some megabytes.
 */
export const MAX_CONFIG_BYTES = 20 * 1024 * 1024

export type Loaded =
  /** `root` is `null` for an empty file. */
  | { readonly found: 'document'; readonly root: Located | null }
  | { readonly found: 'absent' }
  | { readonly found: 'failure'; readonly failure: Failure }

export type Loader = (file: string) => Promise<Loaded>

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
  return (file) => {
    const before = files.get(file)
    if (before) return before
    const now = load(host, file)
    files.set(file, now)
    return now
  }
}

async function load(host: Host, file: string): Promise<Loaded> {
  let text: string
  try {
    text = await host.files.readText(file, { maxBytes: MAX_CONFIG_BYTES })
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (error.problem === 'absent') return { found: 'absent' }
    return failed(file, `the file ${error.message}`, REMEDIES[error.problem])
  }
  const document = parseJsonc(text)
  if (!document.ok) return failed(file, `not readable as JSON: ${document.message}`, 'Mend it at that place.')
  if (document.root === null) return { found: 'document', root: null }
  if (document.root.type !== 'map') {
    return failed(file, 'its root is no object', 'Put the servers into an object, as its client documents it.')
  }
  return { found: 'document', root: { node: document.root, pointer: '' } }
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
