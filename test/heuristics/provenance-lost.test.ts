import { known, unknown } from '../../src/model.js'
import { release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const attested = (version: string, provenance: boolean | null = true, publisher = 'ci') =>
  release({
    version,
    provenance: provenance === null ? unknown('not served') : known(provenance),
    publisher: known(publisher),
  })
const history = ['0.9.0', '0.9.1', '1.0.0'].map((version) => attested(version))

casesOf('provenance-lost', ({ fires, silent }) => {
  fires(
    'after all had it',
    { history, release: { provenance: known(false), publisher: known('ci') } },
    { severity: 'medium' },
  )
  fires(
    'by a stranger',
    { history, release: { provenance: known(false), publisher: known('mallory') } },
    { severity: 'high' },
  )
  fires(
    'where it came and went',
    { history: [attested('0.9.0'), attested('1.0.0', false)], release: { provenance: known(false) } },
    { severity: 'low' },
  )

  const pipeline = (trusted: string | null) => ({
    publication: { trustedPublisher: known(trusted), mailDomains: unknown('not served'), attestations: null },
  })
  const published = ['0.9.0', '0.9.1', '1.0.0'].map((version) => release({ version, ...pipeline('github') }))
  fires('a token after a pipeline', { history: published, release: pipeline(null) }, { severity: 'medium' })
  fires(
    'a token within the pipeline',
    { history: published, release: { ...pipeline(null), provenance: known(true) } },
    { severity: 'low' },
  )
  silent('the pipeline again', { history: published, release: pipeline('github') })
  silent('a token now and then', {
    history: [...published, release({ version: '1.0.1-a', ...pipeline(null) })],
    release: pipeline(null),
  })
  silent('nobody says what published it', { history: published, release: {} })

  silent('kept', { history, release: { provenance: known(true) } })
  silent('not known', { history, release: { provenance: unknown('the mirror serves none') } })
  silent('never had', { history: [attested('1.0.0', false)], release: { provenance: known(false) } })
  silent('not known before', { history: [attested('1.0.0', null)], release: { provenance: known(false) } })
})
