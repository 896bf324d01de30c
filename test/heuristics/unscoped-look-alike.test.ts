import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const npx = (spec: string): ConfigurationParts => ({ entry: { command: 'npx', args: ['-y', spec] } })
const uvx = (spec: string): ConfigurationParts => ({ entry: { command: 'uvx', args: [spec] } })
const docker = (image: string): ConfigurationParts => ({
  entry: { command: 'docker', args: ['run', '-i', '--rm', image] },
})

configurationCasesOf('unscoped-look-alike', ({ fires, silent }) => {
  fires('without the scope', npx('server-filesystem'), {
    severity: 'medium',
    message: /@modelcontextprotocol\/server-filesystem without its scope/,
  })
  fires('in the manner of Python', npx('mcp-server-filesystem@1.0.0'), { severity: 'medium' })
  fires('a vendor’s', npx('context7-mcp@latest'), { severity: 'medium', message: /@upstash\/context7-mcp/ })
  fires('the scope as a part', npx('playwright-mcp'), { severity: 'medium', message: /@playwright\/mcp/ })
  fires('another scope as a part', npx('stripe-mcp'), { severity: 'medium' })
  fires('a long name', npx('notion-mcp-server'), { severity: 'medium' })
  fires('a capital i', npx('@modelcontextprotocoI/server-filesystem'), { severity: 'high', message: /\(high\)/ })
  fires('a one for an l', npx('@mode1contextprotocol/server-memory'), { severity: 'high' })
  fires('a vendor’s scope, of whatever package', npx('@datad0g/helper'), { severity: 'high', message: /@datadog/ })
  fires('a zero for an o', npx('@br0wsermcp/mcp'), { severity: 'high' })
  fires('two letters for one', npx('@rnondaydotcomorg/monday-api-mcp'), { severity: 'high' })
  fires('letters that look alike, whatever the package', npx('@modelc0ntextprotocol/helper'), { severity: 'high' })
  fires('letters of another alphabet', npx('@mоdelcontextprotocol/server-github'), {
    severity: 'high',
    message: /another alphabet/,
  })
  fires('letters of another alphabet, without a scope', npx('firecrаwl-mcp'), { severity: 'high' })
  fires('a scope with a letter less', npx('@modelcontextprotocl/server-filesystem'), { severity: 'medium' })
  fires('a scope with other separators', npx('@model-context-protocol/server-filesystem'), { severity: 'medium' })
  fires('a vendor’s scope, almost', npx('@cloudfare/mcp-server-cloudflare'), { severity: 'medium' })
  fires('another scope', npx('@tallybird/server-filesystem'), { severity: 'low', message: /in another scope/ })
  fires('Python’s name in npm', npx('mcp-server-fetch'), { severity: 'medium', message: /Python/ })
  fires('almost a Python server', uvx('mcp-server-fetc'), { severity: 'medium', message: /mcp-server-fetch/ })
  fires('two letters exchanged', uvx('mcp-atlasisan'), { severity: 'medium' })
  fires('npm’s name in Python', uvx('mcp-server-filesystem'), { severity: 'low' })
  fires('an image in another namespace', docker('tallybird/github-mcp-server:1'), { severity: 'low' })
  fires('an image in almost the namespace', docker('ghcr.io/githib/github-mcp-server'), { severity: 'medium' })
  fires('an image with letters that look alike', docker('ghcr.io/g1thub/github-mcp-server'), { severity: 'high' })
  fires('an image with a one for an i', docker('hash1corp/terraform-mcp-server'), { severity: 'high' })
  fires('a disabled entry', { ...npx('context7-mcp'), disabled: true }, { severity: 'info' })
  fires(
    'two entries, once',
    { ...npx('context7-mcp'), also: [{ ...npx('context7-mcp'), client: 'vscode' }] },
    { count: 1 },
  )

  silent('the well-known one', npx('@modelcontextprotocol/server-filesystem'))
  silent('well-known ones without a scope', npx('figma-developer-mcp'))
  silent('a vendor’s own scope', npx('@datadog/anything'))
  silent('another', npx('chrome-devtools-mcp@latest'))
  silent('another again', npx('mcp-server-kubernetes'))
  silent('a vendor’s other server', npx('@upstash/mcp-server'))
  silent('a server of one’s own', npx('@tallybird/mcp'))
  silent('a server of one’s own without a scope', npx('tallybird-mcp-server'))
  silent('a common name in a scope', npx('@tallybird/mcp-server'))
  silent('for the same vendor', npx('my-stripe-helper-mcp'))
  silent('almost as a whole, which is for another heuristic', npx('figma-develpoer-mcp'))
  silent('a scope of the same vendor', npx('@browserbase/mcp'))
  silent('Python’s own', uvx('mcp-server-git'))
  silent('Python’s own with capitals', uvx('MCP_Atlassian'))
  silent('Python’s own with dots', uvx('awslabs.core-mcp-server@latest'))
  silent('Python’s own in another order', uvx('mcp-server-mysql'))
  silent('a short name', uvx('db-mcp'))
  silent('a server of one’s own in Python', uvx('tally-mcp'))
  silent('the image itself', docker('ghcr.io/github/github-mcp-server:v1.0.0'))
  silent('the image by Docker Hub’s address', docker('docker.io/hashicorp/terraform-mcp-server:0.3'))
  silent('an image that is built here', docker('github-mcp-server'))
  silent('a mirror', docker('registry.tallybird.example/github/github-mcp-server:1'))
  silent('a catalogue', docker('mcp/filesystem'))
  silent('an image of one’s own', docker('tallybird/mcp:1'))
  silent('a program', { entry: { command: '/opt/tally/serve', args: ['context7-mcp'] } })
  silent('a URL', { entry: { url: 'https://context7-mcp.example/mcp' } })
  silent('words of other languages', { entry: { command: 'node', args: ['/home/ann/Dokumente/Übersicht/сервер.js'] } })
})
