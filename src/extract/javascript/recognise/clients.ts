/**
 * Clients of services: libraries that know on their own where they send. What counts is where one is told to send instead, what
 * it is given, and whose account a constant names.
 */
import { hostFacts, hostOfUrl } from '../../classify/hosts.js'
import { shownSources } from '../origins.js'
import type { CallNode } from '../syntax.js'
import {
  alternatives,
  NO_SOURCES,
  type RefValue,
  type Sources,
  sourcesOf,
  stringOf,
  textOf,
  type Value,
} from '../values.js'
import type { Recogniser } from './context.js'
import { flowsToHost, recordFlow } from './flow.js'
import { calledName } from './place.js'
import { sending } from './sending.js'

/** Options by which a client is told where to send. */
const ADDRESS_OPTION =
  /^(?:host|hostname|hosts|endpoint|endpoints|node|nodes|base_?url|base_?uri|base_?path|api_?url|api_?base|api_?host|prefix_?url|server_?url|url|uri|server|servers|brokers|address|connection_?string|dsn|contact_?points|tunnel|ingestion_?endpoint)$/i
const PROXY_OPTION =
  /^(?:proxy|proxy_?url|proxy_?uri|http_?proxy|https_?proxy|agent|http_?agent|https_?agent|dispatcher)$/i
