/** Takes secrets out of what is shown of a launch: user names and passwords of URLs, and the values of queries. Pure. */

/** Git's own account names, which are no secret. */
const GIT_ACCOUNT = /^(git|hg)$/

/**
 * Any text that may hold URLs (a package spec, a path): their credentials, the values of their queries, and fragments
 * that look like `key=value` become `***`. Works on text that is no well-formed URL too.
 *
 * @param queryValue what stands in the place of a value of a query
 */
export function redactSpec(text: string, queryValue: (name: string, value: string) => string = () => '***'): string {
  return (
    text
      .replace(/(\/\/)([^/\s]*)@/g, (whole, slashes, user) => (GIT_ACCOUNT.test(user) ? whole : `${slashes}***@`))
      // scp-like `user@host:path`, and `user:password@` without a scheme; not the `@` of a scope, an alias or a version.
      .replace(/^([^@/\s]+)@(?=[\w-]+\.[\w.-]+:)/, (whole, user) => (GIT_ACCOUNT.test(user) ? whole : '***@'))
      .replace(/^(?!(?:npm|jsr|file|workspace):)[^@/\s][^@/\s:]*:[^@/\s]+@/, '***@')
      .replace(
        /([?&#;])([^=?&#;\s]*)=([^&#;\s]*)/g,
        (_, sign, name, value) => `${sign}${name}=${queryValue(name, value)}`,
      )
  )
}

/**
 * A URL as scheme, host, port and path: without user, query and fragment. Text that is no URL is shown as `redactSpec` shows
 * it, cut before its query.
 */
export function redactUrl(text: string): string {
  try {
    const url = new URL(text)
    url.username = ''
    url.password = ''
    url.search = ''
    url.hash = ''
    return url.href
  } catch {
    return redactSpec(text.split(/[?#]/, 1)[0] ?? '')
  }
}

/** Scheme, host and port of a URL: its path too may hold a key. `null` where there is no host. */
export function originOf(text: string): string | null {
  try {
    const url = new URL(text)
    return url.host === '' ? null : `${url.protocol}//${url.host}`
  } catch {
    return null
  }
}

/**
 * A command as it may be shown: without what follows it in the same text, as arguments may be secrets.
 * `/opt/my server/run --token=x` → `/opt/my server/run`.
 */
export function redactCommand(text: string): string {
  const [command = ''] = text.trim().split(/\s(?=-|\S*=)/, 1)
  const first = command.trimEnd()
  const shown = /[\\/]/.test(first) ? first : (first.split(/\s/, 1)[0] ?? '')
  return redactSpec(shown.replace(/^([A-Za-z_]\w*)=.*$/s, '$1=***'))
}
