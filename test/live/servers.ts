/**
 * Real servers at exact versions, so that two runs look at the same bytes. The live tests keep the behaviour of all of
 * them as snapshots, and the bench measures with them.
 */
export const SERVERS: Readonly<Record<string, string>> = {
  '@modelcontextprotocol/server-filesystem': '2026.8.31',
  '@modelcontextprotocol/server-everything': '2026.8.31',
  '@modelcontextprotocol/server-memory': '2026.8.31',
  '@modelcontextprotocol/server-sequential-thinking': '2026.8.31',
  '@playwright/mcp': '0.0.83',
  'chrome-devtools-mcp': '1.11.0',
  '@upstash/context7-mcp': '4.1.1',
  '@sentry/mcp-server': '0.39.0',
  '@brightdata/mcp': '2.11.3',
  'mcp-server-kubernetes': '4.1.7',
  '@postman/postman-mcp-server': '2.13.0',
  '@mondaydotcomorg/monday-api-mcp': '3.3.0',
  'task-master-ai': '0.43.1',
  '@browsermcp/mcp': '0.1.3',
  '@currents/mcp': '2.1.1',
  'firecrawl-mcp': '3.26.0',
  '@notionhq/notion-mcp-server': '2.5.2',
  'figma-developer-mcp': '0.13.2',
  'exa-mcp-server': '3.4.1',
  '@wonderwhy-er/desktop-commander': '0.2.52',
}
