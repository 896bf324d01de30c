import { type ConfigurationSign, type ConfiguredServer, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Launch, PackageRef, RegistryFile, ServerEntry, Severity } from '../src/model.js'
import { type Address, addressOf, isPlain } from './knowledge/addresses.js'
import { isHome, weighed } from './knowledge/entries.js'
import { exposureOf, ownEntries } from './knowledge/exposure.js'
import {
  isHomeOf,
  isMirror,
  isUsualRegistry,
  type Redirect,
  type RedirectKind,
  redirectsOf,
  urlsOf,
} from './knowledge/registries.js'
import { settingsOf } from './knowledge/settings.js'

/** A name means what its registry says it means. Companies do this every day, and so does who wants to be in between. */
export default defineConfigurationHeuristic({
  id: 'registry-redirect',
  title: "packages come from elsewhere than the user's own settings say",
  severity: 'medium',
  confidence: 'high',
  remedy:
    "Check whose registry it is. If it is your company's, set it in your own settings, for one scope; else remove it from the entry or from the file of the project.",

  *judge(server) {
    const own = ownHosts(server)
    for (const { entry, commands } of ownEntries(server)) {
      for (const redirect of redirectsOf(entry, commands, server.ref)) yield* ofRedirect(redirect, entry, server, own)
    }
    yield* ofFiles(server, own)
  },
})

/** Registries that the user's own settings name: whoever names them again redirects nothing. */
function ownHosts({ registryFiles, entries }: ConfiguredServer): ReadonlySet<string> {
  const all = entries.map(({ entry }) => entry)
  const hosts = registryFiles.flatMap(({ file, origin }) => {
    const address = isOwn(file, all) ? addressOf(`${origin}/`) : null
    return address === null ? [] : [address.host]
  })
  return new Set(hosts)
}

function* ofRedirect(
  { kind, name, value, pointer }: Redirect,
  entry: ServerEntry,
  { ref, launch }: ConfiguredServer,
  own: ReadonlySet<string>,
): Iterable<ConfigurationSign> {
  const place = pointer === undefined ? { entry } : { entry, pointer }
  if (kind === 'file') {
    if (value.trim() === '' || /^[$%{]/.test(value.trim())) return
    yield {
      ...place,
      message: `\`${name}\` names another file of settings, and that one says where packages come from`,
      key: [kind, name.toLowerCase()],
      severity: weighed(exposureOf(entry) === 'own' ? 'low' : 'medium', entry),
      confidence: 'medium',
    }
    return
  }
  for (const url of urlsOf(value)) {
    const address = addressOf(url)
    if (address === null || isSilent(address) || (kind !== 'besides' && own.has(address.host))) continue
    yield {
      ...place,
      message: `\`${name}\` ${said(kind, ref)} \`${address.host}\`${inTheClear(address)}`,
      key: [kind, name.toLowerCase(), address.host],
      severity: weighed(severityOf(kind, address, entry, asksAddedFirst(launch, entry)), entry),
    }
  }
}

/** Settings of the project, beside the entry. The user's own say where packages come from in the first place. */
function* ofFiles(
  { registryFiles, entries, ref }: ConfiguredServer,
  own: ReadonlySet<string>,
): Iterable<ConfigurationSign> {
  const [first] = entries
  if (first === undefined) return
  for (const { file, key, origin } of registryFiles) {
    if (
      isOwn(
        file,
        entries.map(({ entry }) => entry),
      )
    )
      continue
    const [, scope] = /^(@[^:]+):registry$/.exec(key) ?? []
    // A scope's registry matters to the packages of that scope.
    if (scope !== undefined && !ref?.name.startsWith(`${scope}/`)) continue
    const address = addressOf(`${origin}/`)
    const kind = kindOfKey(key)
    if (address === null || isSilent(address) || (kind !== 'besides' && own.has(address.host))) continue
    const base = file.split(/[\\/]/).at(-1) ?? ''
    yield {
      message: `\`${key}\` in the \`${base}\` of the project ${said(kind, ref)} \`${address.host}\`${inTheClear(address)}`,
      entry: first.entry,
      key: ['file', base, key, address.host],
      severity: weighed(severityOfFile(scope, address), first.entry),
      confidence: 'medium',
    }
  }
}

const kindOfKey = (key: string): RedirectKind => {
  if (key.startsWith('@')) return 'scope'
  return /^(?:extra-index-url|index|find-links)$/.test(key) ? 'besides' : 'instead'
}

/** A company's scope at the company's registry is what scopes are for; a scope that everyone knows is not moved. */
function severityOfFile(scope: string | undefined, address: Address): Severity {
  if (address.reach === 'loopback') return 'low'
  const mild = isMirror(address.host) || (scope !== undefined && isHomeOf(scope, address.host))
  return raised(mild ? 'low' : 'medium', address)
}

/** In the home of the user, by the files of clients that stand there, or in the folder where such settings are kept. */
function isOwn(file: RegistryFile['file'], entries: readonly ServerEntry[]): boolean {
  const path = file.replaceAll('\\', '/')
  if (/\/(?:\.config|AppData\/Roaming|Application Support)\/(?:uv|pip)\/|\/\.pip\//.test(path)) return true
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  if (isHome(folder.slice(0, -1))) return true
  return entries.some(
    ({ scope, place }) =>
      (scope === 'user' || scope === 'local') && place.file.replaceAll('\\', '/').startsWith(folder),
  )
}

const isSilent = ({ host, scheme }: Address): boolean => isUsualRegistry(host) && !isPlain(scheme)

function said(kind: RedirectKind, ref: PackageRef | null): string {
  const name = ref === null ? 'packages' : `\`${ref.name}\``
  if (kind === 'besides')
    return `lets ${name} and what it depends on come from a second place as well, which may hold the same names:`
  return kind === 'scope' ? 'takes the packages of its scope from' : `takes ${name} from`
}

const inTheClear = ({ scheme, reach }: Address): string =>
  isPlain(scheme) && reach !== 'loopback' ? ', unencrypted: whoever stands on the way can replace them' : ''

/** pip takes the highest version of all indexes; uv the first index that has the name, the added one before the usual. */
const asksAddedFirst = ({ runner }: Launch, entry: ServerEntry): boolean =>
  /^uvx?\b/.test(runner) &&
  !settingsOf(entry).some(({ name, value }) => /index[-_]strategy$/i.test(name) && value.startsWith('unsafe-'))

function severityOf(kind: RedirectKind, address: Address, entry: ServerEntry, addedFirst: boolean): Severity {
  const own = exposureOf(entry) === 'own'
  if (address.reach === 'loopback') return 'low'
  if (isMirror(address.host)) return raised(own ? 'info' : 'low', address)
  return raised(own && (kind !== 'besides' || addedFirst) ? 'low' : 'medium', address)
}

/** Plain HTTP through the internet is one step worse. */
const raised = (severity: Severity, { scheme, reach }: Address): Severity => {
  if (!isPlain(scheme) || reach !== 'public') return severity
  return severity === 'medium' ? 'high' : severity === 'low' ? 'medium' : 'low'
}
