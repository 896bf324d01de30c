import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const listen = (address: string, allInterfaces = true) =>
  fact('net.listen', `${address}:3000`, { address, port: '3000', allInterfaces })

casesOf('listens-on-all-interfaces', ({ fires, silent }) => {
  fires('chosen, new in a patch release', { before: [], facts: [listen('0.0.0.0')] }, { severity: 'medium' })
  fires('chosen, since ever', { facts: [listen('0.0.0.0')] }, { severity: 'low' })
  fires(
    'beside commands that it is given',
    { before: [], facts: [listen('*'), fact('process.spawn', '{}', { command: '{}', shell: true, argument: true })] },
    { severity: 'high' },
  )

  silent('loopback', { before: [], facts: [listen('127.0.0.1', false)] })
  silent('by omission, since ever', { facts: [listen('*')] }, 'info')
  silent('by omission, new', { before: [], facts: [listen('*')] }, 'low')

  fires(
    'what was for this machine alone',
    { before: [listen('127.0.0.1', false)], facts: [listen('0.0.0.0')] },
    { severity: 'high', message: /no longer/ },
  )
  silent(
    'opened to callers who show a token',
    {
      before: [listen('127.0.0.1', false)],
      facts: [{ ...listen('0.0.0.0'), detail: { ...listen('0.0.0.0').detail, checked: true } }],
    },
    'medium',
  )
})
