import { known, unknown } from '../../src/model.js'
import { casesOf } from '../support/heuristics.js'

const source = { repository: 'https://github.com/tallybird/mcp', ref: null, workflow: null, commit: null }

casesOf('provenance-invalid', ({ fires, silent }) => {
  fires(
    'other bytes',
    { attestation: known({ result: 'invalid', why: 'it is of other bytes than the tarball' }) },
    { severity: 'high', message: /other bytes/ },
  )

  silent('verified', { attestation: known({ result: 'verified', source }) })
  silent('not known', { attestation: unknown('its authority is not known here') })
  silent('nobody asked', {})
})
