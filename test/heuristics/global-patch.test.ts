import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const patch = (target: string) => fact('global.patch', target, { target })
const stranger = fact('net.host', 'giftshop.example', { ofCall: true })

casesOf('global-patch', ({ fires, silent }) => {
  fires(
    'in code that hides',
    { facts: [patch('globalThis.fetch'), fact('code.obfuscated', 'hex-names')] },
    { severity: 'critical' },
  )
  fires(
    'with a stranger',
    { before: [], facts: [patch('https.request'), stranger] },
    { severity: 'high', message: /https\.request/ },
  )
  fires('in a patch release', { before: [], facts: [patch('Module._load')] }, { severity: 'high' })
  fires('since ever, beside a stranger', { facts: [patch('https.request'), stranger] }, { severity: 'medium' })

  silent('a fetch that sets an option and hands on', {
    before: [],
    facts: [fact('global.patch', 'globalThis.fetch', { target: 'globalThis.fetch', handsOn: true })],
  })
  silent('a polyfill', { before: [], facts: [patch('globalThis.fetch')] }, 'medium')
  silent(
    'a polyfill by a package for it',
    { before: [], facts: [patch('globalThis.fetch'), fact('dependency', 'node-fetch@^3.0.0', { name: 'node-fetch' })] },
    'low',
  )
  silent('a polyfill, since ever', { facts: [patch('globalThis.fetch'), stranger] })
  silent('logs to stderr', { before: [], facts: [patch('console.log'), patch('console.info')] })
  silent(
    'monitoring that was there',
    { before: [patch('http.request'), stranger], facts: [patch('http.request'), stranger] },
    'low',
  )
})
