/** Looks at each folder and path once in the life of a machine: hundreds of servers ask for the same ones. */
import type { FileReader } from '../host.js'

/** Beyond, answers are not kept. */
const MOST_KEPT = 50_000

/** The same reader, which keeps what it was told of places; contents of files it does not keep. */
export function remembering(files: FileReader): FileReader {
  return {
    readBytes: (path, limits) => files.readBytes(path, limits),
    readText: (path, limits) => files.readText(path, limits),
    type: kept((path) => files.type(path)),
    list: kept((path) => files.list(path)),
    realPath: kept((path) => files.realPath(path)),
    permissions: kept((path) => files.permissions(path)),
  }
}

/** A question that is asked once for each path, as long as no more than `most` answers are kept. */
export function kept<T>(ask: (path: string) => Promise<T>, most = MOST_KEPT): (path: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (path) => {
    const known = answers.get(path)
    if (known !== undefined) return known
    const answer = ask(path)
    if (answers.size < most) answers.set(path, answer)
    return answer
  }
}

const names = new WeakMap<FileReader, (folder: string) => Promise<ReadonlySet<string>>>()

/**
 * Whether a name may stand in a folder, by the list of its names: one look for all names. Whether it is there in this
 * spelling, the file system says when the name is looked up, since not all of them tell cases apart.
 */
export async function mayHold(files: FileReader, folder: string, name: string): Promise<boolean> {
  const own =
    names.get(files) ?? kept(async (path) => new Set((await files.list(path)).map((each) => each.toLowerCase())))
  names.set(files, own)
  return (await own(folder)).has(name.toLowerCase())
}
