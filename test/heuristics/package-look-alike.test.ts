import { casesOf } from '../support/heuristics.js'

casesOf('package-look-alike', ({ fires, silent }) => {
  fires(
    'the whole name',
    { release: { name: 'figma-develpoer-mcp' } },
    { severity: 'high', message: /figma-developer-mcp/ },
  )
  fires(
    'the name of a vendor',
    { release: { name: 'supabass-mcp-server' } },
    { severity: 'medium', message: /supabase/ },
  )
  fires('without code', { facts: null, release: { name: 'postmarc-mcp-client' } }, { severity: 'medium' })

  fires('a generic word that is mistyped', { release: { name: 'figma-developer-mpc' } }, { severity: 'high' })
  fires('neighbours exchanged', { release: { name: 'mcp-remoet' } }, { severity: 'high' })
  fires('without its separators', { release: { name: 'taskmasterai' } }, { severity: 'high' })
  fires('one letter of six', { release: { name: 'tavily-mcp'.replace('v', 'w') } }, { severity: 'high' })
  fires('two letters of a long word', { release: { name: 'fyrecrowl-mcp' } }, { severity: 'high' })
  fires(
    'one letter of five, which may be another word',
    { release: { name: 'stack-mcp-server' } },
    { severity: 'low', message: /slack-mcp-server/ },
  )
  fires('words in another order', { release: { name: 'mcp-figma-developer' } }, { severity: 'low' })
  fires('another server for the same service', { release: { name: 'mcp-tavily' } }, { severity: 'low' })

  fires('the same but for an ordinary word', { release: { name: 'firecrawl-mcp-official' } }, { severity: 'low' })

  silent('an ordinary word that a vendor numbers', { release: { name: '@tallybird/model-context' } })
  silent('another service with a short name', { release: { name: 'eks-mcp-server' } })
  silent('the same with five letters', { release: { name: 'flask-mcp-server' } })
  silent('another word before the generic ones', { release: { name: 'postman-mcp' } })
  silent('the well-known one', { release: { name: 'figma-developer-mcp' } })
  silent('a name of its own', { release: { name: '@tallybird/mcp' } })
  silent('another server for the same vendor', { release: { name: 'my-supabase-mcp' } })
  silent('the official ones among each other', { release: { name: '@modelcontextprotocol/server-time' } })
})
