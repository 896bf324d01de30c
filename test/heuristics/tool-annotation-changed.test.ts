import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const tool = (annotations: string[], does: string[] = []) =>
  fact('mcp.tool', `tool:drop ${annotations.join()}`, { name: 'drop', what: 'tool', annotations, does })
const evaluated = fact('code.eval', 'argument eval', {})

casesOf('tool-annotation-changed', ({ fires, silent }) => {
  fires(
    'destructive no more',
    { before: [tool(['destructiveHint=true'])], facts: [tool(['destructiveHint=false'])] },
    { severity: 'low', message: /drop is now said to be not destructive/ },
  )
  fires(
    'read-only, and evaluates',
    {
      before: [tool(['readOnlyHint=false'])],
      facts: [tool(['readOnlyHint=true'], ['code.eval argument eval']), evaluated],
    },
    { severity: 'high', message: /read-only, and does code\.eval/ },
  )

  silent('the first annotations', { before: [tool([])], facts: [tool(['readOnlyHint=true'])] })
  silent('more careful than before', { before: [tool(['readOnlyHint=true'])], facts: [tool(['destructiveHint=true'])] })
})
