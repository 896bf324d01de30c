import { type AttestationEvidence, type BuildSource, known, unknown } from '../../src/model.js'
import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const from = (fields: Partial<BuildSource> = {}) =>
  known<AttestationEvidence>({
    result: 'verified',
    source: {
      repository: 'https://github.com/tallybird/mcp',
      ref: 'refs/tags/v1.0.1',
      workflow: '.github/workflows/release.yml',
      commit: 'abc',
      ...fields,
    },
  })
const names = (repository: unknown) => ({ manifest: { repository } })
const hook = fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })
const attestationBefore = from({ ref: 'refs/tags/v1.0.0' })

casesOf('provenance-source', ({ fires, silent }) => {
  const fork = from({ repository: 'https://github.com/mallory/mcp' })
  fires(
    'another repository than before',
    { attestation: fork, attestationBefore },
    { severity: 'medium', message: /mallory/ },
  )
  fires(
    'the same with a hook',
    { attestation: fork, attestationBefore, before: [], facts: [hook] },
    { severity: 'high' },
  )
  fires(
    'another repository than it says',
    { attestation: fork, release: names({ url: 'git+https://github.com/Tallybird/mcp.git' }) },
    { severity: 'low' },
  )
  fires(
    'a branch, by a workflow that nobody knows',
    { attestation: from({ ref: 'refs/heads/fix', workflow: '.github/workflows/x.yml' }), attestationBefore },
    { severity: 'info', message: /x\.yml.*the branch fix/ },
  )

  silent('as before, and as it says', {
    attestation: from(),
    attestationBefore,
    release: names('git@github.com:tallybird/mcp.git'),
  })
  silent('as it says, in short', { attestation: from(), release: names('github:tallybird/mcp') })
  silent('elsewhere', { attestation: from(), release: names('https://code.example/tallybird/mcp') })
  silent('an attestation that is not valid', { attestation: known({ result: 'invalid', why: 'x' }), attestationBefore })
  silent('not known', { attestation: unknown('not served'), attestationBefore })
  silent('hostile', { attestation: from({ ref: '', workflow: '' }), release: names({ url: 5 }) })
})
