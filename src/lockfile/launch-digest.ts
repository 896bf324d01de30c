/**
 * How an entry starts its server, as a digest: two entries have the same one where the same words start the same thing. It tells
 * neither a path nor a secret, and it does not change when a spec is pinned, a secret is replaced or the file is moved. Pure.
 */
import { approvalOwner } from '../../heuristics/knowledge/entries.js'
import { dissect } from '../launch/launch.js'
import { redactUrl } from '../launch/redact.js'
import { compareText, type LockedOccurrence, type RemoteLaunch, type ServerEntry, type StdioLaunch } from '../model.js'
import { sha256, shortened } from './behaviour.js'
import { isDeciding } from './deciding-variables.js'
import { destinationsOf } from './launch-origins.js'
import { openQueryValue, secretsOf, withoutSecrets, withoutSecretsIn } from './launch-secrets.js'
import { wordsWithoutSpecs } from './launch-words.js'

/**
 * What of an entry a lock holds.
 *
 * Of what decides what is started, the digest covers: the words, the folder, the file of variables, the names of all variables, the
 * values of those that load code or choose where it comes from, and of all others the hosts that they name; of a remote server its
 * address, its query, and the names of its headers and the hosts in them; of both, the commands that the client runs beside it, the
 * tools that need no question, and whether the project approves itself. It leaves out whether the entry is disabled, what its user
 * approved on one machine, and when the client starts it, which client and scope tell already.
 */
export function lockedOccurrence(entry: ServerEntry): LockedOccurrence {
  const { client, scope, name, launch } = entry
  const parts = launch.transport === 'remote' ? remoteParts(entry, launch) : stdioParts(entry, launch)
  const digest = sha256(JSON.stringify([FORM, ...parts, allowed(entry)]))
  return { client, scope, name: shortened(name), launch: digest }
}

/** Another way to make the digest begins with another number. */
const FORM = 2

function stdioParts(entry: ServerEntry, { env, cwd, envFile }: StdioLaunch): readonly unknown[] {
  const secrets = secretsOf(entry)
  const words = wordsWithoutSpecs(entry, dissect(entry).launch.packages)
  const names = Object.keys(env).sort()
  return [
    'stdio',
    words.map(({ text, pointer }) => withoutSecretsIn(text, secrets.get(pointer) ?? [])),
    cwd ?? null,
    envFile ?? null,
    names,
    names.filter(isDeciding).map((name) => [name, withoutSecrets(name, env[name] ?? '')]),
    names.filter((name) => !isDeciding(name)).flatMap((name) => leading(name, env[name] ?? '')),
  ]
}

function remoteParts(entry: ServerEntry, { url, headers }: RemoteLaunch): readonly unknown[] {
  const secrets = secretsOf(entry).get(url.pointer) ?? []
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  return [
    'remote',
    withoutSecretsIn(redactUrl(url.text), secrets),
    queryOf(url.text, secrets),
    [...new Set(names)].sort(),
    Object.entries(headers)
      .flatMap(([name, value]) => leading(name.toLowerCase(), value))
      .sort(byText),
  ]
}

/** Which hosts a value names; nothing for one that names none. */
function leading(name: string, value: string): readonly (readonly string[])[] {
  const hosts = destinationsOf(name, value)
  return hosts.length === 0 ? [] : [[name, ...hosts]]
}

/** In whatever order they stand. */
function queryOf(url: string, secrets: readonly string[]): readonly (readonly string[])[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  const pairs = query.split('&').flatMap((pair) => {
    const [name = ''] = pair.split('=', 1)
    const value = withoutSecretsIn(pair.slice(name.length + 1), secrets)
    return name === '' ? [] : [[name, openQueryValue(name, value)]]
  })
  return pairs.sort(byText)
}

/** What happens without a question, by the entry or by the settings that are committed with it. */
function allowed(entry: ServerEntry): readonly unknown[] {
  const { autoApproved, shellHooks, approvedBy } = entry.grants
  return [
    [...new Set(shellHooks)].sort(),
    hookCommands(entry),
    approvedBy !== null && approvalOwner(approvedBy, entry) === 'project',
    [...new Set(autoApproved)].sort(),
  ]
}

/** As lines of shell, which may hold secrets like any other. */
function hookCommands(entry: ServerEntry): readonly string[] {
  const argv = entry.grants.hookCommands.map((text, index) => ({ text, pointer: `/${index}`, offset: 0 }))
  const secrets = secretsOf({ ...entry, launch: { transport: 'stdio', argv, env: {} } })
  return argv.map(({ text, pointer }) => withoutSecretsIn(text, secrets.get(pointer) ?? []))
}

const byText = (a: readonly string[], b: readonly string[]): number => compareText(a.join('\n'), b.join('\n'))
