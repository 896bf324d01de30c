/** A manifest's `repository` field, which is text from a stranger. Pure. */
import hostedGitInfo from 'hosted-git-info'
import { objectOf } from './untrusted-json.js'

export interface GitHubName {
  readonly owner: string
  readonly repo: string
}

/** The URL that a manifest names as its repository, in either of npm's forms; `null` where there is none. */
export function repositoryOf(manifest: Readonly<Record<string, unknown>>): string | null {
  const { repository } = manifest
  const url = typeof repository === 'string' ? repository : objectOf(repository)?.url
  return typeof url === 'string' && url.trim() !== '' ? url.trim() : null
}

/** The folder of its repository that a manifest names; `''` for its root, and for what is no folder below it. */
export function directoryOf(manifest: Readonly<Record<string, unknown>>): string {
  return folderOf(objectOf(manifest.repository)?.directory)
}

/** A path as GitHub takes it, from a stranger's text. */
export function folderOf(directory: unknown): string {
  if (typeof directory !== 'string' || directory.length > 300) return ''
  const parts = directory.split(/[\\/]+/).filter((part) => part !== '' && part !== '.')
  return parts.length <= 10 && parts.every((part) => part !== '..' && /^[\w@+.-]+$/.test(part)) ? parts.join('/') : ''
}

/** GitHub's own rules for the names of accounts and repositories; the dots keep a name from being a path. */
const OWNER = /^[a-z\d](?:[a-z\d_-]{0,38})$/i
const REPO = /^(?!\.{1,2}$)[\w.-]{1,100}$/

/** Owner and repository, from any form that npm knows; `null` where it is not on GitHub, or no name that it allows. */
export function gitHubName(repositoryUrl: string): GitHubName | null {
  let info: ReturnType<typeof hostedGitInfo.fromUrl>
  try {
    info = hostedGitInfo.fromUrl(repositoryUrl)
  } catch {
    return null
  }
  if (info?.type !== 'github' || info.user === null) return null
  const { user: owner, project: repo } = info
  return OWNER.test(owner) && REPO.test(repo) ? { owner, repo } : null
}
