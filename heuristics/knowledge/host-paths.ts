/** What a path of the user's machine leads to, as it is written: nothing is looked up or expanded. */

export type HostPlace =
  /** The whole disk. */
  | { readonly kind: 'root' }
  /** The user's home folder, or the folder of all homes. */
  | { readonly kind: 'home' }
  /** A folder or file of keys and tokens; `name` is how it is called in any home: `~/.ssh`. */
  | { readonly kind: 'secrets'; readonly name: string }
  /** A folder of the system's own settings and state: `/etc`. */
  | { readonly kind: 'system'; readonly name: string }
  /** The socket of a container engine. */
  | { readonly kind: 'socket'; readonly name: string }
  /** Where a browser keeps the user's everyday profile. */
  | { readonly kind: 'browser'; readonly name: string }

const LONGEST = 4096
/** Steps up of a path that are followed. */
const MOST_UP = 20

/**
 * @returns `null` for a place that is ordinary: a project, a folder of documents, a relative path, a variable that is not known
 */
export function hostPlace(written: string): HostPlace | null {
  const path = normalise(written.slice(0, LONGEST))
  if (path === null) return null
  const socket = SOCKETS.find((name) => path.toLowerCase().endsWith(`/${name}`))
  if (socket !== undefined) return { kind: 'socket', name: socket }
  if (/^(\/|[a-z]:\/?|\/[c-e]|\/(mnt|host_mnt|cygdrive)\/[a-z]|%systemdrive%)$/i.test(path)) return { kind: 'root' }
  const inHome = belowHome(path)
  if (inHome !== null) return homePlace(inHome)
  const bare = path.toLowerCase().replace(/^\/private(?=\/(etc|var))/, '')
  const system = SYSTEM.get(bare)
  if (system !== undefined) return { kind: 'system', name: system }
  return SECRETS_OF_SYSTEM.has(bare) ? { kind: 'secrets', name: bare } : null
}

