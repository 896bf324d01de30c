/**
 * The packages whose real releases accuracy is measured on. Chosen by name before their releases were looked at; a package is never
 * taken out because it raises an alarm. Some well-known servers are missing because the measuring registry holds one release of them.
 */

const list = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

/** Well-known MCP servers: the protocol's own, the vendors', and those that catalogues list first. */
export const SERVERS = list(`
  @modelcontextprotocol/server-filesystem @modelcontextprotocol/server-everything @modelcontextprotocol/server-memory
  @modelcontextprotocol/server-sequential-thinking @modelcontextprotocol/server-github @modelcontextprotocol/server-slack
  @modelcontextprotocol/server-puppeteer @modelcontextprotocol/server-gdrive
  @playwright/mcp chrome-devtools-mcp @upstash/context7-mcp @sentry/mcp-server @brightdata/mcp mcp-server-kubernetes
  @postman/postman-mcp-server @mondaydotcomorg/monday-api-mcp task-master-ai @browsermcp/mcp    @supabase/mcp-server-supabase @notionhq/notion-mcp-server @stripe/mcp     figma-developer-mcp firecrawl-mcp tavily-mcp exa-mcp-server mcp-remote  @heroku/mcp-server
  @neondatabase/mcp-server-neon @elastic/mcp-server-elasticsearch mongodb-mcp-server obsidian-mcp-server
  @wonderwhy-er/desktop-commander @executeautomation/playwright-mcp-server  @shopify/dev-mcp
   @apify/actors-mcp-server @perplexity-ai/mcp-server @mobilenext/mobile-mcp
  @zereight/mcp-gitlab n8n-mcp @storybook/mcp @eslint/mcp @hubspot/mcp-server
  @21st-dev/magic @agentdeskai/browser-tools-mcp @modelcontextprotocol/inspector
`)

/** Packages that servers depend on, directly or not far below. */
export const DEPENDENCIES = list(`
  @modelcontextprotocol/sdk zod zod-to-json-schema ajv ajv-formats axios got node-fetch undici cross-fetch superagent ky
  form-data follow-redirects https-proxy-agent http-proxy-agent socks-proxy-agent proxy-from-env agent-base ws socket.io
  eventsource eventsource-parser express express-rate-limit fastify koa hono @hono/node-server cors helmet body-parser
  cookie-parser morgan compression http-proxy http-errors raw-body qs path-to-regexp lodash rxjs p-limit p-queue uuid nanoid
  dotenv cross-env env-paths convict chalk picocolors ansi-styles strip-ansi supports-color ora inquirer prompts commander
  yargs minimist debug winston pino consola dayjs date-fns luxon fs-extra glob fast-glob minimatch rimraf chokidar tar
  adm-zip execa cross-spawn open simple-git which shell-quote tsx esbuild semver js-yaml yaml cheerio jsdom
  turndown marked jsonwebtoken jose bcryptjs pg mysql2 mongodb redis ioredis better-sqlite3 sharp puppeteer-core
  playwright-core openai @anthropic-ai/sdk @google/genai @octokit/rest @slack/web-api google-auth-library
  nodemailer postmark
`)

/** The newest releases of each, counted from the newest, that are compared with the release before them. */
export const PAIRS_OF_SERVER = 4
export const PAIRS_OF_DEPENDENCY = 3
