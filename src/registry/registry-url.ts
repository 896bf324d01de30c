/** The addresses that requests go to. Pure. */
import { RegistryError } from './registry.js'

/**
 * A base URL with a slash at its end.
 *
 * @throws RegistryError where it is no http or https URL; the error does not repeat it, as it may hold a credential
 */
export function registryUrl(value: string, subject: string): string {
  try {
    const url = new URL(value)
    if (url.protocol === 'https:' || url.protocol === 'http:') {
      if (!url.pathname.endsWith('/')) url.pathname += '/'
      return url.href
    }
  } catch {
    // Falls through.
  }
  throw new RegistryError(
    'resolve',
    subject,
    'its registry is no http or https URL',
    'Correct the registry in the configuration of npm or of the entry, or give --registry.',
  )
}

export function withoutCredentials(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/**
 * Where a tarball is taken from, as npm has it: a mirror may pass on the addresses of the registry that it mirrors.
 *
 * @param replacedHost `NpmConfig.replacedHost`
 */
export function tarballUrl(url: string, registry: string, replacedHost: string): string {
  if (replacedHost === 'never') return url
  try {
    const { host, pathname } = new URL(url)
    return replacedHost === 'always' || host === replacedHost ? new URL(pathname, registry).href : url
  } catch {
    return url
  }
}
