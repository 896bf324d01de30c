import { configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', ...args] })
const uvx = (...args: string[]) => ({ command: 'uvx', args })
const docker = (image: string) => ({ command: 'docker', args: ['run', '-i', '--rm', image] })

configurationCasesOf('floating-spec', ({ fires, silent }) => {
  fires('a tag', { entry: npx('@tallybird/mcp@latest') }, { severity: 'low' })
  fires('nothing', { entry: npx('@tallybird/mcp') }, { severity: 'low', message: /at the next start/ })
  fires('a prerelease tag', { entry: npx('@tallybird/mcp@next') }, { severity: 'low' })
  fires('a range', { entry: npx('@tallybird/mcp@^1.0.0') }, { severity: 'info' })
  fires('other runners', { entry: { command: 'bunx', args: ['tallybird-mcp'] } }, { severity: 'low' })
  fires('a range that is all', { entry: npx('@tallybird/mcp@*') }, { severity: 'low' })
  fires(
    'one of two entries that is enabled',
    { entry: npx('@tallybird/mcp'), disabled: true, also: [{ entry: npx('@tallybird/mcp'), client: 'vscode' }] },
    { severity: 'low' },
  )
  fires('Python, once and then from the cache', { entry: uvx('tally-mcp') }, { severity: 'low', message: /cache/ })
  fires('Python, at every start', { entry: uvx('tally-mcp@latest') }, { severity: 'low', message: /at the next start/ })
  fires('a range of Python', { entry: uvx('tally-mcp>=1.2') }, { severity: 'info' })
  fires('an image without a tag', { entry: docker('tallybird/mcp') }, { severity: 'low', message: /next pull/ })
  fires('an image by its newest tag', { entry: docker('ghcr.io/tallybird/mcp:latest') }, { severity: 'low' })
  fires('an image by a branch', { entry: docker('tallybird/mcp:main') }, { severity: 'low' })
  fires('an image by a major version', { entry: docker('tallybird/mcp:1') }, { severity: 'low' })
  fires('an image by a version', { entry: docker('tallybird/mcp:1.2.3') }, { severity: 'info', message: /same tag/ })
  fires('an image by a version and a variant', { entry: docker('tallybird/mcp:v1.2.3-alpine') }, { severity: 'info' })

  silent('an exact version', { entry: npx('@tallybird/mcp@1.0.1') })
  silent('an exact version with a v', { entry: npx('tallybird-mcp@v1.0.1') })
  silent('an exact version of Python', { entry: uvx('tally-mcp@1.2.3') })
  silent('another exact version of Python', { entry: uvx('--from', 'tally-mcp==1.2.3', 'tally') })
  silent('a digest', { entry: docker(`tallybird/mcp@sha256:${'0f'.repeat(32)}`) })
  silent('a digest behind a tag', { entry: docker(`tallybird/mcp:1.2@sha256:${'0f'.repeat(32)}`) })
  silent('no package', { entry: { command: '/opt/tally/serve' } })
  silent('a URL', { entry: { url: 'https://mcp.tallybird.example/mcp' } })
  silent('a disabled entry', { entry: npx('@tallybird/mcp'), disabled: true })
})
