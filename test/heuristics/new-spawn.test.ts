import { commandFacts } from '../../src/extract/classify/command.js'
import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const spawn = (command: string, detail = {}) =>
  fact('process.spawn', command, { command, shell: false, downloads: false, argument: false, hosts: [], ...detail })
const host = (name: string) => fact('net.host', name, { ofCall: true, scheme: 'https' })

casesOf('new-spawn', ({ fires, silent }) => {
  fires(
    'the first one',
    { before: [], facts: [spawn('helper --run')] },
    { severity: 'medium', message: /for the first time: .helper --run./ },
  )
  fires(
    'the first one, and a stranger',
    { before: [], facts: [spawn('helper --run'), host('giftshop.example')] },
    { severity: 'high' },
  )
  fires(
    'another program',
    { before: [spawn('git log')], facts: [spawn('git log'), spawn('helm list')] },
    { severity: 'low', message: /starts helm/ },
  )

  const handedBy = (value: string) =>
    commandFacts(value, { shell: true }).filter(({ kind }) => kind === 'process.spawn')
  for (const command of [
    `git -c core.sshCommand='nc relay 443' fetch`,
    `git -c alias.st='!node ~/x.js' st`,
    `ssh -o 'ProxyCommand=nc relay 443' host`,
  ])
    fires(
      command,
      {
        before: [spawn('git fetch')],
        facts: handedBy(command).map(({ value, detail }) => fact('process.spawn', value, detail)),
      },
      { severity: 'high', message: /start or load more/ },
    )
  silent(
    'settings that start nothing',
    {
      before: [spawn('git fetch')],
      facts: handedBy(
        `git -c core.pager=cat -c core.editor=true -c credential.helper=store -c core.hooksPath=/dev/null -c core.sshCommand='ssh -o BatchMode=yes' fetch`,
      ).map(({ value, detail }) => fact('process.spawn', value, detail)),
    },
    'low',
  )

  fires(
    'a package that nobody declared is fetched and run',
    { before: [spawn('git log')], facts: [spawn('npx -y @giftshop/helper@latest --run')] },
    { severity: 'high', message: /packages that no lock holds/ },
  )
  silent(
    'an agent, a program of a dependency, and a package of the same makers',
    {
      before: [spawn('git log')],
      facts: [
        spawn('npx -y @anthropic-ai/claude-code --version'),
        spawn('npx tsc'),
        spawn('npx -y typescript@5 --init'),
      ],
    },
    'low',
  )

  silent('the same program otherwise', {
    before: [spawn('kubectl get {}')],
    facts: [spawn('kubectl get {}'), spawn('kubectl port-forward {}')],
  })
  silent('a first audit', { facts: [spawn('helper --run')] })
  silent('nothing new', { before: [spawn('git log')], facts: [spawn('git log')] })
  silent(
    "the first one, and the vendor's login",
    { before: [], facts: [spawn('xdg-open {}'), host('login.tallybird.example')] },
    'medium',
  )
  silent('at install time, which is told elsewhere', { before: [], facts: [{ ...spawn('helper'), reach: 'install' }] })

  silent(
    'a page that is opened for a login',
    {
      before: [],
      facts: ['open {}', 'xdg-open {}', 'cmd.exe /c start "" {}'].map((command) =>
        fact('process.spawn', command, { command }),
      ),
    },
    'low',
  )
  silent(
    'what a command of its own starts',
    {
      before: [],
      facts: [fact('process.spawn', 'claude mcp add tally', { command: 'claude mcp add tally', asked: true })],
    },
    'low',
  )

  silent(
    'a look for where a program lies',
    { before: [], facts: [spawn('which claude'), spawn('where claude')] },
    'low',
  )
  silent(
    'a page of its own on the loopback',
    { before: [], facts: [spawn('xdg-open http://127.0.0.1:7341/?t={}')] },
    'low',
  )
})
