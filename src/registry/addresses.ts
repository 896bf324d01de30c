/** Web addresses that a manifest names: text from a stranger, that a person may follow. Pure. */
import hostedGitInfo from 'hosted-git-info'
import { repositoryOf } from './repository-name.js'

type Manifest = Readonly<Record<string, unknown>>

/** Longer addresses are none that somebody reads before following them. */
const LONGEST = 500

/** Of its repository's page, in any form that npm knows; `null` where it names none that a browser opens. */
export function repositoryAddress(manifest: Manifest): string | null {
  const named = repositoryOf(manifest)
  if (named === null) return null
  return webAddress(hostedPage(named) ?? named.replace(/^git\+(?=https?:)/, '').replace(/\.git(?=$|#)/, ''))
}

export const homeAddress = ({ homepage }: Manifest): string | null =>
  typeof homepage === 'string' ? webAddress(homepage) : null

function hostedPage(named: string): string | null {
  if (named.length > LONGEST) return null
  try {
    return hostedGitInfo.fromUrl(named)?.browse() ?? null
  } catch {
    return null
  }
}

/** As browsers write it, in ASCII alone (a host in its IDNA form) and without credentials; `null` for all but http and https. */
export function webAddress(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  url.username = ''
  url.password = ''
  return /^https?:\/\/[\x21-\x7e]+$/.test(url.href) && url.href.length <= LONGEST ? url.href : null
}
