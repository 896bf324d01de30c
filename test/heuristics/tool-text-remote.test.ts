import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const tool = (remote: string[], digest = '01') =>
  fact('mcp.tool', `tool:search ${digest}`, { name: 'search', what: 'tool', text: '', phrases: [], hidden: [], remote })

casesOf('tool-text-remote', ({ fires, silent }) => {
  fires(
    'a text that was its own',
    { before: [tool([])], facts: [tool(['net:texts.other-place.com'], '02')] },
    { severity: 'high', message: /search takes its text from texts\.other-place\.com/ },
  )
  fires(
    'the same words, and now from a host as well',
    { before: [tool([])], facts: [tool(['net:texts.other-place.com'])] },
    { severity: 'high' },
  )
  fires('without a baseline', { facts: [tool(['net:texts.other-place.com'])] }, { severity: 'low' })

  silent('texts of the package', { before: [tool([])], facts: [tool([], '02')] })
  silent('as before', {
    before: [tool(['net:texts.other-place.com'])],
    facts: [tool(['net:texts.other-place.com'], '02')],
  })
  silent('a bridge, whose host is computed', { before: [tool([])], facts: [tool(['net:*'], '02')] })
  silent('this machine', { before: [tool([])], facts: [tool(['net:127.0.0.1'], '02')] })
})
