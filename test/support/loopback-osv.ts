/**
 * OSV on 127.0.0.1: `POST /v1/querybatch` with pages, `GET /v1/vulns/{id}`, and a fault for each.
 *
 *   const osv = await startOsv({ records: [record('GHSA-aaaa-bbbb-cccc', 'mail', { fixed: '1.2.0' })] })
 *   … memoryHost({ env: { OSV_API_URL: osv.url } }) … osv.count('query') … osv.fail('record', { status: 503 })
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import semver from 'semver'

/** As the OSV schema has it. */
export type OsvJson = Readonly<Record<string, unknown>> & { readonly id: string; readonly modified: string }

export type OsvFault =
  /** An error status. `times`: then it recovers; for ever when absent. */
  | { readonly status: number; readonly retryAfter?: string; readonly times?: number }
  | { readonly body: string; readonly times?: number }
  /** Spaces without end, until the client has had enough. */
  | { readonly endless: true }
  | { readonly silent: true }
  | { readonly redirect: string }
  /** Has the last word on the answer. */
  | { readonly change: (answer: unknown) => unknown }

export interface OsvRequest {
  readonly kind: 'query' | 'record' | 'other'
  /** As it came, not decoded. */
  readonly path: string
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

export interface LoopbackOsv {
  /** Without a slash at its end: the value for `OSV_API_URL`. */
  readonly url: string
  readonly requests: readonly OsvRequest[]
  count(kind: OsvRequest['kind']): number
  forgetRequests(): void
  /** Adds a record, or replaces the one of its id. */
  publish(record: OsvJson): void
  /** `null` mends it. */
  fail(kind: 'query' | 'record', fault: OsvFault | null): void
  close(): Promise<void>
}

export interface LoopbackOsvOptions {
  readonly records?: readonly OsvJson[]
  /** Records of one query on a page; all when absent. */
  readonly pageSize?: number
}

interface Query {
  readonly package?: { readonly ecosystem?: string; readonly name?: string }
  readonly version?: string
  readonly page_token?: string
}

export async function startOsv(options: LoopbackOsvOptions = {}): Promise<LoopbackOsv> {
  const records = new Map((options.records ?? []).map((each) => [each.id, each]))
  const faults = new Map<'query' | 'record', { fault: OsvFault; left: number }>()
  const requests: OsvRequest[] = []
  const sockets = new Set<Socket>()

  function result({ package: about, version, page_token }: Query): unknown {
    const found = [...records.values()].filter((each) => affects(each, about?.ecosystem, about?.name, version))
    const from = Number(page_token ?? 0)
    const size = options.pageSize ?? found.length
    const page = found.slice(from, from + size).map(({ id, modified }) => ({ id, modified }))
    return {
      ...(page.length === 0 ? {} : { vulns: page }),
      ...(from + size < found.length ? { next_page_token: String(from + size) } : {}),
    }
  }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const path = request.url ?? '/'
    const kind = path === '/v1/querybatch' ? 'query' : path.startsWith('/v1/vulns/') ? 'record' : 'other'
    requests.push({ kind, path, body, headers: request.headers })
    const answer = (): { readonly status: number; readonly json: unknown } => {
      if (kind === 'query') return { status: 200, json: { results: JSON.parse(body).queries.map(result) } }
      const record = records.get(decodeURIComponent(path.slice('/v1/vulns/'.length)))
      return record && kind === 'record'
        ? { status: 200, json: record }
        : { status: 404, json: { code: 5, message: 'Bug not found.' } }
    }
    const planned = kind === 'other' ? undefined : faults.get(kind)
    if (planned && planned.left > 0) {
      planned.left--
      return misbehave(planned.fault, response, answer)
    }
    const { status, json } = answer()
    send(response, status, JSON.stringify(json))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    count: (kind) => requests.filter((request) => request.kind === kind).length,
    forgetRequests: () => {
      requests.length = 0
    },
    publish: (each) => {
      records.set(each.id, each)
    },
    fail: (kind, fault) => {
      if (fault === null) faults.delete(kind)
      else faults.set(kind, { fault, left: ('times' in fault ? fault.times : undefined) ?? Number.POSITIVE_INFINITY })
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const send = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

function misbehave(
  fault: OsvFault,
  response: ServerResponse,
  answer: () => { readonly status: number; readonly json: unknown },
): void {
  if ('silent' in fault) return
  if ('endless' in fault) flood(response)
  else if ('redirect' in fault) send(response, 307, '', { location: fault.redirect })
  else if ('body' in fault) send(response, 200, fault.body)
  else if ('change' in fault) send(response, 200, JSON.stringify(fault.change(answer().json)))
  else send(response, fault.status, '{}', fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter })
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const spaces = Buffer.alloc(1024 * 1024, 0x20)
  const more = (): void => {
    while (!response.destroyed && response.write(spaces)) {}
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

/** As OSV does: by a version that is listed, or by a range. */
function affects(record: OsvJson, ecosystem?: string, name?: string, version = ''): boolean {
  const affected = Array.isArray(record.affected) ? record.affected : []
  return affected.some((each) => {
    if (each.package?.ecosystem !== ecosystem || each.package?.name !== name) return false
    if (each.versions?.includes(version)) return true
    return (each.ranges ?? []).some(({ events }: { events: readonly Record<string, string>[] }) => {
      let within = false
      for (const { introduced, fixed, last_affected: last } of events) {
        if (introduced === '0' || (introduced && semver.lte(introduced, version))) within = true
        if (fixed && semver.lte(fixed, version)) within = false
        if (last && semver.lt(last, version)) within = false
      }
      return within
    })
  })
}

export interface RecordParts {
  readonly ecosystem?: string
  /** `0` when absent. */
  readonly introduced?: string
  readonly fixed?: string
  readonly versions?: readonly string[]
  /** GitHub's word: `HIGH`. */
  readonly severity?: string
  readonly summary?: string
  readonly aliases?: readonly string[]
  readonly modified?: string
  readonly withdrawn?: string
  readonly specific?: Readonly<Record<string, unknown>>
}

/** A record about one package: of the versions given, else from `introduced` to `fixed`. */
export function record(id: string, name: string, parts: RecordParts = {}): OsvJson {
  const { ecosystem = 'npm', introduced = '0', fixed, versions, severity, withdrawn, aliases } = parts
  return {
    schema_version: '1.7.4',
    id,
    modified: parts.modified ?? '2026-01-01T00:00:00Z',
    published: '2025-12-01T00:00:00Z',
    summary: parts.summary ?? `something is wrong with ${name}`,
    ...(aliases === undefined ? {} : { aliases }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    affected: [
      {
        package: { ecosystem, name },
        ...(versions === undefined
          ? { ranges: [{ type: 'SEMVER', events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] }] }
          : { versions }),
      },
    ],
    database_specific: { ...(severity === undefined ? {} : { severity }), ...parts.specific },
  }
}
