import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const tool = (hidden: string[]) =>
  fact('mcp.tool', 'tool:list 0011', { name: 'list', what: 'tool', text: '', phrases: [], hidden })

casesOf('hidden-characters', ({ fires, silent }) => {
  fires('in the text of a tool', { facts: [tool(['tag'])] }, { severity: 'high', message: /tool list holds/ })
  fires('in code', { facts: [fact('code.obfuscated', 'bidi')] }, { severity: 'high' })

  const painted = (what: string) => ({
    ...tool(['terminal colours (3)']),
    detail: { ...tool([]).detail, what, hidden: ['terminal colours (3)'] },
  })
  fires('colours in a description', { facts: [painted('tool')] }, { severity: 'high' })

  silent('colours in a message', { facts: [painted('result')] })
  silent('none', { before: [], facts: [tool([])] })
  silent('joiners in texts', { before: [], facts: [fact('code.obfuscated', 'zero-width')] })
  silent('accepted', { from: 'lock', before: [tool(['tag'])], facts: [tool(['tag'])] })
})
