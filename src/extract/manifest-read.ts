/** Reads a package.json. The bytes are a stranger's: any type may stand anywhere. */
import { decodeText } from './decode.js'

/** A manifest's object; its fields may be of any type. */
export type Manifest = Readonly<Record<string, unknown>>

/** What of a package the manifest needs to look at. */
export interface PackageFiles {
  has(path: string): boolean
  read(path: string): Uint8Array | undefined
  /** All paths; where absent, patterns of `exports` and `directories.bin` can't be followed. */
  list?(): readonly string[]
}

export type ParsedManifest =
  | { readonly ok: true; readonly manifest: Manifest; readonly text: string }
  /** `why` completes "package.json is …". */
  | { readonly ok: false; readonly why: string; readonly text: string }

/** Larger than any manifest on the registry by a factor of ten. */
const MOST_BYTES = 10 << 20
/** JSON.parse takes any depth, those who walk its result do not. */
const DEEPEST = 1000

/** The scripts that npm runs when a package is installed from a registry, in its order. `prepare` runs for git and folders only. */
export const INSTALL_EVENTS = ['preinstall', 'install', 'postinstall'] as const

/** @returns the manifest's object, or why there is none */
export function parseManifest(bytes: Uint8Array): ParsedManifest {
  if (bytes.length > MOST_BYTES) return { ok: false, why: 'too large', text: '' }
  const text = decodeText(bytes)
  if (depthOf(text) > DEEPEST) return { ok: false, why: 'nested too deeply', text }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: 'not JSON', text }
  }
  return isRecord(value) ? { ok: true, manifest: value, text } : { ok: false, why: 'not an object', text }
}

/** How deep the brackets outside of strings go. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++
    } else if (c === 0x5b || c === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (c === 0x5d || c === 0x7d) depth--
  }
  return deepest
}

export interface InstallScript {
  readonly event: string
  readonly command: string
  /** Not written, but run by npm all the same, since there is a binding.gyp. */
  readonly gyp: boolean
}

/** What npm would run when it installs the package, in order. */
export function installScripts(manifest: Manifest, files: Pick<PackageFiles, 'has'>): InstallScript[] {
  const scripts = isRecord(manifest.scripts) ? manifest.scripts : {}
  const found: InstallScript[] = []
  for (const event of INSTALL_EVENTS) {
    const command = Object.hasOwn(scripts, event) ? scripts[event] : undefined
    if (typeof command === 'string' && command.trim() !== '') found.push({ event, command, gyp: false })
  }
  // npm's own normalisation: binding.gyp, no install or preinstall script, and `gypfile` not false.
  const own = found.some(({ event }) => event !== 'postinstall')
  if (!own && manifest.gypfile !== false && files.has('binding.gyp'))
    found.unshift({ event: 'install', command: 'node-gyp rebuild', gyp: true })
  return found
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
