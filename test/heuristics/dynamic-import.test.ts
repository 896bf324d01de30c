import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

casesOf('dynamic-import', ({ fires, silent }) => {
  fires(
    'what it is given decides',
    { before: [], facts: [fact('module.dynamic', '{}', { origin: 'argument' })] },
    { severity: 'medium' },
  )
  fires(
    'a computed name',
    { before: [], facts: [fact('module.dynamic', '{}', { origin: 'unknown' })] },
    { severity: 'info' },
  )

  silent(
    'plugins of its own folder',
    { before: [], facts: [fact('module.dynamic', './tools/{}', { origin: 'file' })] },
    'info',
  )
  silent('a constant name', { before: [], facts: [fact('module.dynamic', 'fsevents', { origin: 'constant' })] })
  silent('a first audit', { facts: [fact('module.dynamic', '{}', { origin: 'argument' })] })
})
