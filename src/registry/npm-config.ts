/**
 * npm's own configuration: builtin, global and user `.npmrc`, and `npm_config_*`. A project's `.npmrc` is never read:
 * in a scanned folder it is data from a stranger, who could point a token at a host of theirs.
 */
import os from 'node:os'
import path from 'node:path'
import { type Host, pathsOf } from '../host.js'
import { RegistryError } from './registry.js'

export interface NpmConfig {
  /** The options as npm's libraries take them: registries per scope, credentials per host, proxy, certificates. */
  readonly flat: Readonly<Record<string, unknown>>
  /**
   * npm's `replace-registry-host`: a host, `always` or `never`. Tarballs that a mirror's packument places at this host are
   * taken from the configured registry. Without a setting it is the host of npm's default registry.
   */
  readonly replacedHost: string
}

/**
 * Reads the configuration of the host's user, as npm would in a folder without a project.
 *
 * @param registry wins over every configured registry, those of scopes too; it must be a http or https URL
 * @throws RegistryError where the user's file is no file: npm's library would wait for a FIFO for ever
 */
export async function loadNpmConfig(host: Host, registry?: string): Promise<NpmConfig> {
  const userFile = userConfigOf(host)
  if ((await host.files.type(userFile)) === 'other') {
    const remedy = 'Put a regular file there, or remove it.'
    throw new RegistryError('resolve', userFile, `npm's configuration ${userFile} is no regular file`, remedy)
  }
  const [{ default: Config }, { default: npm }] = await Promise.all([
    import('@npmcli/config'),
    import('@npmcli/config/lib/definitions/index.js'),
  ])
  const config = new Config({
    npmPath: npmFolder(host),
    definitions: npm.definitions,
    shorthands: npm.shorthands,
    flatten: npm.flatten,
    nerfDarts: npm.nerfDarts,
    // In the global location npm reads no project's configuration, and the working folder does not matter.
    argv: [process.execPath, 'npm', '--location=global'],
    env: environment(host),
    cwd: path.parse(process.cwd()).root,
    platform: host.platform,
    warn: false,
  })
  await config.load()
  const flat: Record<string, unknown> =
    registry === undefined ? { ...config.flat } : { ...withoutScopes(config.flat), registry }
  const setting = flat.replaceRegistryHost
  const set = typeof setting === 'string' && setting !== '' && setting !== npm.defaults['replace-registry-host']
  return { flat, replacedHost: set ? setting : new URL(String(npm.defaults.registry)).host }
}

/** A copy, since npm's library writes into the environment that it is given. */
function environment(host: Host): Record<string, string | undefined> {
  const elsewhere = host.home !== os.homedir()
  // Under `npm start` npm itself sets it, to the real user's file, which must not follow another home.
  const ofRealHome = /^npm_config_userconfig$/i
  return {
    ...Object.fromEntries(Object.entries(host.env).filter(([name]) => !(elsewhere && ofRealHome.test(name)))),
    HOME: host.home,
  }
}

/** The user's `.npmrc`, which a variable may move. */
function userConfigOf(host: Host): string {
  const moved = Object.entries(environment(host)).find(([name]) => /^npm_config_userconfig$/i.test(name))?.[1]
  return moved || pathsOf(host).join(host.home, '.npmrc')
}

const withoutScopes = (flat: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(flat).filter(([key]) => !/^@.*:registry$/i.test(key)))

/** Where npm is installed, which may hold a builtin `npmrc`: distributions set the global prefix in it. */
function npmFolder(host: Host): string {
  const paths = pathsOf(host)
  const running = host.env.npm_execpath
  if (running && /^np[mx]-cli\.js$/.test(paths.basename(running))) return paths.dirname(paths.dirname(running))
  const folder = paths.dirname(process.execPath)
  return host.platform === 'win32'
    ? paths.join(folder, 'node_modules', 'npm')
    : paths.join(folder, '..', 'lib', 'node_modules', 'npm')
}
