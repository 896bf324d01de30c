/**
 * How servers for browsers are told which browser and which profile to use. From the documentation of chrome-devtools-mcp,
 * Playwright's and Puppeteer's servers and browser-use; looked up 2026.
 */

/** Names of packages, images and programs that drive a browser. */
export const DRIVES_A_BROWSER =
  /chrom(e|ium)|playwright|puppeteer|browser|devtools|selenium|webdriver|stagehand|camoufox|\bcdp\b/i

/** Servers that work through an extension in the browser that the user has open: that is what they are for. */
export const IN_THE_USERS_BROWSER: ReadonlySet<string> = new Set([
  '@browsermcp/mcp',
  '@agentdeskai/browser-tools-mcp',
  'mcp-chrome-bridge',
  'kapture-mcp',
])

export const PROFILE_OPTIONS: readonly string[] = ['--user-data-dir', '--chrome-user-data-dir']
export const PROFILE_VARIABLES =
  /^((PLAYWRIGHT_MCP|BROWSER|BROWSER_USE|CHROME|MCP_BROWSER)_)?USER_DATA_DIR$|^CHROME_(PERSISTENT|USER)_(DATA|SESSION)$/

/** Options that connect to a browser which runs already. `-u` and `-w` are chrome-devtools-mcp's. */
export const ENDPOINT_OPTIONS: readonly string[] = [
  '--browser-url',
  '--ws-endpoint',
  '--cdp-endpoint',
  '--cdp-url',
  '--browser-ws-endpoint',
  '-u',
  '-w',
]
export const ENDPOINT_VARIABLES =
  /^((PLAYWRIGHT_MCP|MCP_BROWSER|BROWSER|BROWSER_USE|CHROME)_)?(CDP_ENDPOINT|CDP_URL|WS_ENDPOINT|CDP)$|^BROWSER_URL$/

/** A browser on this machine: by an address, or by the name of its channel. */
export const isHere = (endpoint: string): boolean =>
  /^(https?|wss?):\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)([:/?]|$)/i.test(endpoint.trim()) ||
  /^(localhost|127\.0\.0\.1):\d+$/.test(endpoint.trim()) ||
  /^(chrome|msedge)(-(beta|dev|canary))?$/.test(endpoint.trim())

/** The machine, seen from a container on it. */
export const isHost = (endpoint: string): boolean =>
  /^(https?|wss?):\/\/host\.(docker|containers)\.internal([:/?]|$)/i.test(endpoint.trim())

/** Variables that say `true` where the user's own browser is meant. */
export const OWN_BROWSER_VARIABLES = /^(MCP_BROWSER_USE_OWN_BROWSER|MCP_USE_OWN_BROWSER|PLAYWRIGHT_MCP_EXTENSION)$/

/** Folders of profiles in Puppeteer's options, which are JSON. */
export function profilesIn(options: string): string[] {
  const text = options.slice(0, 10_000)
  return [...text.matchAll(/"userDataDir"\s{0,5}:\s{0,5}"([^"]{1,500})"|--user-data-dir=([^"]{1,500})/g)].map(
    ([, key, argument]) => key ?? argument ?? '',
  )
}
