import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const address = '0x52908400098527886E0F7030069857D2E4169EE7'
const pays = (slot: string) =>
  fact('message.recipient', `${slot} ${address}`, { slot, address, domain: '', payee: true })

casesOf('payee-fixed', ({ fires, silent }) => {
  fires('a receiver, new', { before: [], facts: [pays('payment')] }, { severity: 'critical', message: /pays 0x5290/ })
  fires('a clipboard, new', { before: [], facts: [pays('clipboard')] }, { severity: 'critical', message: /clipboard/ })
  fires('a receiver, first seen', { facts: [pays('payment')] }, { severity: 'high' })

  silent('a fee that was always there', { before: [pays('payment')], facts: [pays('payment')] }, 'low')
  silent('a mail', {
    before: [],
    facts: [fact('message.recipient', 'to a@tallybird.example', { slot: 'to', address: 'a@tallybird.example' })],
  })
})
