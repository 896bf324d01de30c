import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const script = (command: string, file = '') =>
  fact(
    'install.script',
    `postinstall: ${command}`,
    { event: 'postinstall', command, file, hash: file && 'a1' },
    { reach: 'install', file: 'package.json' },
  )
const code = fact('net.egress', 'GET api.tallybird.example', { host: 'api.tallybird.example' })

casesOf('hook-without-code', ({ fires, silent }) => {
  fires(
    'a hook that fetches another package',
    { before: [code], facts: [code, script('npx -y helper')] },
    { severity: 'critical', message: /npx -y helper/ },
  )
  fires(
    'together with a dependency',
    {
      before: [code],
      facts: [
        code,
        script('helper run'),
        fact('dependency', 'helper@^1.0.0', { name: 'helper' }, { file: 'package.json' }),
      ],
    },
    { severity: 'critical' },
  )

  silent('a hook with a file of the package', { before: [code], facts: [code, script('node setup.js', 'setup.js')] })
  silent('a release that changed more', {
    before: [code],
    facts: [code, script('npx -y helper'), fact('fs.read', '{}')],
  })
  silent('a build', { before: [code], facts: [code, script('node-gyp rebuild')] })
  silent('a first audit', { facts: [code, script('npx -y helper')] })
})