const URL_TEXT = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s]{3,}$/i
const HOST_TEXT = /^(?:[a-z0-9_-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,30}(?::\d{1,5})?$/i
/** What makes a client, where it is no construction. */
const MAKES =
  /\.(?:create\w*|connect|init|initialize|configure|setup|register|default|client|from\w*|with\w*|getClient)$/
const PROXIES = /^new pkg:[^()]*Proxy\w{0,40}Agent$|^new pkg:(?:[\w./@-]*proxy-agent)(?:\.default)?$/
const MOST_HOSTS = 4

interface Fixed {
  readonly host: string
  readonly url: string
  readonly proxy: boolean
}

/** Calls and constructions of other packages. `path` ends before the call's own `()`. */
export function recogniseClient(
  to: Recogniser,
  call: CallNode,
  ref: RefValue,
  path: string,
  args: readonly Value[],
): void {
  const name = packageOf(path)
  if (name === undefined || LOCAL.test(name)) return
  const method = calledName(call.callee as never) ?? ''
  if (path.startsWith('new ') || MAKES.test(path)) {
    for (const { host, url, proxy } of fixedHosts(path, args)) {
      const by = proxy ? 'PROXY' : 'CLIENT'
      to.add(
        {
          kind: 'net.egress',
          value: `${by} ${host}`,
          detail: { method: by, host, carries: [], scheme: '', client: name },
        },
        call,
      )
      for (const draft of hostFacts(url, true)) to.add(draft, call)
    }
  }
  const sources = all(args)
  const telemetry = TELEMETRY.test(name) && TELLS.test(method)
  if (telemetry)
    tellsOf(to, call, `telemetry:${name}`, 'telemetry', LOGS.test(method) ? all(args.filter(isData)) : sources)
  if (call.type === 'NewExpression' || sources.size === 0 || !hasChain(ref)) return
  const client = madeBy(ref)
  if (client === undefined || !isClient(client)) return
  const carried = [{ slot: 'body' as const, sources }]
  const hosts = fixedHosts(client.path.replace(/\(\)$/, ''), client.args ?? []).filter(({ proxy }) => !proxy)
  for (const { host } of hosts) {
    const detail = {
      method: '*',
      host,
      carries: shownSources(sources),
      scheme: '',
      besides: sending(to, call, host, carried),
    }
    to.add({ kind: 'net.egress', value: `* ${host}`, detail }, call)
    flowsToHost(to, call, host, '*', carried)
  }
  if (hosts.length === 0 && sources.has('argument')) sending(to, call, '*', carried)
  if (!WRITES.test(writtenBy(method, args))) return
  // What a client answers carries what it was made with; that goes nowhere new.
  const own = all(client.args ?? [])
  const others = new Set([...sources].filter((each) => !each.startsWith('env:') || !own.has(each)))
  for (const place of placesIn(args)) tellsOf(to, call, place, 'account', others)
}

/** Packages that work on this machine alone: what they are given stays. */
const LOCAL =
  /^(?:zod|yup|joi|ajv|valibot|commander|yargs|chalk|lodash\S*|ramda|uuid|nanoid|dotenv|express|fastify|koa|hono|pino|winston|glob|fs-extra|@modelcontextprotocol\/\S+|fastmcp|mcp-framework)$/
/** Libraries by which makers of programs hear how they are used, and where they fail. */
const TELEMETRY =
  /sentry|posthog|mixpanel|segment|analytics|amplitude|bugsnag|rollbar|datadog|dd-trace|newrelic|honeycomb|statsig|raygun|logrocket|applicationinsights|telemetry|airbrake|honeybadger|countly|rudder|splunk|logtail|loggly|papertrail|axiom|baselime|hyperdx|langfuse|langsmith|highlight-run|june-so|logdna|logflare|betterstack/i
const TELLS =
  /^(?:capture\w*|track\w*|identify|set(?:Context|Extra|Extras|Tag|Tags|User|Attribute|Attributes|Data)|addBreadcrumb|leaveBreadcrumb|notify|report\w*|log\w*|error|critical|warning|warn|info|debug|record\w*|addEvent|addMetadata|addCustomAttributes?|noticeError|page|group|alias|emit|send\w*|ingest|event|trace\w*|score|span|generation|startSpan|withScope|people)$/i
/** Lines of a log: texts that are made of much that is never told. */
const LOGS = /^(?:log|error|critical|warning|warn|info|debug|trace|emit|send)$/i
const isData = (value: Value): boolean => alternatives(value).some(({ t }) => t === 'object' || t === 'ref')

const WRITES =
  /(?:create|put|send|add|insert|upload|write|publish|push|append|upsert|update|post|save|copy|replicate|store|invite|share|grant|fork|transfer|mirror|forward|import|enqueue|produce|xadd|set)/i

const all = (args: readonly Value[]): Sources => {
  const out = new Set<string>()
  for (const arg of args.slice(0, 6)) for (const each of sourcesOf(arg)) out.add(each)
  return out.size === 0 ? NO_SOURCES : out
}

const packageOf = (path: string): string | undefined =>
  /^(?:new )?pkg:((?:@[^/.()]+\/)?[^/.()]+)/.exec(path)?.[1]?.toLowerCase()

const hasChain = (ref: RefValue): boolean => ref.on !== undefined

/** What made the client that a method is called on. */
function madeBy(ref: RefValue): RefValue | undefined {
  let at: Value | undefined = ref.on
  for (let hops = 0; at !== undefined && at.t === 'ref' && hops < 8; hops++) {
    if (
      at.args !== undefined &&
      (at.path.startsWith('new ') ? !/\(\)/.test(at.path) : MAKES.test(at.path.slice(0, -2)))
    )
      return at
    at = at.on
  }
  return undefined
}

/** Whether it speaks with a service: it is given a secret or an address, or is called so. */
function isClient(made: RefValue): boolean {
  if (
    /(?:client|connection|pool|api|sdk|octokit|transport|session|producer|storage|messaging)(?:\(\))?$/i.test(made.path)
  )
    return true
  for (const source of all(made.args ?? [])) if (/^env:(?!\*)/.test(source)) return true
  return fixedHosts(made.path.replace(/\(\)$/, ''), made.args ?? []).length > 0
}

/** Hosts that a client is told by constants. */
function fixedHosts(path: string, args: readonly Value[]): Fixed[] {
  const out = new Map<string, Fixed>()
  const proxies = PROXIES.test(path)
  const put = (value: Value, proxy: boolean, bare: boolean): void => {
    for (const text of texts(value)) {
      if (!(URL_TEXT.test(text) || (bare && HOST_TEXT.test(text)))) continue
      const url = URL_TEXT.test(text) ? text : `https://${text}`
      const found = hostOfUrl(url.replace(/^[a-z][a-z0-9+.-]*:/i, 'https:'))
      if (found === null || found.host === '' || found.host.includes('{}') || out.size >= MOST_HOSTS) continue
      out.set(`${proxy} ${found.host}`, { host: found.host, url, proxy })
    }
  }
  const read = (value: Value, proxy: boolean, depth: number): void => {
    for (const each of alternatives(value)) {
      if (each.t === 'array') for (const item of each.items.slice(0, 8)) put(item, proxy, true)
      if (each.t !== 'object' || depth > 2) continue
      for (const [name, inner] of each.props) {
        if (PROXY_OPTION.test(name)) {
          if (/proxy/i.test(name)) put(inner, true, false)
          read(inner, true, depth + 1)
        } else if (ADDRESS_OPTION.test(name)) {
          put(inner, proxy, true)
          read(inner, proxy, depth + 1)
        } else if (proxy || /^(?:options|config|clientOptions|http_?options|request)$/i.test(name))
          read(inner, proxy, depth + 1)
      }
    }
  }
  for (const arg of args.slice(0, 3)) {
    put(arg, proxies, false)
    read(arg, proxies, 0)
  }
  return [...out.values()]
}

function texts(value: Value): string[] {
  return alternatives(value).flatMap((each) => {
    const text = textOf(each)
    return text === undefined || text.length > 500 ? [] : [text]
  })
}

/** Names under which a service knows whose something is. A value that everybody has is nobody's. */
const ACCOUNT =
  /^(?:bucket(?:_?name)?|owner|org|organi[sz]ation|workspace(?:_?id)?|account(?:_?id|_?name)?|tenant(?:_?id)?|team_?id|gist_?id|spreadsheet_?id|folder_?id|document_?id|database_?id|base_?id|page_?id|site_?id|form_?id|board_?id|drive_?id|parent_?id|queue_?url|topic_?arn|target_?arn|stream_?name|project_?id|project_?key|repository|namespace_?id|container_?name|destination_?bucket|remote|webhook_?id|list_?id|vault_?id|store_?id)$/i
const NOBODYS =
  /^(?:default|me|@me|self|root|primary|public|main|global|local|user|users|all|any|none|null|true|false|test|example|my\S{0,20}|your\S{0,20}|us|eu|appDataFolder|personal|-|_|\*|)$/i
const PUBLIC = /^(?:public|is_?public|acl|visibility|predefined_?acl|privacy|access)$/i
const ISPUBLIC = /^(?:public|public-?read(?:-write)?|publicRead|anyone|unlisted|world)$/i

/** Places that constants name: `Bucket copies-7719`, `public`. */
function placesIn(args: readonly Value[]): string[] {
  const out = new Set<string>()
  const read = (value: Value, depth: number): void => {
    if (depth > 3 || out.size >= 4) return
    for (const each of alternatives(value)) {
      if (each.t === 'ref' && each.path.startsWith('new pkg:'))
        for (const arg of (each.args ?? []).slice(0, 2)) read(arg, depth + 1)
      if (each.t !== 'object') continue
      for (const [name, inner] of each.props) {
        if (PUBLIC.test(name)) {
          const isTrue = inner.t === 'const' && inner.v === true && /public/i.test(name)
          if (isTrue || ISPUBLIC.test(stringOf(inner) ?? '')) out.add('account:public')
        } else if (ACCOUNT.test(name)) {
          for (const choice of alternatives(inner)) {
            const text = stringOf(choice)?.trim()
            if (text !== undefined && text.length <= 200 && !NOBODYS.test(text)) out.add(`account:${name} ${text}`)
          }
        } else if (inner.t === 'object') read(inner, depth + 1)
      }
    }
  }
  for (const arg of args.slice(0, 4)) read(arg, 0)
  return [...out]
}

/** A command object says what it does: `send(new PutObjectCommand(…))`. */
function writtenBy(method: string, args: readonly Value[]): string {
  if (/^(?:POST|PUT|PATCH) \//.test(stringOf(args[0]) ?? '')) return 'post'
  const commands = args
    .flatMap((arg) => alternatives(arg))
    .flatMap((each) => (each.t === 'ref' && each.path.startsWith('new pkg:') ? [each.path] : []))
  return commands.length > 0 && /^send$/.test(method) ? (commands[0] ?? '').replace(/^.*\./, '') : method
}

/** What of the user's own goes into something that is no host. */
function tellsOf(
  to: Recogniser,
  call: CallNode,
  sink: string,
  sinkKind: 'telemetry' | 'account',
  sources: Sources,
): void {
  for (const source of shownSources(sources)) {
    // The name of the tool that is asked for is no data of the user's.
    if (source === 'argument' && sources.has('request')) continue
    if (/^(?:recon|net):/.test(source)) continue
    recordFlow(to, call, { source, sink, sinkKind, slot: sinkKind, via: sink, sources, fromTool: sources.has('tool') })
  }
}
