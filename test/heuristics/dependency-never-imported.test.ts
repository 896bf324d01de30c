import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const dependency = (name: string, imported: boolean, more = {}) =>
  fact(
    'dependency',
    `${name}@^1.0.0`,
    { name, spec: '^1.0.0', source: 'registry', group: 'dependencies', imported, inLockstep: false, ...more },
    { file: 'package.json' },
  )
const used = [dependency('@modelcontextprotocol/sdk', true), dependency('axios', true)]

casesOf('dependency-never-imported', ({ fires, silent }) => {
  fires(
    'the only change',
    { before: used, facts: [...used, dependency('plain-crypto-js', false)] },
    { severity: 'high', message: /nothing else changed/ },
  )
  fires(
    'in a minor release with other changes',
    {
      before: used,
      facts: [...used, dependency('plain-crypto-js', false), fact('fs.read', '{}')],
      baselineVersion: '0.9.0',
    },
    { severity: 'medium' },
  )

  silent('one that is imported', { before: used, facts: [...used, dependency('some-parser', true)] })
  silent(
    'a package that bundles its code',
    {
      before: [dependency('axios', false), dependency('zod', false)],
      facts: [dependency('axios', false), dependency('zod', false), dependency('some-parser', false)],
    },
    'low',
  )
  silent('a well-known one', { before: used, facts: [...used, dependency('dotenv', false)] }, 'low')
  silent(
    'one more of a scope that it uses',
    { before: used, facts: [...used, dependency('@modelcontextprotocol/node', false)] },
    'low',
  )
  silent(
    'a rewrite',
    {
      before: [...used, fact('fs.read', '{}')],
      facts: [...used, dependency('some-runtime', false)],
      baselineVersion: '0.9.0',
    },
    'medium',
  )
  silent('types', { before: used, facts: [...used, dependency('@types/node', false)] })
  silent('an optional one', {
    before: used,
    facts: [...used, dependency('fsevents-like', false, { group: 'optionalDependencies' })],
  })
  silent('another range of one that stood there', {
    before: [...used, dependency('old', false)],
    facts: [
      ...used,
      fact('dependency', 'old@^2.0.0', {
        name: 'old',
        spec: '^2.0.0',
        source: 'registry',
        group: 'dependencies',
        imported: false,
      }),
    ],
  })
  silent('a first audit', { facts: [...used, dependency('plain-crypto-js', false)] })

  const page = ['page-ui', 'page-icons', 'page-fonts', 'page-theme', 'page-motion'].map((name) =>
    dependency(name, false),
  )
  const crowd = { before: used, facts: [...used, ...page, fact('fs.read', '{}')] }
  silent('those of a page, with a minor release', { ...crowd, baselineVersion: '0.9.0' }, 'low')
  fires('as many with a patch release', crowd, { severity: 'high', count: 5 })
  const patches = fact('install.script', 'postinstall: patch-package', {
    event: 'postinstall',
    command: 'patch-package',
    hash: '',
  })
  silent(
    'what its install script starts, and builds',
    {
      before: used,
      facts: [...used, dependency('patch-package', false), patches],
    },
    'low',
  )
})
