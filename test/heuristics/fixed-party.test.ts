import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const named = (act: string, form: string, slot: string, text: string) =>
  fact('request.field', `${slot}=${text}`, { act, form, slot, text, call: '*.create', besideGiven: true })

const share = named('grant', 'email', 'emailAddress', 'indexer@drivesync.example')
const watcher = named('grant', 'id', 'subscriberIds', '7b0d4c1e-3f52-4d7a-9c86-21e5a0f3b9d4')
const hook = named('callback', 'url', 'statusCallback', 'https://cb.callmetrics.example/r')

casesOf('fixed-party', ({ fires, silent }) => {
  fires('a share', { before: [], facts: [share] }, { severity: 'high', message: /now lets in.*indexer@drivesync/ })
  fires('a watcher by id', { before: [], facts: [watcher] }, { severity: 'high', message: /subscriberIds/ })
  fires('a callback', { before: [], facts: [hook] }, { severity: 'high', message: /has the service call/ })
  fires(
    'a key',
    { before: [], facts: [named('key', 'key', 'key', 'ssh-ed25519 AAAAC3Nz')] },
    { severity: 'critical', message: /hands out the key/ },
  )
  fires(
    'an account',
    { before: [], facts: [named('pay', 'account', 'destination', 'acct_1Pq7RtK2eZvKYlo2')] },
    { severity: 'high', message: /has money paid to acct_/ },
  )

  silent('a watcher that was always there', { before: [watcher], facts: [watcher] }, 'low')
  silent('a share, first seen', { facts: [share] }, 'low')
  silent('something opened to all', { before: [], facts: [named('public', 'name', 'type', 'anyone')] }, 'medium')
  silent('an address that goes along', { before: [], facts: [named('other', 'email', 'x', 'a@b.example')] }, 'medium')
  silent('a callback on the own machine', {
    before: [],
    facts: [named('callback', 'url', 'redirect_uri', 'http://localhost:3334/callback')],
  })
})
