/** The used parts of npm's own packages that carry no types. */

declare module '@npmcli/config' {
  export default class Config {
    constructor(options: {
      npmPath: string
      definitions: object
      shorthands: object
      flatten: object
      nerfDarts: readonly string[]
      argv: readonly string[]
      env: Record<string, string | undefined>
      cwd: string
      execPath?: string
      platform?: NodeJS.Platform
      warn?: boolean
    })
    load(): Promise<void>
    readonly flat: Record<string, unknown>
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const definitions: {
    definitions: object
    shorthands: object
    flatten: object
    nerfDarts: readonly string[]
    defaults: Record<string, unknown>
  }
  export default definitions
}

declare module '@npmcli/agent' {
  import { Agent as HttpAgent } from 'node:http'

  export class Agent extends HttpAgent {
    constructor(options: Record<string, unknown>)
    readonly proxy: { readonly url?: URL }
    readonly options: object
    getName(options: object): string
  }
  export function getAgent(url: string, options: { readonly proxy: unknown; readonly noProxy: unknown }): Agent
}

declare module 'make-fetch-happen' {
  import type { Readable } from 'node:stream'

  interface Response {
    readonly status: number
    readonly headers: { get(name: string): string | null }
    readonly body: Readable
  }
  export default function fetch(url: string, options: Record<string, unknown>): Promise<Response>
}

declare module 'npm-registry-fetch' {
  const registryFetch: {
    getAuth(
      url: string,
      options: Record<string, unknown>,
    ): { token: string | null; auth: string | null; cert: string | null; key: string | null }
    pickRegistry(spec: string, options: Record<string, unknown>): string
  }
  export default registryFetch
}

declare module 'npm-pick-manifest' {
  export default function pickManifest(
    packument: { name: string; versions: object; time: object; 'dist-tags': object },
    wanted: string,
    options: { before?: Date | null; defaultTag?: string; nodeVersion?: string; npmVersion?: string | null },
  ): { readonly version: string }
}

declare module 'hosted-git-info' {
  const hostedGitInfo: {
    fromUrl(url: string):
      | {
          readonly type: string
          readonly user: string | null
          readonly project: string
          /** Address of its page. */
          browse(): string | undefined
        }
      | undefined
  }
  export default hostedGitInfo
}

declare module '@npmcli/arborist' {
  /** Of the nodes and edges what is read here. */
  export interface Edge {
    readonly name: string
    readonly type: 'prod' | 'dev' | 'optional' | 'peer' | 'peerOptional' | 'workspace'
    readonly spec: string
    readonly from: Node | null
    readonly to: Node | null
  }
  export interface Node {
    /** As it is depended on; another than the package's where it is an alias. */
    readonly name: string
    readonly packageName: string | null
    readonly version: string
    readonly optional: boolean
    readonly isProjectRoot: boolean
    /** Whether npm leaves it away: it, or what it is only needed by, could not be loaded or does not run here. */
    readonly inert: boolean
    readonly errors: readonly Error[]
    readonly edgesOut: ReadonlyMap<string, Edge>
    readonly edgesIn: ReadonlySet<Edge>
    readonly inventory: { readonly size: number; values(): IterableIterator<Node> }
  }
  export default class Arborist {
    constructor(options: Record<string, unknown>)
    readonly options: Record<string, unknown>
    readonly idealTree: Node | null
    buildIdealTree(options: { readonly add: readonly string[] }): Promise<Node>
    addTracker(section: string, subsection?: string | null, key?: string | null): void
    finishTracker(section: string, subsection?: string | null, key?: string | null): void
  }
}
