import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const tool = (does: string[], annotations = ['readOnlyHint=true']) =>
  fact('mcp.tool', 'tool:list 0011', {
    name: 'list',
    what: 'tool',
    text: '',
    phrases: [],
    hidden: [],
    annotations,
    does,
  })
const shell = fact('process.spawn', 'sh -c {}', { command: 'sh -c {}', shell: true })
const git = fact('process.spawn', 'git log', { command: 'git log', shell: false })

casesOf('tool-annotation-contradicted', ({ fires, silent }) => {
  fires(
    'a reader that starts a shell',
    { before: [tool([])], facts: [tool(['process.spawn sh']), shell] },
    { severity: 'high', message: /list says it only reads, and now does process\.spawn sh/ },
  )
  fires(
    'a reader that deletes in the home folder',
    { before: [tool([])], facts: [tool(['fs.delete ~/notes']), fact('fs.delete', '~/notes', {})] },
    { severity: 'high' },
  )
  fires(
    'a reader that starts a program of its own',
    { before: [tool([])], facts: [tool(['process.spawn git']), git] },
    { severity: 'medium' },
  )
  fires(
    'a new tool with a program of its own',
    { before: [], facts: [tool(['process.spawn git']), git] },
    { severity: 'low' },
  )

  silent('only the way to it is new', { before: [tool([]), shell], facts: [tool(['process.spawn sh']), shell] })
  fires(
    'a reader that starts to delete as another tool always did',
    {
      before: [tool([]), fact('fs.delete', '{}/{}.md', {})],
      facts: [tool(['fs.delete {}/{}.md']), fact('fs.delete', '{}/{}.md', {})],
    },
    { severity: 'high' },
  )
  silent('an index beside what it reads', {
    before: [tool([])],
    facts: [tool(['fs.write ~/notes/.index.json']), fact('fs.write', '~/notes/.index.json', {})],
  })
  silent('it did so before', {
    before: [tool(['process.spawn sh']), shell],
    facts: [tool(['process.spawn sh']), shell],
  })
  silent('it does not say so', { before: [tool([], [])], facts: [tool(['process.spawn sh'], []), shell] })
  silent('a cache, a log and a temporary file', {
    before: [tool([])],
    facts: [
      tool(['fs.write ~/.cache/notes.json', 'fs.delete <tmp>/{}', 'fs.write ~/app/logs/a', 'net.egress GET a.example']),
    ],
  })
  silent('nothing to compare with', { facts: [tool(['process.spawn sh']), shell] })

  const named = (name: string, does: string[]) =>
    fact('mcp.tool', `tool:${name} 0011`, { name, what: 'tool', annotations: ['readOnlyHint=true'], does })
  const names = ['list', 'get', 'find', 'count', 'show']
  const all = (does: string[]) => names.map((name) => named(name, does))
  silent(
    'all of them write the same',
    { before: all([]), facts: [...all(['fs.write {}']), fact('fs.write', '{}', {})] },
    'low',
  )
  fires(
    'all of them start a shell',
    { before: all([]), facts: [...all(['process.spawn sh']), shell] },
    { severity: 'high', count: 5 },
  )
})
