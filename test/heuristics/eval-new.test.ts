import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const evaluates = (origin: string) => fact('code.eval', `${origin} eval`, { origin, via: 'eval' })

casesOf('eval-new', ({ fires, silent }) => {
  fires(
    'the first one',
    { before: [], facts: [evaluates('argument')] },
    { severity: 'medium', message: /what it is given/ },
  )
  fires(
    'with a stranger in a patch release',
    { before: [], facts: [evaluates('unknown'), fact('net.host', 'giftshop.example', { ofCall: true })] },
    { severity: 'high' },
  )

  fires('from two origins, once', { before: [], facts: [evaluates('argument'), evaluates('unknown')] }, { count: 1 })

  silent('a constant', { before: [], facts: [evaluates('constant')] }, 'info')
  silent("a template of the package's own", { before: [], facts: [evaluates('file')] }, 'info')
  silent('one more', { before: [evaluates('unknown')], facts: [evaluates('unknown'), evaluates('argument')] }, 'low')
  silent('a first audit', { facts: [evaluates('argument')] })
})
