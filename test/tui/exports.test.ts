import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { homeAddress, repositoryAddress, webAddress } from '../../src/registry/addresses.js'
import type { ReviewState } from '../../src/tui/state/model.js'
import { act, failure, HOSTILE, press, screenText, server, stateWith, waiting } from './support/state.js'

const withManifest = (manifest: Readonly<Record<string, unknown>>): ReviewState =>
  stateWith({ servers: [server({ name: 'mail', release: { manifest } })] })

describe('what leaves the review', () => {
  it('copies the purl of the server that is selected', () => {
    const { effects } = press(withManifest({}), 'c')
    expect(effects).toEqual([{ type: 'copy', text: 'pkg:npm/mail-mcp@1.0.16', what: 'pkg:npm/mail-mcp@1.0.16' }])
  })

  it('says why there is nothing to copy, to open or to export', () => {
    const state = stateWith({
      servers: [waiting({ name: 'slow' })],
    })
    for (const key of ['c', 'o']) expect(press(state, key).state.notice?.text).toBe('slow is not audited yet.')
    expect(press(state, 'e').state.notice?.text).toBe('Nothing is audited yet, so there is no report.')
    expect(press(stateWith(), 'c').state.notice?.text).toBe('There is no server here.')
    const hosted = stateWith({ servers: [server({ name: 'hosted', kind: 'remote' })] })
    expect(press(hosted, 'o').state.notice?.text).toBe('hosted is no package of a registry.')
    const gone = stateWith({ servers: [server({ name: 'gone', version: null })] })
    expect(press(gone, 'c').state.notice?.text).toBe('The release of gone could not be found out.')
    expect(press(withManifest({ homepage: 'javascript:alert(1)' }), 'o').state.notice?.text).toBe(
      'This release names neither a repository nor a home page.',
    )
  })

  it('shows where a release says that it is at home', () => {
    const state = withManifest({
      repository: { type: 'git', url: 'git+ssh://git@github.com/acme/mail.git' },
      homepage: 'https://mail.example/docs',
    })
    const { dialog } = press(state, 'o').state
    expect(dialog).toEqual({
      type: 'links',
      links: [
        { label: 'repository', url: 'https://github.com/acme/mail' },
        { label: 'home page', url: 'https://mail.example/docs' },
      ],
    })
  })

  it('names one address where both are the same place', () => {
    const state = withManifest({ repository: 'acme/mail', homepage: 'https://github.com/acme/mail#readme' })
    expect(press(state, 'o').state.dialog).toEqual({
      type: 'links',
      links: [{ label: 'repository', url: 'https://github.com/acme/mail' }],
    })
  })

  it('asks for the format, then for the file, and says how it went', () => {
    const state = withManifest({})
    const asked = press(state, 'e', 'm').state
    expect(screenText(asked)).toContain('touchstone-report.md')
    const { effects, state: sent } = press(asked, 'enter')
    expect(effects).toEqual([{ type: 'export', format: 'markdown', file: 'touchstone-report.md' }])
    expect(sent.dialog).toBeNull()
    const good = act(sent, { type: 'exported', file: 'touchstone-report.md', failure: null }).state
    expect(good.notice).toMatchObject({ tone: 'good', text: 'The report stands in touchstone-report.md.' })
    const full = failure('touchstone-report.md', { stage: 'write', message: 'no space is left on the disk' })
    const bad = act(sent, { type: 'exported', file: 'touchstone-report.md', failure: full }).state
    expect(bad.notice).toMatchObject({
      tone: 'bad',
      text: expect.stringMatching(/^touchstone-report\.md: no space is left on the disk\. ./),
    })
  })
})

describe('addresses that strangers name', () => {
  it.each([
    ['acme/mail', 'https://github.com/acme/mail'],
    ['gitlab:acme/tools/mail', 'https://gitlab.com/acme/tools/mail'],
    ['git@bitbucket.org:acme/mail.git', 'https://bitbucket.org/acme/mail'],
    ['git+https://git.example/acme/mail.git', 'https://git.example/acme/mail'],
    ['https://me:secret@git.example/acme/mail.git', 'https://git.example/acme/mail'],
    ['git://git.example/acme/mail.git', null],
    ['file:///etc/passwd', null],
    ['', null],
  ])('%s → %s', (repository, address) => {
    expect(repositoryAddress({ repository })).toBe(address)
    expect(repositoryAddress({ repository: { type: 'git', url: repository } })).toBe(address)
  })

  it('are http or https, in ASCII, without credentials, and short, or they are none', () => {
    const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.webUrl())
    fc.assert(
      fc.property(
        fc.constantFrom('', 'http://', 'https://u:p@', 'javascript:', 'git+https://'),
        hostile,
        (start, rest) => {
          const text = start + rest
          for (const address of [
            webAddress(text),
            homeAddress({ homepage: text }),
            repositoryAddress({ repository: text }),
          ]) {
            if (address === null) continue
            expect(address).toMatch(/^https?:\/\/[\x21-\x7e]{1,500}$/)
            const { username, password } = new URL(address)
            expect(username + password).toBe('')
          }
        },
      ),
    )
  })

  it('are none where a manifest holds something else', () => {
    for (const value of [null, 1, [], {}, { url: 1 }, 'x'.repeat(10_000)]) {
      expect(repositoryAddress({ repository: value })).toBeNull()
      expect(homeAddress({ homepage: value })).toBeNull()
    }
  })
})
