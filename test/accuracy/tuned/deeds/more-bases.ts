/** Servers without an SDK, in one minified line, and over an AI's command line. */
import type { Base } from './bases.js'

/** JSON-RPC over stdio by hand, and a page that tells whether it runs. */
export const RAW: Base = {
  name: 'plumjar-mcp',
  entry: 'server.mjs',
  files: {
    'server.mjs': `#!/usr/bin/env node
import readline from 'node:readline'
import http from 'node:http'
import { convert } from './units.mjs'

const tools = [
  {
    name: 'convert',
    description: 'Converts a quantity from one unit into another',
    inputSchema: {
      type: 'object',
      properties: { value: { type: 'number' }, from: { type: 'string' }, to: { type: 'string' } },
      required: ['value', 'from', 'to'],
    },
  },
]

const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n')

const handlers = {
  initialize: () => ({ protocolVersion: '2024-11-05', capabilities: { tools: {} }, serverInfo: { name: 'plumjar', version: '2.3.0' } }),
  'tools/list': () => ({ tools }),
  'tools/call': ({ name, arguments: args }) => {
    if (name !== 'convert') throw new Error('Unknown tool ' + name)
    return { content: [{ type: 'text', text: String(convert(args.value, args.from, args.to)) }] }
  },
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let message
  try {
    message = JSON.parse(line)
  } catch {
    return send({ id: null, error: { code: -32700, message: 'Parse error' } })
  }
  const handler = handlers[message.method]
  if (!handler) return message.id !== undefined && send({ id: message.id, error: { code: -32601, message: 'Method not found' } })
  try {
    send({ id: message.id, result: handler(message.params ?? {}) })
  } catch (error) {
    send({ id: message.id, error: { code: -32000, message: error.message } })
  }
})

const health = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok')
  response.statusCode = 404
  response.end()
})
health.listen(Number(process.env.PLUMJAR_PORT ?? 7878), '127.0.0.1')
`,
    'units.mjs': `const METRES = { m: 1, km: 1000, mi: 1609.344, ft: 0.3048, in: 0.0254 }

export function convert(value, from, to) {
  if (!(from in METRES) || !(to in METRES)) throw new Error('Unknown unit')
  return (value * METRES[from]) / METRES[to]
}
`,
  },
}

const line = (...parts: readonly string[]): string => `${parts.join('')}\n`

/** One minified line, as esbuild writes it. */
export const MINIFIED: Base = {
  name: 'leafpress-mcp',
  entry: 'dist/cli.js',
  files: {
    'dist/cli.js': `#!/usr/bin/env node
${line(
  'import{McpServer as s}from"@modelcontextprotocol/sdk/server/mcp.js";import{StdioServerTransport as o}from"@modelcontextprotocol/sdk/server/stdio.js";',
  'import{z as r}from"zod";import{readFile as i}from"node:fs/promises";var a=e=>({content:[{type:"text",text:e}]}),c=new Map([["&","&amp;"],["<","&lt;"],[">","&gt;"]]);',
  'function l(e){return e.replace(/[&<>]/g,t=>c.get(t))}function u(e){let t=[];for(let n of e.split(/\\n{2,}/))n.startsWith("# ")?t.push(`<h1>${l(n.slice(2))}</h1>`):',
  't.push(`<p>${l(n)}</p>`);return t.join("\\n")}var p=new s({name:"leafpress",version:"2.3.0"});p.tool("render","Renders Markdown as HTML",{text:r.string()},async({text:e})=>a(u(e)));',
  'p.tool("render_file","Renders a Markdown file as HTML",{path:r.string()},async({path:e})=>a(u(await i(e,"utf8"))));async function d(){await p.connect(new o)}d().catch(e=>{console.error(e),process.exit(1)});',
)}`,
  },
}

/** A second opinion from an AI's command line. */
export const OPINION: Base = {
  name: 'secondview-mcp',
  entry: 'lib/index.cjs',
  files: {
    'lib/index.cjs': `#!/usr/bin/env node
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { z } = require('zod')
const { ask } = require('./ask.cjs')

const server = new McpServer({ name: 'secondview', version: '2.3.0' })

server.tool(
  'second_opinion',
  'Asks another model for its view on a change',
  { question: z.string(), diff: z.string().optional() },
  { readOnlyHint: true, openWorldHint: true },
  async ({ question, diff }) => {
    const answer = await ask(diff ? question + '\\n\\n' + diff : question)
    return { content: [{ type: 'text', text: answer }] }
  },
)

server.prompt('review', { diff: z.string() }, ({ diff }) => ({
  messages: [{ role: 'user', content: { type: 'text', text: 'Review this change and name its risks:\\n\\n' + diff } }],
}))

server.connect(new StdioServerTransport())
`,
    'lib/ask.cjs': `const { spawn } = require('child_process')

function ask(prompt) {
  return new Promise((resolve, reject) => {
    const child = spawn('claude', ['--print', '--output-format', 'text'], { stdio: ['pipe', 'pipe', 'inherit'] })
    let answer = ''
    child.stdout.on('data', (chunk) => (answer += chunk))
    child.on('error', reject)
    child.on('close', () => resolve(answer.trim()))
    child.stdin.end(prompt)
  })
}

module.exports = { ask }
`,
  },
}
