/** The file that a path leads to, and what it holds now. */
import path from 'node:path'
import { decodeText } from '../host.js'
import { type About, codeOf, type Disk } from './disk.js'
import { step, WriteError } from './problems.js'

/** Larger than any configuration or lock that is read. */
export const MAX_BYTES = 64 * 1024 * 1024

export interface Target {
  /** Absolute and without links; of a file that is not there yet, its folder is. */
  readonly real: string
  /** `null` where there is no file. */
  readonly now: { readonly bytes: Uint8Array; readonly about: About } | null
}

/**
 * A link that leads nowhere is refused: a repository may hold one, and would choose where on this machine a file is made.
 *
 * @throws WriteError where it leads to no regular file that can be read, or its folder is not there
 */
export async function targetOf(disk: Disk, file: string, folderMayBeMissing = false): Promise<Target> {
  const real = await realPathOf(disk, file, folderMayBeMissing)
  return { real, now: await contentOf(disk, real) }
}

/** `null` where nothing stands. @throws WriteError */
export const contentOf = (disk: Disk, real: string): Promise<Target['now']> =>
  step('read', async () => {
    try {
      return await disk.read(real, MAX_BYTES)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }
  })

async function realPathOf(disk: Disk, file: string, folderMayBeMissing: boolean): Promise<string> {
  try {
    return await disk.realPath(file)
  } catch (error) {
    return step('write', async () => {
      if (codeOf(error) !== 'ENOENT') throw error
      if ((await disk.about(file)) !== null) {
        throw new WriteError(
          "can't be written: it is a symbolic link to a file that does not exist",
          'Make the file that it leads to, or remove the link.',
        )
      }
      const folder = path.dirname(file)
      try {
        return path.join(await disk.realPath(folder), path.basename(file))
      } catch (error) {
        if (folderMayBeMissing && codeOf(error) === 'ENOENT') return path.resolve(file)
        throw error
      }
    })
  }
}

/** Text with the mark that its file begins with, which a reader may have left out. */
export interface MarkedText {
  readonly text: string
  readonly marked: boolean
}

const MARK = '\ufeff'

/** @throws FileError for UTF-16, and for bytes that are no UTF-8: those that discovery does not read either */
export function textOf(bytes: Uint8Array, file: string): MarkedText {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return { text: decodeText(bytes, file), marked }
}

/** @throws WriteError for a text that has no UTF-8 */
export function bytesOf({ text, marked }: MarkedText): Uint8Array {
  const bytes = Buffer.from(marked ? MARK + text : text)
  if (bytes.toString() !== (marked ? MARK + text : text)) {
    throw new WriteError(
      "can't be written: its new text is not valid Unicode",
      'This is a bug in touchstone: report it.',
    )
  }
  return bytes
}

/** Apart from its mark. */
export const unmarked = (text: string): string => (text.startsWith(MARK) ? text.slice(1) : text)
export const isMarked = (text: string): boolean => text.startsWith(MARK)
