import { known } from '../../src/model.js'
import { dependencyCasesOf } from '../support/dependencies.js'

const NOW = new Date('2026-10-01T00:00:00Z')
const below = (parent: string, name: string) => ['server@1.0.1', `${parent}@2.0.0`, `${name}@1.0.0`]

dependencyCasesOf('transitive-look-alike', ({ fires, silent }) => {
  fires(
    'one that came three levels down',
    { packages: [{ name: 'expresss', status: 'added', path: below('table-layout-kit', 'expresss') }] },
    { severity: 'low', message: /expresss is almost express/ },
  )
  fires(
    'one that is new altogether, below whomever',
    {
      now: NOW,
      packages: [
        {
          name: 'expresss',
          status: 'added',
          path: below('axios', 'expresss'),
          packageSince: known('2026-09-29T00:00:00.000Z'),
        },
      ],
    },
    { severity: 'high' },
  )
  silent('one that was there before', { packages: [{ name: 'expresss', path: below('table-layout-kit', 'expresss') }] })
  silent('what a popular package depends on', {
    packages: [{ name: 'expresss', status: 'added', path: below('axios', 'expresss') }],
  })
  silent('what the server’s own manifest names, which dependency-look-alike tells', {
    packages: [{ name: 'expresss', status: 'added', path: ['server@1.0.1', 'expresss@1.0.0'] }],
  })
  silent('a package of many years', {
    now: NOW,
    packages: [
      {
        name: 'expresss',
        status: 'added',
        path: below('table-layout-kit', 'expresss'),
        packageSince: known('2019-01-01T00:00:00.000Z'),
      },
    ],
  })
  silent('a name that is only somewhat near', {
    packages: [{ name: 'call-bound', status: 'added', path: below('table-layout-kit', 'call-bound') }],
  })
  silent('an ordinary name', { packages: [{ name: 'zod', status: 'added', path: below('table-layout-kit', 'zod') }] })
})
