import { dependencyCasesOf } from '../support/dependencies.js'

dependencyCasesOf('dependency-deprecated', ({ fires, silent }) => {
  fires(
    'a release that is called compromised',
    { packages: [{ name: 'axios', version: '1.14.1', release: { deprecated: 'Compromised release, do not use.' } }] },
    { severity: 'high', message: /axios@1\.14\.1 is deprecated: “Compromised release, do not use\.”/ },
  )
  fires(
    'old ones, in one line that informs',
    {
      packages: ['glob', 'inflight', 'rimraf'].map((name) => ({
        name,
        release: { deprecated: 'no longer supported' },
      })),
    },
    { severity: 'info', message: /glob@1\.0\.0, inflight@1\.0\.0 and rimraf@1\.0\.0 are deprecated/ },
  )
  silent('what is only old', { packages: [{ name: 'glob', release: { deprecated: 'no longer supported' } }] }, 'info')
  silent('what nobody advises against', { packages: [{ name: 'zod' }, { name: 'fork', source: 'git', release: null }] })
})
