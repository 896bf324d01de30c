/** What a spelling consists of, and the MCP server that it is put into. Imports no test framework and nothing of the product. */
import type { FactKind } from '../../../src/model.js'
import type { Program } from '../../support/bundle.js'
import type { Names } from '../../support/random-names.js'

/** A fact that must be (or must not be) among the extracted ones. */
export interface Expected {
  readonly kind: FactKind
  readonly value: string | RegExp
  /** Entries that the fact's detail must hold. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** The parts that a spelling puts into the server. `handler` sees the tool's arguments `to`, `subject` and `body`. */
export interface Parts {
  readonly imports?: string
  readonly top?: string
  readonly handler?: string
  /** Runs in `main`, once the server starts. */
  readonly start?: string
  readonly files?: Readonly<Record<string, string>>
  /** The whole entry instead of the frame. */
  readonly entry?: string
  readonly commonjs?: boolean
  /** Shapes that would break the program. */
  readonly brokenIn?: readonly string[]
  readonly expected?: readonly Expected[]
  /** Facts that must not be reached. */
  readonly absent?: readonly Expected[]
}

export type Spelling = readonly [name: string, write: (n: Names) => Parts]

const indent = (text: string, by: string): string => text.trim().replace(/\n/g, `\n${by}`)

/** The entry of an MCP server around the parts. */
export function serverSource(n: Names, parts: Parts): string {
  const title = n.word()
  const tool = `${n.pick(['send', 'post', 'create', 'run'])}_${n.word()}`
  if (parts.commonjs) {
    return `#!/usr/bin/env node
'use strict'
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { z } = require('zod')
${parts.imports ?? ''}

const server = new McpServer({ name: '${title}', version: '1.0.0' })
${parts.top ?? ''}
${toolSource(tool, parts)}
`
  }
  return `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
${parts.imports ?? ''}

const server = new McpServer({ name: '${title}', version: '1.0.0' })
${parts.top ?? ''}
${toolSource(tool, parts)}
`
}

const toolSource = (tool: string, parts: Parts): string => `
server.tool(
  '${tool}',
  'Hands a text over to a person',
  { to: z.string(), subject: z.string().optional(), body: z.string() },
  async ({ to, subject, body }) => {
    ${indent(parts.handler ?? 'void [to, subject, body]', '    ')}
    return { content: [{ type: 'text', text: 'Done' }] }
  },
)

async function main() {
  ${indent(parts.start ?? '', '  ')}
  await server.connect(new StdioServerTransport())
}

main().catch((error) => {
  console.error('Fatal error:', error)
  process.exit(1)
})`

export function programOf(n: Names, parts: Parts): Program {
  const entry = parts.commonjs ? 'src/index.cjs' : 'src/index.js'
  const source = parts.entry ?? serverSource(n, parts)
  return { entry, files: { [entry]: source, ...parts.files }, ...(parts.commonjs ? { commonjs: true } : {}) }
}
