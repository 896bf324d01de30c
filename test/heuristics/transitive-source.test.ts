import { dependencyCasesOf } from '../support/dependencies.js'

const deep = (version: string) => ({
  name: 'canvas-fork',
  version,
  source: 'git' as const,
  integrity: null,
  release: null,
  path: ['server@1.0.1', 'pdf-helper@2.0.0', `canvas-fork@${version}`],
})
const COMMIT = 'a'.repeat(40)

dependencyCasesOf('transitive-source', ({ fires, silent }) => {
  fires(
    'a branch that came',
    { packages: [{ ...deep('github:someone/canvas#main'), status: 'added' }] },
    { severity: 'high', message: /canvas-fork now comes from github:someone\/canvas#main/ },
  )
  fires(
    'a branch that has always been there',
    { packages: [deep('github:someone/canvas#main')] },
    { severity: 'medium' },
  )
  fires(
    'an exact commit that came',
    { packages: [{ ...deep(`github:someone/canvas#${COMMIT}`), status: 'added' }] },
    { severity: 'medium' },
  )
  silent('an exact commit that was there', { packages: [deep(`github:someone/canvas#${COMMIT}`)] }, 'low')
  silent('what the server’s own manifest names, which dependency-source tells', {
    packages: [
      { ...deep('github:someone/canvas#main'), status: 'added', path: ['server@1.0.1', 'canvas-fork@github:…'] },
    ],
  })
  silent('what was bundled in a package above it', {
    packages: [{ name: 'inner', source: 'bundled', status: 'added', path: ['server@1', 'outer@1', 'inner@1'] }],
  })
})
