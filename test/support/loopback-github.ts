/**
 * GitHub's API on 127.0.0.1, for the few requests that the product makes.
 *
 *   const github = await startGitHub({ repositories: { 'owner/mail': { tags: ['v1.0.0'] } } })
 *   … memoryHost({ env: { GITHUB_API_URL: github.url } })
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface LoopbackRepository {
  readonly archived?: boolean
  readonly fork?: boolean
  /** SPDX id; `MIT` when absent. */
  readonly licence?: string | null
  readonly pushedAt?: string
  readonly tags?: readonly string[]
  readonly createdAt?: string
  /** `owner/name` of what it is a fork of. */
  readonly forkOf?: string
  /** Path → text, of the default branch. */
  readonly files?: Readonly<Record<string, string>>
  /** The same at tags, where it differs. */
  readonly filesAt?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Answers its tree as GitHub answers for one of too many files. */
  readonly truncated?: boolean
  /** `owner/name` that it moved to: answered as a redirect, as GitHub does. */
  readonly movedTo?: string
}

export interface LoopbackGitHub {
  /** Without a slash at its end: the value for `GITHUB_API_URL`. */
  readonly url: string
  readonly requests: readonly {
    /** Decoded; with the query of a file. */
    readonly path: string
    readonly authorization: string | undefined
    readonly status: number
  }[]
  /** Every further request is answered so; `silent` never. `null` mends it. */
  fail(fault: { status: number; headers?: Record<string, string> } | 'silent' | { redirect: string } | null): void
  close(): Promise<void>
}

export async function startGitHub(options: {
  readonly repositories: Readonly<Record<string, LoopbackRepository>>
}): Promise<LoopbackGitHub> {
  const requests: { path: string; authorization: string | undefined; status: number }[] = []
  const sockets = new Set<Socket>()
  let fault: Parameters<LoopbackGitHub['fail']>[0] = null

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback.invalid')
    const path = decodeURIComponent(pathname)
    const ref = searchParams.get('ref')
    const log = (status: number) => {
      const { authorization } = request.headers
      requests.push({ path: ref === null ? path : `${path}?ref=${ref}`, authorization, status })
    }
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      const text = JSON.stringify(body)
      const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`
      const unchanged = status === 200 && request.headers['if-none-match'] === etag
      log(unchanged ? 304 : status)
      if (unchanged) return response.writeHead(304, { etag }).end()
      const type = { 'content-type': 'application/json; charset=utf-8', etag }
      return response.writeHead(status, { ...type, ...headers }).end(text)
    }

    if (fault === 'silent') return log(0)
    if (fault && 'redirect' in fault) return answer(302, {}, { location: fault.redirect })
    if (fault) return answer(fault.status, { message: 'fault' }, fault.headers)

    const [, owner, name, rest] = /^\/repos\/([^/]+)\/([^/]+)(?:\/(.*))?$/.exec(path) ?? []
    const repository = options.repositories[`${owner}/${name}`]
    if (!repository) return answer(404, { message: 'Not Found' })
    if (repository.movedTo)
      return answer(301, {}, { location: `${url}/repos/${repository.movedTo}${rest ? `/${rest}` : ''}` })
    if (rest === undefined) return answer(200, about(`${owner}/${name}`, repository))
    const tags = repository.tags ?? []
    if (rest === 'tags')
      return answer(
        200,
        tags.slice(0, 100).map((tag) => ({ name: tag })),
      )
    if (rest === 'git/trees/HEAD') {
      const tree = Object.keys(repository.files ?? {}).map((each) => ({ path: each, type: 'blob' }))
      return answer(200, { sha: 'a', truncated: repository.truncated ?? false, tree })
    }
    const file = /^contents\/(.+)$/.exec(rest)?.[1]
    if (file !== undefined) {
      const at = ref?.replace('refs/tags/', '')
      const files = at === undefined ? repository.files : (repository.filesAt?.[at] ?? repository.files)
      const text = files?.[file]
      if (text === undefined || (at !== undefined && !tags.includes(at))) return answer(404, { message: 'Not Found' })
      const content = Buffer.from(text)
        .toString('base64')
        .replace(/(.{60})/g, '$1\n')
      return answer(200, { type: 'file', encoding: 'base64', size: text.length, path: file, content })
    }
    const tag = /^git\/ref\/tags\/(.+)$/.exec(rest)?.[1]
    return tag !== undefined && tags.includes(tag) ? answer(200, { ref: tag }) : answer(404, { message: 'Not Found' })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    requests,
    fail: (next) => {
      fault = next
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function about(fullName: string, repository: LoopbackRepository) {
  const licence = repository.licence === undefined ? 'MIT' : repository.licence
  return {
    full_name: fullName,
    html_url: `https://github.example/${fullName}`,
    owner: { login: fullName.split('/')[0] },
    archived: repository.archived ?? false,
    fork: repository.fork ?? false,
    license: licence === null ? null : { spdx_id: licence },
    pushed_at: repository.pushedAt ?? '2025-06-01T00:00:00Z',
    created_at: repository.createdAt ?? '2023-01-01T00:00:00Z',
    ...(repository.forkOf === undefined ? {} : { parent: { full_name: repository.forkOf } }),
  }
}
