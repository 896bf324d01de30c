import { type ConfigurationSign, type ConfiguredServer, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command, ServerEntry, Severity } from '../src/model.js'
import { ownWords } from './knowledge/command-words.js'
import { containerRun } from './knowledge/container-run.js'
import { variablePointer, weighed } from './knowledge/entries.js'
import { type HostPlace, hostPlace } from './knowledge/host-paths.js'

/** The folders that a file server is given are the only wall it knows. */
export default defineConfigurationHeuristic({
  id: 'wide-filesystem-access',
  title: 'a server for files is given more than a project',
  severity: 'medium',
  confidence: 'medium',
  remedy: 'Give it the folders of the project that it works on, one by one.',

  *judge(server) {
    for (const { entry, commands } of server.entries) {
      // The paths are the container's; what of the host stands there is said by its mounts.
      if (commands.some((command) => containerRun(command) !== null)) continue
      if (!isForFiles(server, commands)) continue
      const worst = widest([...ofWords(commands), ...ofVariables(entry)])
      if (worst === null) continue
      const { what, severity, pointer } = worst
      yield {
        message: `it may read and write ${what}: keys, sessions and what the shell starts among it`,
        severity: weighed(severity, entry),
        entry,
        ...(pointer === undefined ? {} : { pointer }),
        key: [what],
      } satisfies ConfigurationSign
    }
  },
})

/** Names of packages, images and programs that serve files: `@modelcontextprotocol/server-filesystem`, `mcp-server-fs`. */
const FOR_FILES =
  /(^|[/_.-])(file-?system|filesystems|fs|files?-(mcp|server|context|operations|ops)|mcp-files?)([/_.@-]|$)/i

function isForFiles({ ref, launch }: ConfiguredServer, commands: readonly Command[]): boolean {
  const names = [ref?.name, ref === null ? launch.origin : null, ref === null ? commands.at(-1)?.name : null]
  return names.some((name) => typeof name === 'string' && FOR_FILES.test(name.replaceAll('\\', '/')))
}

interface Access {
  readonly what: string
  readonly severity: Severity
  readonly pointer: string | undefined
}

const ofWords = (commands: readonly Command[]): Access[] =>
  ownWords(commands)
    .filter(({ starts }) => !starts)
    .flatMap(({ args }) =>
      args.flatMap(({ text, pointer }) => {
        // `--root=/`, `--allowed-directories /a,/b`: an option's name is no path, its value is.
        const value = text.startsWith('-') ? (/=(.*)/s.exec(text)?.[1] ?? '') : text
        return accesses(value, pointer)
      }),
    )

const ROOTS = /(^|_)(DIR|DIRS|DIRECTORY|DIRECTORIES|ROOT|ROOTS|FOLDER|FOLDERS|PATHS|ALLOWED_PATHS?|BASE_PATH)$/i

const ofVariables = ({ launch }: ServerEntry): Access[] =>
  launch.transport === 'remote'
    ? []
    : Object.entries(launch.env).flatMap(([name, value]) =>
        ROOTS.test(name) ? accesses(value, variablePointer(launch, name)) : [],
      )

const accesses = (value: string, pointer: string | undefined): Access[] =>
  value.split(/[,;]/, 50).flatMap((path) => {
    const place = path.trim() === '' ? null : hostPlace(path)
    const access = place === null ? null : accessTo(place)
    return access === null ? [] : [{ ...access, pointer }]
  })

function accessTo(place: HostPlace): Pick<Access, 'what' | 'severity'> | null {
  switch (place.kind) {
    case 'root':
      return { what: 'the whole disk', severity: 'medium' }
    case 'home':
      return { what: 'the home folder', severity: 'low' }
    case 'secrets':
    case 'browser':
      return { what: `\`${place.name}\``, severity: 'medium' }
    case 'system':
      return { what: `\`${place.name}\``, severity: 'low' }
    case 'socket':
      return null
  }
}

/** One is enough to say: the disk holds the home folder, too. */
function widest(all: readonly Access[]): Access | null {
  const rank = ({ what, severity }: Access): number => (what === 'the whole disk' ? 0 : severity === 'medium' ? 1 : 2)
  return all.toSorted((a, b) => rank(a) - rank(b))[0] ?? null
}
