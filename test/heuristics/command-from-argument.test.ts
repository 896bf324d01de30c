import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const spawn = (command: string, detail = {}) =>
  fact('process.spawn', command, { command, shell: true, downloads: false, argument: true, hosts: [], ...detail })

casesOf('command-from-argument', ({ fires, silent }) => {
  fires(
    'a command line with an argument',
    { facts: [spawn('curl -s {}')] },
    { severity: 'high', message: /curl -s \{\}/ },
  )
  fires('since ever', { before: [spawn('curl -s {}')], facts: [spawn('curl -s {}')] }, { severity: 'high' })
  fires(
    'told by a flow',
    { facts: [spawn('convert {}', { argument: false }), fact('data.flow', 'argument -> spawn:convert {}')] },
    { severity: 'high' },
  )
  fires('anything, new', { before: [], facts: [spawn('{}')] }, { severity: 'high' })
  fires(
    'anything, from the network',
    { facts: [spawn('{}'), fact('net.listen', '0.0.0.0:9229', { allInterfaces: true })] },
    { severity: 'high' },
  )

  silent('a list without a shell', { before: [], facts: [spawn('kubectl get {}', { shell: false })] })
  silent('a constant command', { before: [], facts: [spawn('git --version', { argument: false })] })
  silent('a server whose trade is a shell', { facts: [spawn('{}')] }, 'medium')
})
