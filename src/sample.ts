/** Ten well-known servers, for whoever has no configuration yet: `touchstone scan --sample`. */
import { NO_GRANTS, type ServerEntry } from './model.js'

/** Packages by the name that their own documentation gives the server. */
const SERVERS: Readonly<Record<string, string>> = {
  filesystem: '@modelcontextprotocol/server-filesystem',
  everything: '@modelcontextprotocol/server-everything',
  memory: '@modelcontextprotocol/server-memory',
  'sequential-thinking': '@modelcontextprotocol/server-sequential-thinking',
  playwright: '@playwright/mcp',
  'chrome-devtools': 'chrome-devtools-mcp',
  context7: '@upstash/context7-mcp',
  sentry: '@sentry/mcp-server',
  kubernetes: 'mcp-server-kubernetes',
  browsermcp: '@browsermcp/mcp',
}

/** Entries as a configuration would hold them: `npx -y <package>`, so that the newest release is audited. */
export function sampleEntries(): ServerEntry[] {
  return Object.entries(SERVERS).map(([name, spec]) => {
    const pointer = `/mcpServers/${name}`
    const argv = ['npx', '-y', spec].map((text, index) => ({
      text,
      pointer: index === 0 ? `${pointer}/command` : `${pointer}/args/${index - 1}`,
      offset: 0,
    }))
    return {
      client: 'sample',
      scope: 'explicit',
      name,
      place: { file: 'sample', pointer },
      launch: { transport: 'stdio', argv, env: {} },
      line: 1,
      disabled: false,
      grants: NO_GRANTS,
    }
  })
}
