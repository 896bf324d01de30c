import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAttestations } from '../../src/registry/attestation-verify.js'
import { createNpmRegistry, type NpmRegistryOptions } from '../../src/registry/npm.js'
import { memoryStore } from '../../src/store/store.js'
import { type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { memoryHost } from '../support/memory-host.js'

type Json = Record<string, unknown>

const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'attestation-fixture.json'), 'utf8')) as {
  trustedRoot: Json
  bundle: { dsseEnvelope: { payload: string; signatures: Json[] }; verificationMaterial: { tlogEntries: Json[] } }
}
const sum = (text: string) => `sha512-${createHash('sha512').update(text).digest('base64')}`
const release = { purl: 'pkg:npm/%40tallybird/mcp@1.0.0', integrity: sum('the tarball of @tallybird/mcp 1.0.0') }
const PROVENANCE = 'https://slsa.dev/provenance/v1'
const answer = (bundle: unknown) => ({ attestations: [{ predicateType: PROVENANCE, bundle }] })
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const copy = () => structuredClone(fixture.bundle)

/** The statement with a change, and the signature that it had before. */
function restated(change: (statement: Json) => void): unknown {
  const bundle = copy()
  const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()) as Json
  change(statement)
  bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString('base64')
  return bundle
}

const source = {
  repository: 'https://github.com/tallybird/mcp',
  ref: 'refs/tags/v1.0.0',
  workflow: '.github/workflows/release.yml',
  commit: '4f1c2a9be0d35b7766a1f4c0de55aa9012bc34de',
}

describe('verifies an attestation', () => {
  const verify = (bundle: unknown, attested = release, root: unknown = fixture.trustedRoot) =>
    verifyAttestations(bytes(answer(bundle)), attested, root)

  it('and says where it was built', async () => {
    expect(await verify(fixture.bundle)).toEqual({ known: true, value: { result: 'verified', source } })
  })

  it.each([
    ['of another release', () => copy(), { ...release, purl: 'pkg:npm/%40tallybird/mcp@1.0.1' }, /not of this release/],
    ['of other bytes', () => copy(), { ...release, integrity: sum('other bytes') }, /other bytes/],
    [
      'whose statement was changed',
      () => restated((statement) => Object.assign(statement, { extra: 1 })),
      release,
      /signature/,
    ],
    ['of nothing', () => restated((statement) => Object.assign(statement, { subject: 5 })), release, /of nothing/],
    [
      'without a signature',
      () => ({ ...copy(), dsseEnvelope: { ...copy().dsseEnvelope, signatures: [] } }),
      release,
      /parts of it/,
    ],
    [
      'that no log has',
      () => {
        const bundle = copy()
        Object.assign(bundle.verificationMaterial.tlogEntries[0] ?? {}, { integratedTime: '1700000000' })
        return bundle
      },
      release,
      /signature is wrong/,
    ],
    ['that is no statement', () => ({ ...copy(), dsseEnvelope: { payload: 'AAAA' } }), release, /another type/],
  ])('%s: invalid', async (_, bundle, attested, why) => {
    const verdict = await verify(bundle(), attested)
    expect(verdict.known ? verdict.value : verdict).toMatchObject({
      result: 'invalid',
      why: expect.stringMatching(why),
    })
  })

  it('of an authority, or of a log, that is not known: unknown', async () => {
    expect(await verifyAttestations(bytes(answer(fixture.bundle)), release)).toMatchObject({
      known: false,
      reason: /authority that is not known/,
    })
    const otherLog = { ...fixture.trustedRoot, tlogs: [] }
    expect(await verify(fixture.bundle, release, otherLog)).toMatchObject({
      known: false,
      reason: /log that is not known/,
    })
    const otherLogOfCertificates = { ...fixture.trustedRoot, ctlogs: [] }
    expect(await verify(fixture.bundle, release, otherLogOfCertificates)).toMatchObject({ known: false, reason: /SCT/ })
  })

  it.each([
    ['no JSON', '<html>'],
    ['no list', {}],
    ['nothing about a build', { attestations: [{ predicateType: 'https://example.invalid/publish', bundle: {} }] }],
    ['hostile entries', { attestations: [null, 5, { predicateType: PROVENANCE, bundle: [] }, { predicateType: [] }] }],
    ['depth', `{"attestations":${'['.repeat(50_000)}`],
  ])('%s: unknown', async (_, served) => {
    expect(await verifyAttestations(bytes(served), release, fixture.trustedRoot)).toMatchObject({ known: false })
  })

  it('never throws, whatever part of it is of another type', async () => {
    for (const field of ['mediaType', 'verificationMaterial', 'dsseEnvelope'] as const) {
      for (const value of [null, 5, 'x', [], {}, undefined]) {
        const verdict = await verify({ ...copy(), [field]: value })
        expect(verdict.known && verdict.value.result === 'verified').toBe(false)
      }
    }
  })
})

describe('fetches it', () => {
  let registry: LoopbackRegistry
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'touchstone-attestation-'))
  })
  afterEach(async () => {
    await registry?.close()
    await rm(home, { recursive: true })
  })

  async function look(attestations: unknown, options: Partial<NpmRegistryOptions> = {}, stated?: string) {
    registry = await startRegistry({
      token: 'n0t-a-real-token',
      packages: {
        '@tallybird/mcp': {
          versions: { '1.0.0': { provenance: true, attestations } },
          packument: (packument) => {
            const { dist } = (packument.versions as Record<string, { dist: Json }>)['1.0.0'] ?? { dist: {} }
            dist.integrity = release.integrity
            if (stated !== undefined) dist.attestations = { url: stated }
            return packument
          },
        },
      },
    })
    const address = new URL(registry.url)
    await writeFile(path.join(home, '.npmrc'), `registry=${address}\n//${address.host}/:_authToken=n0t-a-real-token\n`)
    const host = memoryHost({ home, cwd: home, env: { HOME: home } })
    const store = memoryStore()
    const open = (more: Partial<NpmRegistryOptions> = {}) =>
      createNpmRegistry({ host, store, offline: false, trustedRoot: fixture.trustedRoot, ...options, ...more })
    const npm = await open()
    const [found] = (await npm.packument('@tallybird/mcp')).releases
    if (found === undefined) throw new Error('no release')
    return { verdict: await npm.attestation?.(found), found, open }
  }

  it('from the registry itself, with its credentials, once, and later from the cache', async () => {
    const { verdict, found, open } = await look(
      answer(fixture.bundle),
      {},
      'https://elsewhere.example/-/npm/v1/attestations/@tallybird%2fmcp@1.0.0',
    )
    expect(verdict).toEqual({ known: true, value: { result: 'verified', source } })
    expect(registry.count('other')).toBe(1)
    const offline = await open({ offline: true })
    expect(await offline.attestation?.(found)).toEqual(verdict)
    expect(registry.count('other')).toBe(1)
  })

  it.each([
    ['a registry that does not have it', undefined, /answers with 404/],
    ['an answer without end', { attestations: 'x'.repeat(2_000_000) }, /too large/],
    ['an error page', '<html>', /no attestations/],
  ])('%s: unknown', async (_, served, reason) => {
    const { verdict } = await look(served)
    expect(verdict).toMatchObject({ known: false, reason: expect.stringMatching(reason) })
  })
})
