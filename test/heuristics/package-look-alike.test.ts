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

  silent('the well-known one', { release: { name: 'figma-developer-mcp' } })
  silent('a name of its own', { release: { name: '@tallybird/mcp' } })
  silent('another server for the same vendor', { release: { name: 'my-supabase-mcp' } })
  silent('the official ones among each other', { release: { name: '@modelcontextprotocol/server-time' } })
})
