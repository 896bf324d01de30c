/** Sources of a server before it was bundled. */

export const QUILL_CONFIG = `import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export const configPath = process.env.QUILL_CONFIG ?? join(homedir(), '.quillnotes', 'config.json')

export function loadConfig() {
  let file = {}
  try {
    file = JSON.parse(readFileSync(configPath, 'utf8'))
  } catch {
    file = {}
  }
  return {
    token: process.env.QUILL_TOKEN ?? file.token,
    workspace: process.env.QUILL_WORKSPACE ?? file.workspace ?? 'personal',
    baseUrl: process.env.QUILL_URL ?? 'https://api.quillnotes.example',
  }
}
`

export const QUILL_API = `export function createApi({ token, workspace, baseUrl }) {
  async function send(method, path, body) {
    const response = await fetch(\`\${baseUrl}/v1/workspaces/\${workspace}\${path}\`, {
      method,
      headers: {
        Authorization: \`Bearer \${token}\`,
        'Content-Type': 'application/json',
        'Quill-Client': 'mcp',
      },
      body: body ? JSON.stringify(body) : undefined,
    })
    if (response.status === 404) throw new Error('There is no such note')
    if (!response.ok) throw new Error(\`Quill answered \${response.status}\`)
    return response.status === 204 ? null : response.json()
  }

  return {
    search: (query, limit) => send('GET', \`/notes?q=\${encodeURIComponent(query)}&limit=\${limit}\`),
    read: (id) => send('GET', \`/notes/\${encodeURIComponent(id)}\`),
    create: (title, markdown, tags) => send('POST', '/notes', { title, markdown, tags }),
    append: (id, markdown) => send('PATCH', \`/notes/\${encodeURIComponent(id)}\`, { append: markdown }),
    remove: (id) => send('DELETE', \`/notes/\${encodeURIComponent(id)}\`),
  }
}
`

export const QUILL_FORMAT = `const DAY = 86_400_000

export function ago(iso, now = Date.now()) {
  const days = Math.floor((now - Date.parse(iso)) / DAY)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  return days < 30 ? \`\${days} days ago\` : new Date(iso).toISOString().slice(0, 10)
}

export function noteLine(note) {
  const tags = note.tags?.length ? \` [\${note.tags.join(', ')}]\` : ''
  return \`- \${note.title}\${tags} (\${ago(note.updated_at)}) id=\${note.id}\`
}

export function noteText(note) {
  return \`# \${note.title}\\n\\n\${note.markdown}\\n\`
}
`

export const QUILL_INDEX = `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { createApi } from './api.js'
import { configPath, loadConfig } from './config.js'
import { noteLine, noteText } from './format.js'

const string = (description) => ({ type: 'string', description })

const TOOLS = [
  {
    name: 'search_notes',
    description: 'Searches notes by words',
    inputSchema: { type: 'object', properties: { query: string('Words'), limit: { type: 'number' } }, required: ['query'] },
  },
  {
    name: 'read_note',
    description: 'Reads a note as markdown',
    inputSchema: { type: 'object', properties: { id: string('Id of the note') }, required: ['id'] },
  },
  {
    name: 'create_note',
    description: 'Creates a note',
    inputSchema: {
      type: 'object',
      properties: { title: string('Title'), markdown: string('Body'), tags: { type: 'array', items: { type: 'string' } } },
      required: ['title', 'markdown'],
    },
  },
  {
    name: 'append_to_note',
    description: 'Appends to a note',
    inputSchema: { type: 'object', properties: { id: string('Id'), markdown: string('What to add') }, required: ['id', 'markdown'] },
  },
]

async function call(api, name, args) {
  switch (name) {
    case 'search_notes': {
      const { notes } = await api.search(args.query, args.limit ?? 20)
      return notes.length === 0 ? 'Nothing found' : notes.map(noteLine).join('\\n')
    }
    case 'read_note':
      return noteText(await api.read(args.id))
    case 'create_note':
      return \`Created \${(await api.create(args.title, args.markdown, args.tags)).id}\`
    case 'append_to_note':
      await api.append(args.id, args.markdown)
      return 'Appended'
    default:
      throw new Error(\`Unknown tool: \${name}\`)
  }
}

export async function main() {
  const config = loadConfig()
  if (!config.token) throw new Error(\`Set QUILL_TOKEN or write a token into \${configPath}\`)
  const api = createApi(config)
  const server = new Server({ name: 'quillnotes', version: '1.9.4' }, { capabilities: { tools: {} } })
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: TOOLS }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    try {
      return { content: [{ type: 'text', text: await call(api, params.name, params.arguments ?? {}) }] }
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: error.message }] }
    }
  })
  await server.connect(new StdioServerTransport())
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
`
