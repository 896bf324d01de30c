import { known, type Release } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const by = (maintainers: readonly string[], publisher = maintainers[0] ?? ''): Partial<Release> => ({
  maintainers: known(maintainers),
  publisher: known(publisher),
})
const mails = (mailDomains: Record<string, string>): Partial<Release> => ({
  publication: {
    trustedPublisher: known(null),
    mailDomains: known(mailDomains),
    attestations: null,
  },
})
const history = ['0.9.0', '1.0.0'].map((version) => release({ version, ...by(['ann', 'bob']) }))
const hook = fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })

casesOf('maintainers-changed', ({ fires, silent }) => {
  fires('one came', { history, release: by(['ann', 'bob', 'cy']) }, { severity: 'info', message: /new .*: cy/ })
  fires('one went', { history, release: by(['ann']) }, { severity: 'info', message: /no longer: bob/ })
  fires('all are others, and so is who publishes', { history, release: by(['mallory']) }, { severity: 'medium' })
  fires('a team took the place of the people', { history, release: by(['team'], 'ann') }, { severity: 'low' })
  fires(
    'handed over, with a hook',
    { history, before: [], facts: [hook], release: by(['mallory']) },
    { severity: 'high', message: /install script/ },
  )
  fires(
    'the only one left has an address for minutes',
    { history, release: { ...by(['ann']), ...mails({ ann: 'mailinator.com' }) } },
    { severity: 'medium', message: /mailinator/, count: 2 },
  )

  silent('the same, in another order', { history, release: by(['bob', 'ann']) })
  silent('nobody says who they are', { history, release: {} })
  silent('nobody said who they were', { history: [release({ version: '1.0.0' })], release: by(['ann']) })
  silent('said with an earlier release', {
    history: [release({ version: '1.0.0', ...by(['ann']), ...mails({ ann: 'yopmail.com' }) })],
    release: { ...by(['ann']), ...mails({ ann: 'yopmail.com' }) },
  })
  silent('an ordinary address, and hostile names', {
    history: [release({ version: '1.0.0', ...by(['__proto__']) })],
    release: { ...by(['__proto__']), ...mails({ ann: 'mail.example' }) },
  })
})
