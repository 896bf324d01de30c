import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const script = (command: string, hash: string) =>
  fact(
    'install.script',
    `postinstall: ${command} ${hash}`,
    { event: 'postinstall', command, file: 'setup.js', hash, gyp: false },
    { reach: 'install', file: 'package.json' },
  )
const agent = fact(
  'agent.invoke',
  'claude --dangerously-skip-permissions',
  { binary: 'claude', skipPermissions: true },
  { reach: 'install', file: 'setup.js' },
)

casesOf('install-script-changed', ({ fires, silent }) => {
  fires(
    'the file behind it starts an agent',
    { before: [script('node setup.js', 'a1')], facts: [script('node setup.js', 'b2'), agent] },
    { severity: 'critical', message: /has changed; it now starts an AI agent/ },
  )
  fires(
    'what it loads starts an agent',
    { before: [script('node setup.js', 'a1')], facts: [script('node setup.js', 'a1'), agent] },
    { severity: 'critical' },
  )
  fires(
    'another command',
    { before: [script('node a.js', 'a1')], facts: [script('node b.js', 'b2')] },
    { severity: 'medium', message: /.node a\.js. has become .node b\.js./ },
  )

  silent('nothing changed', {
    before: [script('node setup.js', 'a1'), agent],
    facts: [script('node setup.js', 'a1'), agent],
  })
  silent('a first audit', { facts: [script('node setup.js', 'a1'), agent] })
  silent('one that went', { before: [script('node setup.js', 'a1')], facts: [] })
  silent('other words', { before: [script('node setup.js', 'a1')], facts: [script('node setup.js', 'b2')] }, 'medium')

  silent(
    'from a file of its own to a builder',
    { before: [script('node scripts/install.js', 'a1')], facts: [script('node-gyp rebuild', '')] },
    'low',
  )
  fires(
    'headers of a package that nobody knows',
    { before: [script(`node -p "require('nan')"`, '')], facts: [script(`node -p "require('nan-helper')"`, '')] },
    { severity: 'medium' },
  )
})
