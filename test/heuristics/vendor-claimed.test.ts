import { known, type RepositoryEvidence } from '../../src/model.js'
import { casesOf } from '../support/heuristics.js'

const claims = (name: string, manifest: Record<string, unknown>) => ({ release: { name, manifest } })
const theirs = { repository: { type: 'git', url: 'git+https://github.com/Stripe/agent-toolkit.git' } }
const both = { ...theirs, author: 'Stripe, Inc. <support@stripe.example> (https://stripe.example)' }
const seen = (knowsPackage: boolean | null) =>
  known<RepositoryEvidence>({
    url: 'https://github.com/stripe/agent-toolkit',
    owner: 'stripe',
    archived: false,
    fork: false,
    licence: null,
    lastPush: null,
    tagOfVersion: null,
    tagsReleases: null,
    knowsPackage,
  })

casesOf('vendor-claimed', ({ fires, silent }) => {
  fires('author and repository', claims('@tallybird/stripe-mcp', both), {
    severity: 'medium',
    message: /repository of stripe/,
  })
  fires('a second server without a scope', claims('stripe-mcp-server', both), { severity: 'medium' })
  fires('the repository alone', claims('@tallybird/stripe-mcp', theirs), { severity: 'low' })
  fires(
    'a repository that does not know it',
    { ...claims('payments-helper', theirs), repository: seen(false) },
    { severity: 'medium' },
  )

  silent('the vendor’s own', claims('@stripe/agent-toolkit', both))
  silent('the vendor’s own without a scope', claims('stripe', both))
  silent('another package without a scope', claims('stripe-event-types', both))
  silent('the repository knows it', { ...claims('@tallybird/stripe-mcp', both), repository: seen(true) })
  silent('built from there', {
    ...claims('@tallybird/stripe-mcp', theirs),
    attestation: known({
      result: 'verified' as const,
      source: { repository: 'https://github.com/stripe/agent-toolkit', ref: null, workflow: null, commit: null },
    }),
  })
  silent(
    'one who mentions it',
    claims('@tallybird/stripe-mcp', { author: 'Ada, who likes Stripe', repository: 'ada/stripe' }),
  )
  silent('hostile fields', claims('stripe-mcp', { author: { name: 5 }, repository: [] }))
})
