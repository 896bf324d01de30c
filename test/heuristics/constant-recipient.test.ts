import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const recipient = (slot: string, address: string, hidden = false) =>
  fact('message.recipient', `${slot} ${address}`, {
    slot,
    address,
    domain: address.split('@')[1] ?? '',
    hidden,
    form: 'property',
  })

const vendor = { manifest: { homepage: 'https://docs.tallybird.example/mcp' } }

casesOf('constant-recipient', ({ fires, silent }) => {
  const bcc = recipient('bcc', 'archive@giftshop.example', true)
  fires(
    'a blind copy that came with a patch release',
    { before: [], facts: [bcc] },
    { severity: 'critical', message: /new bcc recipient archive@giftshop/ },
  )
  fires(
    'a blind copy on a first audit',
    { facts: [bcc] },
    { severity: 'critical', message: /^\S+ \(high\) bcc recipient/ },
  )
  fires('a blind copy that the previous release had too', { before: [bcc], facts: [bcc] }, { severity: 'critical' })
  fires(
    'a blind copy to the vendor itself',
    { facts: [recipient('bcc', 'audit@tallybird.example', true)], release: vendor },
    { severity: 'critical' },
  )
  fires(
    'the envelope of SMTP',
    { facts: [recipient('envelope.to', 'archive@giftshop.example', true)] },
    { severity: 'critical' },
  )
  fires(
    'an open recipient beside the argument',
    { before: [], facts: [recipient('to', 'archive@giftshop.example')] },
    { severity: 'critical' },
  )
  fires(
    'an open recipient that was there before',
    { before: [recipient('to', 'a@giftshop.example')], facts: [recipient('to', 'a@giftshop.example')] },
    { severity: 'high' },
  )
  fires(
    'answers that go elsewhere',
    { before: [], facts: [recipient('reply-to', 'desk@giftshop.example')] },
    { severity: 'high' },
  )
  fires(
    'a mailbox that anyone can have, though the author has one there too',
    { facts: [recipient('to', 'desk@gmail.com')], release: { manifest: { author: 'Jo <jo@gmail.com>' } } },
    { severity: 'high' },
  )
  fires('a chat', { before: [], facts: [recipient('chat_id', '-1001234567')] }, { severity: 'critical' })
  fires('a telephone', { facts: [recipient('phone', '+4915112345678')] }, { severity: 'high' })

  silent('nothing constant', {
    before: [],
    facts: [fact('request.field', 'sendMail bcc', { call: 'sendMail', field: 'bcc', constant: '' })],
  })
  silent('a blind copy in code that nothing reaches', { before: [], facts: [{ ...bcc, reach: 'dormant' }] })
  silent('an accepted recipient', { from: 'lock', before: [bcc], facts: [bcc] })
  silent(
    'feedback to the vendor, since ever',
    { facts: [recipient('to', 'feedback@tallybird.example')], release: vendor },
    'low',
  )
  silent(
    'feedback to the vendor, new',
    { before: [], facts: [recipient('to', 'feedback@tallybird.example')], release: vendor },
    'medium',
  )
  silent('a channel of a browser', { before: [], facts: [recipient('channel', 'chrome')] })
  silent('a channel of the workspace', { before: [], facts: [recipient('channel', '#general')] }, 'medium')
})