/** With `/` between its parts, and no `.`, `..`, empty part or slash at the end; `null` where it is relative to the project. */
function normalise(written: string): string | null {
  let path = written.trim().replace(/^["']|["']$/g, '')
  path = path
    .replaceAll('\\', '/')
    .replace(/\/+/g, '/')
    .replace(/(\/\.)+(?=\/|$)/g, '')
  if (path.length > 1) path = path.replace(/\/$/, '')
  // What goes up again is none of the way: `/home/ann/..`. A variable goes up to where nobody knows.
  for (let up = 0; up < MOST_UP && /\/[^/$%{}~]+\/\.\.(?=\/|$)/.test(path); up += 1)
    path = path.replace(/\/(?!\.\.\/)[^/$%{}~]+\/\.\.(?=\/|$)/, '')
  path = path.replace(/^(\/\.\.)+(?=\/|$)/, '') || '/'
  if (path === '' && written !== '') path = '/'
  return path === '' || /^\.{1,2}(\/|$)/.test(path) ? null : path
}

const SOCKETS: readonly string[] = [
  'docker.sock',
  'docker_engine',
  'podman.sock',
  'containerd.sock',
  'crio.sock',
  'buildkitd.sock',
]

/** The user's home in the words of shells, clients and systems, and the homes of named users. */
const HOME =
  /^(~|\$home|\$\{home\}|\$\{(?:local)?env:home\}|\{env:home\}|\$\{userhome\}|\$\{home:-[^}]*\}|%userprofile%|\$\{userprofile\}|\$\{(?:local)?env:userprofile\}|\$env:userprofile|\$env:home|%homedrive%%homepath%|%homepath%|\/root|\/home(\/[^/]+)?|(\/host_mnt|\/mnt)?(\/[a-z]|[a-z]:)?\/users(?!\/(shared|public)(\/|$))(\/[^/]+)?)(\/|$)/i

/**
 * Part of a path below the user's home: empty for the home itself, `null` for a path elsewhere. `/home` and `/Users` are the
 * homes of all.
 */
function belowHome(path: string): string | null {
  const home = HOME.exec(path)
  if (home !== null) return path.slice(home[0].length)
  const [whole = '', local] = /^(?:%|\$\{?env:|\$\{)(local)?appdata[%}]?(?:\/|$)/i.exec(path) ?? []
  return whole === '' ? null : `appdata/${local ? 'local' : 'roaming'}/${path.slice(whole.length)}`.replace(/\/$/, '')
}

function homePlace(path: string): HostPlace | null {
  if (path === '') return { kind: 'home' }
  const lower = path.toLowerCase()
  if (HOLDS_SECRETS.has(lower)) return { kind: 'secrets', name: `~/${path}` }
  const secret = SECRETS.find((each) => lower === each || (lower.startsWith(`${each}/`) && !HARMLESS.test(lower)))
  if (secret !== undefined) return { kind: 'secrets', name: `~/${secret}` }
  const browser = BROWSERS.find(({ folder }) => lower === folder || lower.startsWith(`${folder}/`))
  return browser === undefined ? null : { kind: 'browser', name: browser.name }
}

/** What stands beside the keys and is none: hosts and their public keys, settings, other programs' folders. */
const HARMLESS = /\/(known_hosts|config|[^/]*\.pub|mcp|amazonq|contexts|cli-plugins)(\/|$)(?<!kube\/config)/

/** Below the home folder, in lower case: the folders, and what is in them. */
const SECRETS: readonly string[] = [
  '.ssh',
  '.aws',
  '.azure',
  '.gnupg',
  '.kube',
  '.config/gcloud',
  '.config/gh',
  '.config/op',
  '.docker',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  '.vault-token',
  '.password-store',
  '.claude.json',
  '.claude/.credentials.json',
  '.codex/auth.json',
  '.local/share/keyrings',
  'library/keychains',
  'appdata/roaming/gcloud',
  'appdata/roaming/microsoft/credentials',
  '.bitcoin',
  '.ethereum',
]

/** Folders in which many programs keep their settings, and many of them their tokens; not what is below. */
const HOLDS_SECRETS: ReadonlySet<string> = new Set([
  ...['.config', '.local', '.local/share', 'library', 'library/application support'],
  ...['appdata', 'appdata/local', 'appdata/roaming'],
])

/** Folders of user data in which everyone's everyday browser keeps its profiles; below the home folder, in lower case. */
const BROWSERS: readonly { readonly folder: string; readonly name: string }[] = [
  ...[
    'google-chrome',
    'google-chrome-beta',
    'google-chrome-unstable',
    'chromium',
    'microsoft-edge',
    'vivaldi',
    'opera',
  ].map((name) => ({ folder: `.config/${name}`, name: `~/.config/${name}` })),
  { folder: '.config/bravesoftware', name: '~/.config/BraveSoftware' },
  { folder: 'snap/chromium', name: '~/snap/chromium' },
  { folder: 'snap/firefox', name: '~/snap/firefox' },
  { folder: '.var/app/com.google.chrome', name: '~/.var/app/com.google.Chrome' },
  { folder: '.mozilla', name: '~/.mozilla' },
  ...[
    'Google/Chrome',
    'Google/Chrome Beta',
    'Google/Chrome Canary',
    'Chromium',
    'Microsoft Edge',
    'Arc',
    'Firefox',
  ].map((name) => ({
    folder: `library/application support/${name.toLowerCase()}`,
    name: `~/Library/Application Support/${name}`,
  })),
  { folder: 'library/application support/bravesoftware', name: '~/Library/Application Support/BraveSoftware' },
  ...['Google/Chrome', 'Google/Chrome Beta', 'Google/Chrome SxS', 'Chromium', 'Microsoft/Edge', 'BraveSoftware'].map(
    (name) => ({ folder: `appdata/local/${name.toLowerCase()}`, name: `%LOCALAPPDATA%/${name}` }),
  ),
  { folder: 'appdata/roaming/mozilla', name: '%APPDATA%/Mozilla' },
]

const SYSTEM: ReadonlyMap<string, string> = new Map([
  ...[
    '/etc',
    '/boot',
    '/proc',
    '/sys',
    '/dev',
    '/var',
    '/usr',
    '/var/lib',
    '/var/lib/docker',
    '/var/run',
    '/run',
    '/lib',
  ].map((path) => [path, path] as const),
  ...['/library', '/system', '/etc/docker', '/etc/kubernetes', '/etc/systemd'].map((path) => [path, path] as const),
  ...['c:/windows', 'c:/programdata', 'c:/program files', '%systemroot%', '%programdata%', '%windir%'].map(
    (path) => [path, path.replace('c:', 'C:')] as const,
  ),
])

const SECRETS_OF_SYSTEM: ReadonlySet<string> = new Set([
  '/etc/shadow',
  '/etc/sudoers',
  '/etc/ssh',
  '/etc/kubernetes/admin.conf',
  '/etc/ssl/private',
])
