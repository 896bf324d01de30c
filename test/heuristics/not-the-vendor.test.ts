import { casesOf } from '../support/heuristics.js'

const named = (name: string) => ({ release: { name } })

casesOf('not-the-vendor', ({ fires, silent }) => {
  fires('in someone’s scope', named('@tallybird/stripe-mcp-server'), {
    severity: 'info',
    message: /own server is @stripe\/mcp/,
  })
  fires('called as the vendor’s own would be', named('mcp-server-stripe'), { severity: 'low' })
  fires('in two words', named('@tallybird/bright-data-mcp'), { severity: 'info', message: /Bright Data/ })
  fires('a well-known one', named('figma-developer-mcp'), { severity: 'info', message: /in @figma/ })
  fires('an ordinary word alone', named('mcp-server-linear'), { severity: 'info' })

  silent('the vendor’s own', named('@stripe/mcp'))
  silent('the vendor’s own without a scope', named('tavily-mcp'))
  silent('another one in the vendor’s scope', named('@supabase/mcp-server-postgres-stripe'))
  silent('an ordinary word among others', named('linear-regression-mcp'))
  silent('a part of another word', named('stripes-and-dots-mcp'))
  silent('no server', named('stripe-checkout-form'))
  silent('a name of its own', named('@tallybird/mcp'))
  silent('hostile', named(`@${'x'.repeat(200)}`))
})
