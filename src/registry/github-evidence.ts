/** What is asked about one repository: the repository itself, its tags, and whether it knows the package. */
import type { Octokit } from '@octokit/rest'
import type { RepositoryEvidence } from '../model.js'
import { statusOf } from './github-client.js'
import { packageInRepository } from './github-packages.js'
import type { GitHubName } from './repository-name.js'
import { type JsonObject, objectOf } from './untrusted-json.js'

export interface Question extends GitHubName {
  readonly version: string
  /** Of the package. */
  readonly name: string | undefined
  /** Folder of the package in its repository, as its manifest says; `''` where it says none. */
  readonly directory: string
  /** Whether the whole repository may be searched: some requests more, of which there are few an hour without a token. */
  readonly thorough: boolean
  readonly signal: AbortSignal
}

/** One request lists so many tags. */
const PAGE = 100

/**
 * What can't be had beside the repository itself is `null`.
 *
 * @throws an octokit error where the repository can't be asked for
 */
export async function askGitHub(octokit: Octokit, question: Question): Promise<RepositoryEvidence> {
  const { owner, repo, name, signal } = question
  const request = { signal }
  const [about, tags] = await Promise.all([
    octokit.rest.repos.get({ owner, repo, request }).catch((error: unknown) => {
      // 451: withdrawn for legal reasons.
      if (statusOf(error) === 404 || statusOf(error) === 451) return null
      throw error
    }),
    octokit.rest.repos.listTags({ owner, repo, per_page: PAGE, request }).then(
      ({ data }) => namesOf(data),
      () => null,
    ),
  ])
  if (about === null) return { ...NOTHING, url: `https://github.com/${owner}/${repo}`, owner, gone: true }
  const data = objectOf(about.data)
  if (data === null) throw new Error('no repository in the answer')
  const tag = tags && (await tagOf(octokit, question, tags))
  const packages =
    name === undefined ? null : await packageInRepository(octokit, { ...question, name, tag: tag || null })
  const answered = textOf(data.full_name) ?? `${owner}/${repo}`
  return {
    url: textOf(data.html_url) ?? `https://github.com/${owner}/${repo}`,
    // A repository that was moved answers under its new owner.
    owner: textOf(objectOf(data.owner)?.login) ?? owner,
    archived: data.archived === true,
    fork: data.fork === true,
    licence: licenceOf(data),
    lastPush: textOf(data.pushed_at),
    tagOfVersion: tags === null || tag === null ? null : tag !== '',
    tagsReleases: tags && tags.length > 0,
    movedFrom: answered.toLowerCase() === `${owner}/${repo}`.toLowerCase() ? null : `${owner}/${repo}`,
    forkOf: textOf(objectOf(data.parent)?.full_name),
    createdAt: textOf(data.created_at),
    ...packages,
  }
}

const NOTHING = {
  archived: false,
  fork: false,
  licence: null,
  lastPush: null,
  tagOfVersion: null,
  tagsReleases: null,
} as const

/** The tag of the version; `''` where it has none; `null` where more tags exist than one page lists and no likely name is among them. */
async function tagOf(octokit: Octokit, question: Question, tags: readonly string[]): Promise<string | null> {
  const { owner, repo, version, name, signal } = question
  // A monorepo may tag each of its packages with the same number.
  const own = tags.find((tag) => name !== undefined && tag === `${name}@${version}`)
  const listed = own ?? tags.find((tag) => namesVersion(tag, version))
  if (listed !== undefined) return listed
  if (tags.length < PAGE) return ''
  const likely = [`v${version}`, version, ...(name === undefined ? [] : [`${name}@${version}`])]
  for (const tag of likely) {
    try {
      await octokit.rest.git.getRef({ owner, repo, ref: `tags/${tag}`, request: { signal } })
      return tag
    } catch (error) {
      if (statusOf(error) !== 404) return null
    }
  }
  return name === undefined ? null : ''
}

/** `1.2.3`, `v1.2.3`, and what monorepos write: `name@1.2.3`, `name-v1.2.3`, `packages/name/v1.2.3`. */
export function namesVersion(tag: string, version: string): boolean {
  if (!tag.endsWith(version)) return false
  const before = tag.slice(0, -version.length).replace(/v$/i, '')
  return before === '' || /[@/_-]$/.test(before)
}

function namesOf(tags: unknown): string[] {
  if (!Array.isArray(tags)) return []
  return tags.map((tag) => textOf(objectOf(tag)?.name)).filter((name) => name !== null)
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function licenceOf(data: JsonObject): string | null {
  const licence = textOf(objectOf(data.license)?.spdx_id)
  return licence === 'NOASSERTION' ? null : licence
}
