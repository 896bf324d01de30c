/** Whether a repository knows a package: the package.json files in it, and the package's own one at the tag of a version. */
import type { Octokit } from '@octokit/rest'
import type { RepositoryEvidence } from '../model.js'
import { statusOf } from './github-client.js'
import type { Question } from './github-evidence.js'
import { type JsonObject, objectOf, parseUntrusted } from './untrusted-json.js'

export interface PackageQuestion extends Question {
  readonly name: string
  /** Tag of the version; `null` where there is none, or it is not known. */
  readonly tag: string | null
}

/** package.json files that are read after a search. */
const MOST_READ = 3
/** Names that are kept of other packages. */
const MOST_NAMES = 10
/** Bytes of a package.json; GitHub sends no content of files above 1 MB. */
const MOST_BYTES = 1024 * 1024

/** Folders whose package.json files are nobody's: what is vendored, generated or made up. */
const ASIDE =
  /(?:^|\/)(?:node_modules|vendor|third_party|examples?|fixtures?|__fixtures__|tests?|__tests__|templates?|demos?|docs|website)\//i

/** Fields of a manifest that are compared. Not `devDependencies`: they are neither installed nor run. */
const COMPARED = ['name', 'version', 'scripts', 'bin', 'main', 'dependencies', 'optionalDependencies'] as const

type Evidence = Pick<RepositoryEvidence, 'knowsPackage' | 'otherPackages' | 'manifestAtTag'>

/** A file that is there, that is not there (`absent`), or that could not be asked for (`null`). */
type Read = JsonObject | 'absent' | null

export async function packageInRepository(octokit: Octokit, question: PackageQuestion): Promise<Evidence> {
  const { name, directory, tag, thorough } = question
  const others = new Set<string>()
  /** Whether the file is the package's; what it is called where it is not. */
  const isOwn = (read: Read): read is JsonObject => {
    if (read === null || read === 'absent') return false
    if (read.name === name) return true
    if (typeof read.name === 'string' && others.size < MOST_NAMES) others.add(read.name.slice(0, 214))
    return false
  }
  const found = (atTag: JsonObject | null): Evidence => ({ knowsPackage: true, manifestAtTag: atTag && cut(atTag) })

  const path = directory === '' ? 'package.json' : `${directory}/package.json`
  const atTag = tag === null ? 'absent' : await readManifest(octokit, question, path, tag)
  if (isOwn(atTag)) return found(atTag)
  const here = await readManifest(octokit, question, path)
  if (isOwn(here)) return found(null)
  const notFound = (knowsPackage: false | null): Evidence => ({
    knowsPackage,
    otherPackages: [...others],
    manifestAtTag: null,
  })
  if (here === null || !thorough) return notFound(null)

  const paths = await packagePaths(octokit, question)
  if (paths === null || paths.length === 0) return notFound(null)
  const left = paths.filter((each) => each !== path)
  const likely = left.filter((each) => isLikely(each, name)).slice(0, MOST_READ)
  const chosen = likely.length > 0 ? likely : left.slice(0, MOST_READ)
  for (const each of chosen) {
    const read = await readManifest(octokit, question, each)
    if (read === null) return notFound(null)
    if (!isOwn(read)) continue
    const same = tag === null ? 'absent' : await readManifest(octokit, question, each, tag)
    return found(same !== 'absent' && same !== null && same.name === name ? same : null)
  }
  // A package.json without a name says nothing: it may be filled in when it is published.
  return notFound(chosen.length === left.length && others.size > 0 ? false : null)
}

/** Paths of the package.json files of the default branch; `null` where they can't all be had. */
async function packagePaths(octokit: Octokit, { owner, repo, signal }: Question): Promise<readonly string[] | null> {
  try {
    const request = { signal }
    const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: 'HEAD', recursive: '1', request })
    const answer = objectOf(data)
    // GitHub leaves files out of large trees, and says so.
    if (answer?.truncated === true || !Array.isArray(answer?.tree)) return null
    return answer.tree
      .map((each: unknown) => objectOf(each)?.path)
      .filter(
        (path): path is string => typeof path === 'string' && /(?:^|\/)package\.json$/.test(path) && !ASIDE.test(path),
      )
  } catch {
    return null
  }
}

/** `packages/mail-mcp/package.json` for `@scope/mail-mcp`, and `packages/mcp/package.json` too. */
function isLikely(path: string, name: string): boolean {
  const folder = path.split('/').at(-2)?.toLowerCase() ?? ''
  const bare = (name.split('/').at(-1) ?? '').toLowerCase()
  return folder !== '' && (bare === folder || bare.includes(folder) || folder.includes(bare))
}

async function readManifest(octokit: Octokit, question: Question, path: string, ref?: string): Promise<Read> {
  const { owner, repo, signal } = question
  try {
    const { data } = await octokit.rest.repos.getContent({
      owner,
      repo,
      path,
      ...(ref === undefined ? {} : { ref: `refs/tags/${ref}` }),
      request: { signal },
    })
    const file = objectOf(data)
    if (file?.type !== 'file' || file.encoding !== 'base64' || typeof file.content !== 'string') return 'absent'
    if (file.content.length > MOST_BYTES * 2) return null
    return objectOf(parseUntrusted(Buffer.from(file.content, 'base64')))
  } catch (error) {
    return statusOf(error) === 404 ? 'absent' : null
  }
}

const cut = (manifest: JsonObject): JsonObject =>
  Object.fromEntries(COMPARED.flatMap((field) => (field in manifest ? [[field, manifest[field]]] : [])))
