/** What the code that runs on install does, and how grave that is. */
import type { Context } from '../../src/heuristic.js'
import type { Fact, FactKind } from '../../src/model.js'
import { runsWhatItDownloads } from './commands.js'
import { calledHosts, flag, flowOf, isComputed, list, netHost, several, text } from './read.js'
import { isSecretName } from './secrets.js'

export interface InstallBehaviour {
  /** Worst reason to worry first. Empty: it was all read, and only prints, builds or speaks with its vendor. */
  readonly grave: readonly { readonly what: string; readonly facts: readonly Fact[] }[]
  readonly serious: readonly { readonly what: string; readonly facts: readonly Fact[] }[]
}

/** Tools that build, patch or set up a checkout; ordinary in an install script. */
const BUILDER =
  /^(?:npx (?:--no-install |-y |--yes )?)?(?:node-gyp|node-gyp-build|prebuild-install|prebuildify|node-pre-gyp|cmake-js|husky|patch-package|lefthook|simple-git-hooks|tsc|tsup|esbuild|rollup|playwright install|playwright-core install|prisma generate|npm run build|npm run compile|yarn build|pnpm (?:run )?build|ngcc|is-ci|opencollective(?:-postinstall)?|echo|true|exit 0)\b/

/** Whether a command line consists of ordinary build steps alone. */
export const isBuild = (command: string): boolean =>
  command
    .split(/&&|\|\||;|[()]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^cd [\w./-]{1,80}$/.test(part))
    .every((part) => BUILDER.test(toolOf(part)) || HEADERS.test(part))

/** A binding that asks a package of headers where they are; taken apart at its brackets. */
const HEADERS =
  /^(?:node -[ep] ["']?require|["'](?:node-addon-api|nan|napi-macros)["']|\.(?:include|include_dir|gyp|targets)["']?|["'])$/

/** `cross-env A=1 node ./node_modules/patch-package/index.js --x` → `patch-package --x` */
const toolOf = (part: string): string =>
  part
    .replace(/^cross-env(?:\s+\w+=\S+)*\s+/, '')
    .replace(
      /^(?:node\s+)?(?:\.{0,2}\/)?node_modules\/(?:\.bin\/)?([\w-]{1,80})(?:\/(?!\.\.)[\w.-]{1,60}){0,6}(?=\s|$)/,
      '$1',
    )

/** Forms of obfuscation that no bundler makes. */
export const STRONG_OBFUSCATION: ReadonlySet<string> = new Set([
  'hex-names',
  'string-array',
  'jsfuck',
  'far-right-code',
  'split-strings',
  'reversed-string',
  'bidi',
  'tag-characters',
  'variation-selectors',
])

export function installBehaviour(context: Context): InstallBehaviour {
  const of = (kind: FactKind): Fact[] => context.facts(kind).filter((fact) => fact.reach === 'install')
  const grave: InstallBehaviour['grave'][number][] = []
  const serious: InstallBehaviour['serious'][number][] = []
  const add = (to: typeof grave, what: string, facts: readonly Fact[]): void => {
    if (facts.length > 0) to.push({ what, facts })
  }
  const commands = new Set(context.facts('install.script').map((fact) => text(fact, 'command')))
  const spawns = of('process.spawn').filter(
    (fact) => !commands.has(text(fact, 'command')) && !isBuild(text(fact, 'command') || fact.value) && !isLookup(fact),
  )
  const flows = of('data.flow')

  add(
    grave,
    'downloads and runs a program',
    spawns.filter((fact) => flag(fact, 'downloads') || runsWhatItDownloads(fact.value)),
  )
  add(
    grave,
    'downloads and runs a program',
    context.facts('install.script').filter((fact) => runsWhatItDownloads(text(fact, 'command'))),
  )
  add(grave, 'starts an AI agent', of('agent.invoke'))
  add(
    grave,
    'makes itself permanent',
    of('persistence').filter((fact) => flag(fact, 'write')),
  )
  add(grave, 'publishes or pushes', of('worm.publish'))
  add(
    grave,
    'reads secrets',
    of('fs.secret-path').filter((fact) => flag(fact, 'read')),
  )
  add(
    grave,
    'sends secrets or the environment',
    flows.filter((fact) => isSecretFlow(context, fact)),
  )
  add(
    grave,
    'sends the environment',
    of('env.bulk').filter((fact) => text(fact, 'to') === 'net'),
  )
  add(
    grave,
    'evaluates decoded or fetched code',
    of('code.eval').filter((fact) => ['decoded', 'net'].includes(text(fact, 'origin'))),
  )
  add(
    grave,
    'is obfuscated',
    of('code.obfuscated').filter((fact) => STRONG_OBFUSCATION.has(fact.value)),
  )
  add(
    grave,
    'could not be read as code',
    of('file.opaque').filter((fact) => flag(fact, 'code')),
  )
  add(grave, 'reaches a bare IP address', of('net.raw-ip'))
  add(grave, 'reaches a drop service', of('net.drop-service'))
  add(
    grave,
    "writes agents' configurations",
    of('agent.config').filter((fact) => flag(fact, 'write')),
  )

  add(serious, 'starts programs', spawns)
  add(
    serious,
    'evaluates code',
    of('code.eval').filter((fact) => text(fact, 'origin') !== 'constant'),
  )
  const hosts = [...calledHosts(of)].filter(([host]) => isComputed(host) || !context.vendor.owns(host))
  add(
    serious,
    `reaches ${several(hosts.map(([host]) => host))}`,
    hosts.flatMap(([, facts]) => facts),
  )
  add(
    serious,
    'carries data to the network',
    of('net.egress').filter((fact) => tellsOfMachine(context, fact)),
  )
  return { grave, serious }
}

/** A request that carries something of the machine to someone who is not the vendor. */
export const tellsOfMachine = (context: Context, fact: Fact): boolean =>
  list(fact, 'carries').some((each) => /^(recon|file|env|secret):/.test(each)) &&
  !context.vendor.owns(text(fact, 'host'))

/** `which bun`, `node --version`, and node on a file of the package, which is followed by itself. */
const isLookup = (fact: Fact): boolean =>
  /^(?:which|where|command -v|type)\s|^\S+ (?:--version|-v|-V)$|^(?:node|\{\})(?:\s+[\w./-]+\.[cm]?js)?$/.test(
    fact.value,
  )

/** A variable without a secret, or the own vendor's token to the vendor, is no theft. */
function isSecretFlow(context: Context, fact: Fact): boolean {
  const { source, sink } = flowOf(fact)
  if (!/^(net|dns|recipient):/.test(sink)) return false
  if (source === 'env:*' || source.startsWith('secret:')) return true
  const host = netHost(sink)
  return source.startsWith('env:') && isSecretName(source.slice(4)) && !(host !== null && context.vendor.owns(host))
}
