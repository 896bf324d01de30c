import { commandFacts } from '../../src/extract/classify/command.js'
import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const spawn = (command: string, more = {}) => {
  const { value = '', detail = {} } = commandFacts(command, { shell: true })[0] ?? {}
  return fact('process.spawn', value, { ...detail, ...more })
}
const sealed = fact('fs.write', '{}.sealed', { path: '{}.sealed', encrypted: true })
const read = fact('fs.read', '{}', { path: '{}' })
const gone = fact('fs.delete', '{}', { path: '{}' })
const tool = (does: string[]) =>
  fact('mcp.tool', 'tool:lock 0011', {
    name: 'lock',
    what: 'tool',
    text: '',
    phrases: [],
    hidden: [],
    annotations: [],
    does,
  })

casesOf('machine-harmed', ({ fires, silent }) => {
  fires(
    'a product that watches the machine is stopped',
    { before: [], facts: [spawn('taskkill /F /IM MsMpEng.exe')] },
    { severity: 'critical', message: /stops MsMpEng/ },
  )
  fires(
    'shadow copies go',
    { before: [], facts: [spawn('vssadmin delete shadows /all /quiet')] },
    { severity: 'critical' },
  )
  fires(
    'the firewall, as it always did',
    { before: [spawn('ufw disable')], facts: [spawn('ufw disable')] },
    { severity: 'medium' },
  )
  fires(
    'documents are deleted',
    { before: [], facts: [fact('fs.delete', '~/Documents', {})] },
    { severity: 'critical', message: /now deletes ~\/Documents/ },
  )
  fires(
    'files are sealed, and the plain ones go',
    { before: [], facts: [sealed, read, gone] },
    { severity: 'critical' },
  )
  fires(
    'a tool that seals a file when it is asked to',
    { before: [], facts: [sealed, read, gone, tool(['fs.write {}.sealed', 'fs.delete {}'])] },
    { severity: 'medium' },
  )

  silent('programs of its own', {
    before: [],
    facts: [spawn('docker stop web'), spawn('systemctl restart nginx'), spawn('taskkill /PID {} /F'), spawn('kill {}')],
  })
  silent('looking at guards', {
    before: [],
    facts: [spawn('systemctl status falcon-sensor'), spawn('netsh advfirewall show allprofiles')],
  })
  silent('a folder of its own', {
    before: [],
    facts: ['~/.cache/notes', '~/notes/{}', '<tmp>/x', '{}', '/var/lib/notes/{}'].map((path) =>
      fact('fs.delete', path, {}),
    ),
  })
  silent('an encrypted copy', { before: [], facts: [sealed, read] })
})
