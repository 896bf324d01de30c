// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const devtools = (...args: string[]): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', 'chrome-devtools-mcp@0.10.0', ...args] },
})
const playwright = (args: string[], env: Record<string, string> = {}): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', '@playwright/mcp@0.0.40', ...args], env },
})
const puppeteer = (options: unknown): ConfigurationParts => ({
  entry: {
    command: 'npx',
    args: ['-y', '@modelcontextprotocol/server-puppeteer@2025.5.12'],
    env: { PUPPETEER_LAUNCH_OPTIONS: JSON.stringify(options) },
  },
})
const run = (command: string, ...args: string[]): ConfigurationParts => ({ entry: { command, args } })

configurationCasesOf('browser-profile', ({ fires, silent }) => {
  fires('the browser that is open', devtools('--autoConnect'), { severity: 'medium', message: /user works in/ })
  fires('by its other name', devtools('--auto-connect', '--channel=beta'), { severity: 'medium' })
  fires('a port', devtools('--browserUrl', 'http://127.0.0.1:9222'), { severity: 'low', message: /\(low\)/ })
  fires('a port, attached', devtools('--browser-url=http://localhost:9222'))
  fires('a port, in short', devtools('-u', 'http://127.0.0.1:9222'))
  fires('a socket', devtools('--wsEndpoint', 'ws://127.0.0.1:9222/devtools/browser/x'))
  fires('the everyday profile', devtools('--userDataDir', '/home/ann/.config/google-chrome'), {
    severity: 'medium',
    message: /everyday profile/,
  })
  fires('of macOS', devtools('--user-data-dir=/Users/ann/Library/Application Support/Google/Chrome'))
  fires('of Windows', devtools('--userDataDir', 'C:\\Users\\ann\\AppData\\Local\\Google\\Chrome\\User Data'))
  fires('of Windows, by a variable', devtools('--userDataDir', '%LOCALAPPDATA%\\Google\\Chrome\\User Data'))
  fires('one profile in it', devtools('--userDataDir', '~/.config/google-chrome/Profile 1'))
  fires('both, once', devtools('--auto-connect', '--userDataDir', '$HOME/Library/Application Support/Google/Chrome'), {
    count: 1,
    message: /everyday profile/,
  })
  fires('handed on to Chrome', devtools('--chrome-arg=--user-data-dir=/home/ann/.config/chromium'))
  fires('Playwright’s extension', playwright(['--extension']), { severity: 'low', message: /`--extension`/ })
  fires('Playwright’s endpoint', playwright(['--cdp-endpoint', 'http://localhost:9222']))
  fires('Playwright’s folder', playwright(['--browser', 'firefox', '--user-data-dir', '~/.mozilla/firefox/x.default']))
  fires('Playwright’s variable', playwright([], { PLAYWRIGHT_MCP_USER_DATA_DIR: '${HOME}/.config/microsoft-edge' }))
  fires(
    'Playwright’s variable for the endpoint',
    playwright([], { PLAYWRIGHT_MCP_CDP_ENDPOINT: 'ws://localhost:9222' }),
  )
  fires('Playwright’s variable for the extension', playwright([], { PLAYWRIGHT_MCP_EXTENSION: 'true' }))
  fires(
    'Puppeteer’s folder',
    puppeteer({ headless: false, userDataDir: '/Users/ann/Library/Application Support/Google/Chrome' }),
  )
  fires(
    'Puppeteer’s arguments',
    puppeteer({ args: ['--user-data-dir=C:\\Users\\ann\\AppData\\Local\\Google\\Chrome\\User Data'] }),
  )
  fires('browser-use', {
    entry: { command: 'uvx', args: ['mcp-server-browser-use'], env: { MCP_BROWSER_USE_OWN_BROWSER: 'true' } },
  })
  fires('an extension by its nature', run('npx', '@browsermcp/mcp@0.1.3'), { severity: 'low' })
  fires(
    'from a container',
    run(
      'docker',
      'run',
      '-i',
      'mcr.microsoft.com/playwright/mcp:1',
      '--cdp-endpoint',
      'http://host.docker.internal:9222',
    ),
  )
  fires('a browser itself', run('google-chrome', '--remote-debugging-port=9222'))
  fires('within cmd', run('cmd', '/c', 'npx', '-y', 'chrome-devtools-mcp@0.10.0', '--autoConnect'), { count: 1 })
  fires('a disabled entry', { ...devtools('--autoConnect'), disabled: true }, { severity: 'info' })

  silent('a profile of its own', devtools())
  silent('isolated', devtools('--isolated', '--channel', 'canary'))
  silent('without a window', devtools('--headless=true', '--viewport', '1280x720'))
  silent('a folder of its own', devtools('--userDataDir', '/home/ann/.cache/tally-profile'))
  silent(
    'a folder of its own, with a port',
    devtools('--userDataDir', '/tmp/p', '--browserUrl', 'http://127.0.0.1:9222'),
  )
  silent('a folder of its own, connected', devtools('--userDataDir', '~/agent-profile', '--autoConnect'))
  silent('not connected', devtools('--autoConnect=false'))
  silent('a browser elsewhere', devtools('--wsEndpoint', 'wss://browsers.tallybird.example/?x=1'))
  silent('an address that is not known', devtools('--browserUrl', '${BROWSER_URL}'))
  silent('Playwright', playwright([]))
  silent('Playwright, without a window', playwright(['--headless', '--isolated', '--storage-state=a.json']))
  silent('Playwright, a folder of its own', playwright(['--user-data-dir', '${workspaceFolder}/.profile']))
  silent('Playwright, no extension', playwright([], { PLAYWRIGHT_MCP_EXTENSION: 'false' }))
  silent('Puppeteer', puppeteer({ headless: true, args: ['--no-sandbox'] }))
  silent('Puppeteer, a folder of its own', puppeteer({ userDataDir: '/tmp/puppeteer' }))
  silent(
    'the container’s own browser',
    run('docker', 'run', '-i', 'mcr.microsoft.com/playwright/mcp:1', '--cdp-endpoint', 'http://localhost:9222'),
  )
  silent(
    'a browser with a folder of its own',
    run('chromium', '--remote-debugging-port=9222', '--user-data-dir=/tmp/x'),
  )
  silent(
    'another server with such an option',
    run('npx', '-y', '@tallybird/mcp@1.0.1', '--extension', '-u', 'http://127.0.0.1:9222'),
  )
  silent('a URL', { entry: { url: 'https://browser.tallybird.example/mcp' } })
})
