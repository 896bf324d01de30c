/**
 * The cache: what was fetched or computed once and need not be again. It is never needed for a right answer: whatever
 * goes wrong with it counts as absent.
 */
import { chmod, mkdir, stat } from 'node:fs/promises'
import process from 'node:process'
import ssri from 'ssri'

export interface Store {
  get(key: string): Promise<Uint8Array | undefined>
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Bytes that were stored under this integrity and still match it. */
  getByIntegrity(integrity: string): Promise<Uint8Array | undefined>
  /** @param integrity SRI; bytes that do not match it are not stored. */
  putByIntegrity(integrity: string, bytes: Uint8Array): Promise<void>
}

export interface StoreOptions {
  /** Told once, why nothing is cached or no longer; the sentence names the folder. */
  readonly onWarning?: (message: string) => void
}

/** A store that forgets when the process ends. */
export function memoryStore(): Store {
  const entries = new Map<string, Uint8Array>()
  return {
    get: async (key) => entries.get(`key ${key}`),
    put: async (key, bytes) => {
      entries.set(`key ${key}`, bytes)
    },
    getByIntegrity: async (integrity) => entries.get(`content ${integrity}`),
    putByIntegrity: async (integrity, bytes) => {
      if (ssri.checkData(Buffer.from(bytes), integrity)) entries.set(`content ${integrity}`, bytes)
    },
  }
}

/**
 * The store in a folder, through cacache: writes are atomic, and content is checked against its hash when it is read.
 * The folder is made with access for its owner alone. One that other users own or can write to is not used, since they
 * could put an old packument or facts of their own making there. Never throws: without a usable folder it is a store
 * that forgets, after a warning.
 *
 * @param folder absolute
 */
export async function openStore(folder: string, options: StoreOptions = {}): Promise<Store> {
  let warned = false
  const warn = (why: string) => {
    if (!warned) options.onWarning?.(`nothing is cached in ${folder}: ${why}`)
    warned = true
  }
  const refusal = await prepare(folder)
  if (refusal !== null) {
    warn(refusal)
    return memoryStore()
  }
  const { default: cacache } = await import('cacache')

  const attempt = async (write: () => Promise<unknown>) => {
    try {
      await write()
    } catch (error) {
      warn(`it can't be written (${codeOf(error)})`)
    }
  }
  return {
    async get(key) {
      try {
        return (await cacache.get(folder, key)).data
      } catch (error) {
        if (isDamage(error)) await cacache.rm.entry(folder, key).catch(() => {})
        return undefined
      }
    },
    put: (key, bytes) => attempt(() => cacache.put(folder, key, Buffer.from(bytes))),
    async getByIntegrity(integrity) {
      try {
        return await cacache.get.byDigest(folder, integrity)
      } catch (error) {
        if (isDamage(error)) await cacache.rm.content(folder, integrity).catch(() => {})
        return undefined
      }
    },
    async putByIntegrity(integrity, bytes) {
      const data = Buffer.from(bytes)
      if (!ssri.checkData(data, integrity)) return
      const algorithm = ssri.parse(integrity).pickAlgorithm()
      await attempt(() => cacache.put(folder, `content ${integrity}`, data, { integrity, algorithms: [algorithm] }))
    },
  }
}

/** Makes the folder. Returns why it must not be used, or `null`. */
async function prepare(folder: string): Promise<string | null> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    // Under a permissive umask nothing changes; a folder above that was made too keeps the same mode.
    if (made !== undefined && process.platform !== 'win32') await chmod(folder, 0o700)
    const about = await stat(folder)
    if (!about.isDirectory()) return 'it is no folder'
    if (process.platform === 'win32') return null
    if (about.uid !== process.getuid?.()) return 'another user owns it'
    if ((about.mode & 0o022) !== 0) return 'other users can write to it'
    return null
  } catch (error) {
    return `it can't be made (${codeOf(error)})`
  }
}

const isDamage = (error: unknown) => ['EINTEGRITY', 'EBADSIZE'].includes(codeOf(error))

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : 'unknown error'
}
