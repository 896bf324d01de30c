import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

casesOf('environment-to-network', ({ fires, silent }) => {
  fires(
    'to a stranger',
    { before: [], facts: [fact('data.flow', 'env:* -> net:giftshop.example')] },
    { severity: 'critical' },
  )
  fires(
    'since ever',
    { facts: [fact('env.bulk', 'net', { to: 'net', host: 'giftshop.example' })] },
    { severity: 'critical' },
  )
  fires(
    'told once',
    {
      facts: [
        fact('env.bulk', 'net', { to: 'net', host: 'giftshop.example' }),
        fact('data.flow', 'env:* -> net:giftshop.example'),
      ],
    },
    { severity: 'critical', count: 1 },
  )
  fires('by DNS', { facts: [fact('data.flow', 'env:* -> dns:{}.giftshop.example')] }, { severity: 'critical' })
  fires('to its vendor', { facts: [fact('data.flow', 'env:* -> net:crash.tallybird.example')] }, { severity: 'medium' })

  silent('to a child process', { before: [], facts: [fact('env.bulk', 'spawn', { to: 'spawn', host: '' })] })
  silent('one variable', {
    before: [],
    facts: [fact('data.flow', 'env:TALLYBIRD_REGION -> net:api.tallybird.example')],
  })
  silent('to the own machine', { before: [], facts: [fact('data.flow', 'env:* -> net:127.0.0.1:4000')] })
})
