import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const dependency = (name: string, spec: string, source: string) =>
  fact(
    'dependency',
    `${name}@${spec}`,
    { name, spec, source, group: 'dependencies', imported: true },
    { file: 'package.json' },
  )

casesOf('dependency-source', ({ fires, silent }) => {
  fires(
    'a new git address',
    { before: [], facts: [dependency('helper', 'git+https://git.giftshop.example/u/helper.git', 'git')] },
    { severity: 'high' },
  )
  fires(
    'a git address at no code host, since ever',
    { facts: [dependency('helper', 'git+https://git.giftshop.example/u/helper.git', 'git')] },
    { severity: 'high' },
  )
  fires(
    'an archive',
    { facts: [dependency('helper', 'http://giftshop.example/helper.tgz', 'http')] },
    { severity: 'high' },
  )
  fires('a fork, since ever', { facts: [dependency('helper', 'github:someone/helper', 'git')] }, { severity: 'medium' })

  fires(
    'a known name that is another package now',
    {
      before: [dependency('helper', '^1.0.0', 'registry')],
      facts: [dependency('helper', 'npm:other-helper@^1.0.0', 'alias')],
    },
    { severity: 'high', message: /helper is another package now: other-helper/ },
  )

  silent('the same package by an alias', {
    before: [dependency('helper', '^1.0.0', 'registry')],
    facts: [dependency('helper', 'npm:helper@^1.1.0', 'alias')],
  })
  silent('from the registry', { before: [], facts: [dependency('helper', '^1.0.0', 'registry')] })
  silent('an alias', { before: [], facts: [dependency('helper', 'npm:other@^1.0.0', 'alias')] })
  silent(
    'a pinned fork, since ever',
    {
      facts: [
        dependency(
          'helper',
          'git+https://github.com/someone/helper.git#0123456789012345678901234567890123456789',
          'git',
        ),
      ],
    },
    'low',
  )
  silent('a path of the monorepo', { before: [], facts: [dependency('shared', 'file:../shared', 'file')] }, 'low')
})
