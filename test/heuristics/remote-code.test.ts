import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

casesOf('remote-code', ({ fires, silent }) => {
  fires(
    'from the network',
    { facts: [fact('code.eval', 'net eval', { origin: 'net', via: 'eval' })] },
    { severity: 'critical' },
  )
  fires(
    'told once',
    {
      facts: [
        fact('code.eval', 'net eval', { origin: 'net', via: 'eval' }),
        fact('data.flow', 'net:giftshop.example -> eval'),
      ],
    },
    { severity: 'critical', count: 1, message: /giftshop/ },
  )
  fires(
    'decoded',
    { facts: [fact('code.eval', 'decoded Function', { origin: 'decoded', via: 'Function' })] },
    { severity: 'critical' },
  )
  fires(
    'a module from the network',
    { facts: [fact('module.dynamic', '{}', { origin: 'net' })] },
    { severity: 'critical' },
  )
  fires(
    'a hidden name of a module',
    { facts: [fact('module.dynamic', 'node:child_process', { origin: 'decoded' })] },
    { severity: 'high' },
  )

  silent('its own files by their URL', { facts: [fact('module.dynamic', '<dir>/package.json', { origin: 'decoded' })] })
  silent('a constant', { before: [], facts: [fact('code.eval', 'constant eval', { origin: 'constant', via: 'eval' })] })
  silent('an answer that is parsed', {
    before: [],
    facts: [fact('data.flow', 'net:giftshop.example -> file:cache.json')],
  })
  silent('plugins of its own folder', { before: [], facts: [fact('module.dynamic', '{}', { origin: 'unknown' })] })
})
