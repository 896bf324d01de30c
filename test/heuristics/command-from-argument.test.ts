import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const spawn = (command: string, detail = {}) =>
  fact('process.spawn', command, { command, shell: true, downloads: false, argument: true, hosts: [], ...detail })

const ofTool = { fromTool: true }

casesOf('command-from-argument', ({ fires, silent }) => {
  fires(
    "a tool's argument in a command line",
    { facts: [spawn('curl -s {}', ofTool)] },
    { severity: 'high', message: /curl -s \{\}/ },
  )
  fires(
    'since ever',
    { before: [spawn('convert "{}"', ofTool)], facts: [spawn('convert "{}"', ofTool)] },
    { severity: 'medium' },
  )
  fires(
    'told by a flow',
    {
      facts: [
        spawn('convert {}', { argument: false }),
        fact('data.flow', 'argument -> spawn:convert {}', { fromTool: true }),
      ],
    },
    { severity: 'high' },
  )
  fires('several, once', { facts: [spawn('curl {}', ofTool), spawn('wget {}', ofTool)] }, { count: 1 })
  fires('anything, new', { before: [], facts: [spawn('{}', ofTool)] }, { severity: 'high' })
  fires(
    'anything, from the network',
    { facts: [spawn('{}'), fact('net.listen', '0.0.0.0:9229', { allInterfaces: true, address: '0.0.0.0' })] },
    { severity: 'high' },
  )
  fires('a parameter between quotes, new', { before: [], facts: [spawn('curl -s "{}"')] }, { severity: 'high' })

  silent(
    'a name without quotes, since ever',
    { before: [spawn('git remote add x-{}', ofTool)], facts: [spawn('git remote add x-{}', ofTool)] },
    'medium',
  )
  silent(
    'a library that runs commands beside a listener without an address',
    { facts: [spawn('{}'), fact('net.listen', '*:9229', { allInterfaces: true, address: '*' })] },
    'low',
  )
  silent('a list without a shell', { before: [], facts: [spawn('kubectl get {}', { shell: false, ...ofTool })] })
  silent('a constant command', { before: [], facts: [spawn('git --version', { argument: false })] })
  silent('a server whose trade is a shell', { facts: [spawn('{}', ofTool)] }, 'medium')
  silent('a parameter of some function, since ever', { facts: [spawn('git remote add {}')] }, 'low')
  silent('the browser that is opened for a login', { facts: [spawn('open {}'), spawn('cmd.exe /c start "" {}')] })
  const launcher = [spawn('"{}" {} --headless')]
  silent("a launcher's own parameter, as in the release before", { before: launcher, facts: launcher }, 'low')
})
