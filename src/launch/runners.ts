/** All commands that are understood, by name. Pure. */
import type { Arg } from './arg.js'
import { readBun, readBunx } from './bun.js'
import { readCompose, readContainer } from './container.js'
import { readDeno, readDenoX } from './deno.js'
import { readInterpreter, readScriptRunner, readShellScript, SCRIPT_RUNNERS } from './local.js'
import { readNpm } from './npm.js'
import { readNpx } from './npx.js'
import {
  readCargo,
  readDnx,
  readDotnet,
  readFlatpak,
  readGem,
  readGo,
  readJava,
  readJbang,
  readNix,
} from './other-ecosystems.js'
import { readPnpm, readPnpx } from './pnpm.js'
import { isPython, readPip, readPipx, readPython } from './python.js'
import { otherUse, type Runner } from './resolution.js'
import { readMise } from './tools.js'
import { readUv, readUvx } from './uv.js'
import { isWrapper, SHELLS } from './wrappers.js'
import { readYarn } from './yarn.js'

const RUNNERS: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ['npx', readNpx],
  ['npm', readNpm],
  ['pnpm', readPnpm],
  ['pnpx', readPnpx],
  ['yarn', readYarn],
  ['yarnpkg', readYarn],
  ['bunx', readBunx],
  ['bun', readBun],
  ['deno', readDeno],
  ['dx', readDenoX],
  [
    'corepack',
    (words) => {
      const [head] = words
      if (!head || /^(enable|disable|prepare|use|up|install|pack|hydrate|cache)$/.test(head.text)) {
        return otherUse('corepack')
      }
      return { kind: 'command', words: withoutVersion(words) }
    },
  ],
  ['uvx', readUvx],
  ['uv', readUv],
  ['pipx', readPipx],
  ['pip', readPip],
  ['pip3', readPip],
  ...['docker', 'podman', 'nerdctl'].map((name) => [name, readContainer(name)] as const),
  ['docker-compose', readCompose],
  ['podman-compose', readCompose],
  ...SCRIPT_RUNNERS.map((name) => [name, readScriptRunner(name)] as const),
  ...[...SHELLS, 'powershell', 'pwsh'].map((name) => [name, readShellScript(name)] as const),
  ['mise', readMise],
  ['go', readGo],
  ['dnx', readDnx],
  ['dotnet', readDotnet],
  ['cargo', readCargo],
  ['java', readJava],
  ['jbang', readJbang],
  ['gem', readGem],
  ['nix', readNix],
  ['flatpak', readFlatpak],
  ['ruby', readInterpreter('ruby', '-r -I -C -E -F -K -T', '-e')],
  ['perl', readInterpreter('perl', '-I -M -m', '-e -E')],
  ['lua', readInterpreter('lua', '-l', '-e')],
  ['rscript', readInterpreter('rscript', '', '-e')],
  ['julia', readInterpreter('julia', '-J -p -t --project --sysimage', '-e -E')],
  ['dart', readInterpreter('dart', '', '')],
  ['osascript', readInterpreter('osascript', '-l -s', '-e')],
])

const readPhp = readInterpreter('php', '-d -c -z', '-r -R')

export const runnerOf = (name: string): Runner | undefined => {
  // Debian and Homebrew name interpreters by their versions, too.
  if (/^php[\d.]*$/.test(name)) return readPhp
  return RUNNERS.get(name) ?? (isPython(name) ? readPython : undefined)
}

/** Names that mean a command only where one is expected: as an argument they are words like others. */
const AMBIGUOUS = new Set('exec command builtin call noglob start n time script arch nu java dart lua'.split(' '))

/** Whether a word that might be anything is the name of a runner or wrapper. */
export const isKnown = (name: string): boolean =>
  !AMBIGUOUS.has(name) && (runnerOf(name) !== undefined || isWrapper(name))

/** `corepack pnpm@9 dlx x` → `pnpm dlx x`. */
function withoutVersion(words: readonly Arg[]): readonly Arg[] {
  const [head, ...rest] = words
  return head ? [{ ...head, text: head.text.split('@', 1)[0] ?? '' }, ...rest] : []
}
