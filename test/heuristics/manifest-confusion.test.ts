import { casesOf } from '../support/heuristics.js'

casesOf('manifest-confusion', ({ fires, silent }) => {
  fires(
    'a script that the registry does not show',
    { manifestDifferences: ['scripts.postinstall: the registry says nothing, the package says "node x.js"'] },
    { severity: 'high' },
  )
  fires('another dependency', { manifestDifferences: ['dependencies.axios: ^1.0.0 and ^1.14.1'] }, { severity: 'high' })

  silent('none', { manifestDifferences: [] })
  silent('another description', { manifestDifferences: ['description: "a" and "b"'] }, 'info')
})
