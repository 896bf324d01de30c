import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const tool = (hidden: string[]) =>
  fact('mcp.tool', 'tool:list 0011', { name: 'list', what: 'tool', text: '', phrases: [], hidden })

casesOf('hidden-characters', ({ fires, silent }) => {
  fires('in the text of a tool', { facts: [tool(['tag'])] }, { severity: 'high', message: /tool list holds/ })
  fires('in code', { facts: [fact('code.obfuscated', 'bidi')] }, { severity: 'high' })

  silent('none', { before: [], facts: [tool([])] })
  silent('joiners in texts', { before: [], facts: [fact('code.obfuscated', 'zero-width')] })
  silent('accepted', { from: 'lock', before: [tool(['tag'])], facts: [tool(['tag'])] })
})
