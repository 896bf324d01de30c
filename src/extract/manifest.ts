/**
 * package.json → facts: what an installer would run and take. The bytes are a stranger's: any type may stand anywhere.
 * Pure; never throws.
 */
import { createHash } from 'node:crypto'
import type { Reach } from '../model.js'
import { commandFacts, commandValue, embeddedScripts, newStudy } from './classify/command.js'
import { foreignScript } from './classify/command-interpreters.js'
import { draft, type FactDraft } from './draft.js'
import { commandsRunBy, filesRunBy } from './manifest-entries.js'
import { installScripts, type PackageFiles, parseManifest } from './manifest-read.js'

export { dependencyFacts } from './manifest-dependencies.js'
export { type EntryPoints, entryPoints } from './manifest-entries.js'
export { manifestMismatch } from './manifest-mismatch.js'
export {
  type InstallScript,
  installScripts,
  type Manifest,
  type PackageFiles,
  type ParsedManifest,
  parseManifest,
} from './manifest-read.js'

export interface ManifestDraft {
  readonly draft: FactDraft
  readonly reach: Reach
  /** In UTF-16 units of the decoded text. */
  readonly offset: number
}

/**
 * Facts of the install scripts: install.script, and what their command lines do. Those of the dependencies come from
 * `dependencyFacts`, when it is known what the code imports.
 */
export function manifestFacts(bytes: Uint8Array, files: PackageFiles): ManifestDraft[] {
  const parsed = parseManifest(bytes)
  if (!parsed.ok) return []
  const drafts: ManifestDraft[] = []
  for (const { event, command, gyp } of installScripts(parsed.manifest, files)) {
    const offset = gyp ? 0 : offsetOfScript(parsed.text, event, command)
    const value = commandValue(command)
    const file = filesRunBy(command, parsed.manifest, files)[0] ?? ''
    const content = file === '' ? undefined : files.read(file)
    const hash = content === undefined ? '' : createHash('sha256').update(content).digest('hex')
    drafts.push({
      draft: draft('install.script', `${event}: ${value}`, { event, command: value, file, hash, gyp }),
      reach: 'install',
      offset,
    })
    for (const text of commandsRunBy(command, parsed.manifest)) {
      for (const fact of commandFacts(text, { shell: true })) drafts.push({ draft: fact, reach: 'install', offset })
      for (const fact of scriptFacts(text)) drafts.push({ draft: fact, reach: 'install', offset })
    }
  }
  return drafts
}

/** Addresses, commands and secret paths in the JavaScript of `node -e "…"`, read as text. */
function scriptFacts(command: string): FactDraft[] {
  const study = newStudy()
  for (const script of embeddedScripts(command)) foreignScript(script, 'node', study)
  return study.drafts
}

/** The place of a script's key; 0 where the text can't be followed. */
function offsetOfScript(text: string, event: string, command: string): number {
  const key = new RegExp(`"${event}"\\s{0,100}:\\s{0,100}"`, 'g')
  const start = Math.max(0, text.indexOf('"scripts"'))
  key.lastIndex = start
  let first = -1
  for (let found = key.exec(text), i = 0; found !== null && i < 50; found = key.exec(text), i++) {
    if (first < 0) first = found.index
    const written = text.slice(
      found.index + found[0].length - 1,
      found.index + found[0].length + command.length * 6 + 8,
    )
    if (written.startsWith(JSON.stringify(command))) return found.index
  }
  return Math.max(0, first)
}
