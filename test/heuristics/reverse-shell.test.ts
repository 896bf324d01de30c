import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const shell = fact('process.spawn', '/bin/sh -i', { command: '/bin/sh -i', shell: false })
const socket = fact('net.egress', 'CONNECT relay.giftshop.example:4444', {
  method: 'CONNECT',
  host: 'relay.giftshop.example:4444',
  scheme: 'tcp',
})

casesOf('reverse-shell', ({ fires, silent }) => {
  fires(
    'a shell beside a socket',
    { before: [], facts: [shell, socket] },
    { severity: 'critical', message: /relay\.giftshop/ },
  )
  fires(
    'a shell and a port of its own, both new',
    { before: [], facts: [shell, fact('net.listen', 'localhost:0', { address: 'localhost' })] },
    { severity: 'critical', message: /begins to listen on localhost/ },
  )
  fires('since ever', { facts: [shell, socket] }, { severity: 'high' })
  fires(
    'commands from a host',
    { facts: [fact('data.flow', 'net:giftshop.example -> spawn:{}')] },
    { severity: 'critical' },
  )

  silent('a shell alone', {
    before: [],
    facts: [
      shell,
      fact('net.egress', 'GET giftshop.example', { method: 'GET', host: 'giftshop.example', scheme: 'https' }),
    ],
  })
  silent('a socket alone', { before: [], facts: [socket, fact('process.spawn', 'git log', { command: 'git log' })] })
  silent('a socket to the own machine', {
    before: [],
    facts: [
      shell,
      fact('net.egress', 'CONNECT 127.0.0.1:9229', { method: 'CONNECT', host: '127.0.0.1:9229', scheme: 'tcp' }),
    ],
  })

  fires(
    'a listener that runs what it gets',
    { before: [], facts: [fact('data.flow', 'listener -> spawn:{}', { source: 'listener', sink: 'spawn:{}' })] },
    { severity: 'critical', message: /whoever connects/ },
  )
})
