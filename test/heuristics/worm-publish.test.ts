import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const act = (which: string, reach: 'runs' | 'install' = 'runs') => fact('worm.publish', which, { which }, { reach })

casesOf('worm-publish', ({ fires, silent }) => {
  fires(
    'publishes what it rewrites',
    { facts: [act('npm publish'), act('package.json rewrite')] },
    { severity: 'critical' },
  )
  fires(
    'publishes with tokens it reads',
    { facts: [act('npm publish'), fact('fs.secret-path', '~/.npmrc', { read: true })] },
    { severity: 'critical' },
  )
  fires('publishes', { facts: [act('npm publish')] }, { severity: 'high' })
  fires('at install time', { facts: [act('repository create', 'install')] }, { severity: 'critical' })

  silent('a server that pushes, since ever', { facts: [act('git push')] }, 'low')
  silent('a server that learns to push', { before: [], facts: [act('git push')], baselineVersion: '0.9.0' }, 'medium')
  silent('a script of its maintainers', { before: [], facts: [{ ...act('npm publish'), reach: 'dormant' }] })

  const log = fact('process.spawn', 'git log', { command: 'git log' })
  const learned = { before: [log], facts: [log, act('git push')] }
  silent('a server of repositories that learns to push', { ...learned, baselineVersion: '0.9.0' }, 'low')
  fires('one that pushes with a patch release', learned, { severity: 'high' })
})
