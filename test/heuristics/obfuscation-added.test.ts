import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const hidden = (which: string, reach: 'runs' | 'install' = 'runs') =>
  fact('code.obfuscated', which, { which, metric: 1 }, { reach, file: 'index.js' })

casesOf('obfuscation-added', ({ fires, silent }) => {
  fires(
    'hexadecimal names',
    { before: [], facts: [hidden('hex-names')] },
    { severity: 'high', message: /new in index\.js/ },
  )
  fires('since ever', { facts: [hidden('hex-names'), hidden('string-array')] }, { severity: 'medium', count: 1 })
  fires(
    'beside a patched fetch',
    { facts: [hidden('hex-names'), fact('global.patch', 'globalThis.fetch', { target: 'globalThis.fetch' })] },
    { severity: 'critical' },
  )
  fires(
    'beside decoded code',
    { facts: [hidden('string-array'), fact('code.eval', 'decoded eval', { origin: 'decoded' })] },
    { severity: 'critical' },
  )
  fires('at install time', { facts: [hidden('string-array', 'install')] }, { severity: 'critical' })
  fires(
    'with a stranger',
    { before: [], facts: [hidden('split-strings'), fact('net.host', 'giftshop.example', { ofCall: true })] },
    { severity: 'critical' },
  )

  const decoded = (of: string) =>
    fact('code.obfuscated', 'hidden-text', { which: 'hidden-text', metric: 1, of: [of] }, { file: 'index.js' })
  fires('a command that it decodes', { before: [], facts: [decoded('process.spawn')] }, { severity: 'high' })
  fires('behind empty lines', { before: [], facts: [hidden('far-down-code')] }, { severity: 'high' })
  fires(
    'a giant line beside a patched fetch',
    {
      before: [],
      facts: [hidden('giant-line'), fact('global.patch', 'globalThis.fetch', { target: 'globalThis.fetch' })],
    },
    { severity: 'high' },
  )
  silent('a giant line alone', { before: [], facts: [hidden('giant-line')] }, 'low')
  silent('a host that it decodes, and that was there before', { before: [], facts: [decoded('net.host')] }, 'low')
  silent('icons', { before: [], facts: [hidden('encoded-blob')] }, 'low')
  silent('icons on a first audit', { facts: [hidden('encoded-blob'), hidden('escaped-strings')] })
  silent('in a file that nothing reaches', { before: [], facts: [{ ...hidden('hex-names'), reach: 'dormant' }] })
})
