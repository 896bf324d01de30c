import { configurationCasesOf } from '../support/configuration.js'

configurationCasesOf('floating-spec', ({ fires, silent }) => {
  fires('a tag', { entry: { command: 'npx', args: ['-y', '@tallybird/mcp@latest'] } }, { severity: 'low' })
  fires('nothing', { entry: { command: 'npx', args: ['-y', '@tallybird/mcp'] } }, { severity: 'low' })

  silent('a range', { entry: { command: 'npx', args: ['-y', '@tallybird/mcp@^1.0.0'] } }, 'info')
  silent('an exact version', { entry: { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1'] } })
  silent('no package', { entry: { command: '/opt/tally/serve' } })
})
