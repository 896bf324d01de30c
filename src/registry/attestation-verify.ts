/**
 * Whether an attestation is what it says: of these bytes, of this release, and signed by the pipeline that its certificate names.
 *
 * Verified with the parts that sigstore (which pacote brings) is made of, against the trusted root that comes with them: sigstore's
 * own entry would fetch that root anew, and hold an audit up. Authorities are added every few years, so one that the root does not
 * know makes the result unknown; what fails although its authority is known is invalid.
 */
import { createHash, createPublicKey, verify as verifySignature, X509Certificate } from 'node:crypto'
import { createRequire } from 'node:module'
import { type AttestationEvidence, type BuildSource, type Known, known, unknown } from '../model.js'
import { type JsonObject, objectOf, parseUntrusted } from './untrusted-json.js'

/** What an attestation has to be about. */
export interface Attested {
  /** `pkg:npm/%40scope/name@1.0.0` */
  readonly purl: string
  /** SRI of the tarball. */
  readonly integrity: string
}

export type Verdict = Known<AttestationEvidence>

const invalid = (why: string): Verdict => known({ result: 'invalid', why })

const PROVENANCE = /^https:\/\/slsa\.dev\/provenance\//
/** Of bundles, as far as they are known: 0.1 to 0.3. */
const FORMS = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/
const IN_TOTO = 'application/vnd.in-toto+json'

/** https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const OIDS = { repository: 12, commit: 13, ref: 14, workflow: 18 } as const
const FULCIO = '1.3.6.1.4.1.57264.1.'

/**
 * @param answer what a registry serves: `{attestations: [{predicateType, bundle}]}`
 * @param root a trusted root as JSON, in the place of the one that sigstore brings
 */
export async function verifyAttestations(bytes: Uint8Array, attested: Attested, root?: unknown): Promise<Verdict> {
  let listed: unknown
  try {
    listed = objectOf(parseUntrusted(bytes))?.attestations
  } catch {
    return unknown('the attestations are no JSON')
  }
  if (!Array.isArray(listed)) return unknown('the answer lists no attestations')
  const provenance = listed
    .map(objectOf)
    .find((each) => typeof each?.predicateType === 'string' && PROVENANCE.test(each.predicateType))
  const bundle = objectOf(provenance?.bundle)
  if (bundle === null) return unknown('none of the attestations says where it was built')
  const wrong = faultOf(bundle, attested)
  if (wrong !== null) return wrong
  return verifyBundle(bundle, root)
}

/** What is wrong with the statement, before anyone's signature counts. */
function faultOf(bundle: JsonObject, { purl, integrity }: Attested): Verdict | null {
  const envelope = objectOf(bundle.dsseEnvelope)
  if (envelope === null || typeof envelope.payload !== 'string') return invalid('it holds no statement')
  if (envelope.payloadType !== IN_TOTO) return invalid('its statement is of another type')
  let statement: JsonObject | null
  try {
    statement = objectOf(parseUntrusted(Buffer.from(envelope.payload, 'base64')))
  } catch {
    return invalid('its statement is no JSON')
  }
  if (typeof statement?.predicateType !== 'string' || !PROVENANCE.test(statement.predicateType)) {
    return invalid('its statement says nothing of a build')
  }
  const subjects = Array.isArray(statement.subject) ? statement.subject.slice(0, 20).map(objectOf) : []
  const own = subjects.find((each) => typeof each?.name === 'string' && samePurl(each.name, purl))
  if (own === undefined) return invalid(`it is of ${nameOf(subjects)}, and not of this release`)
  const stated = objectOf(own?.digest)?.sha512
  const sum = /^sha512-([A-Za-z0-9+/=]{86,88})$/.exec(integrity)?.[1]
  if (sum === undefined) return unknown('the registry states no sha512 of the tarball, which the attestation is of')
  if (typeof stated !== 'string' || stated.toLowerCase() !== Buffer.from(sum, 'base64').toString('hex')) {
    return invalid('it is of other bytes than the tarball')
  }
  return null
}

async function verifyBundle(json: JsonObject, givenRoot: unknown): Promise<Verdict> {
  const [{ bundleFromJSON, isBundleWithDsseEnvelope }, { toSignedEntity, toTrustMaterial, Verifier }, { TrustedRoot }] =
    await Promise.all([import('@sigstore/bundle'), import('@sigstore/verify'), import('@sigstore/protobuf-specs')])
  let bundle: ReturnType<typeof bundleFromJSON>
  try {
    bundle = bundleFromJSON(json)
  } catch {
    return FORMS.test(String(json.mediaType))
      ? invalid('parts of it are missing, or of another type')
      : unknown('its form is none that is known')
  }
  const root = TrustedRoot.fromJSON(givenRoot ?? seededRoot())
  const raw = leafOf(bundle.verificationMaterial.content)
  if (raw === null) return unknown('it is signed with a key, and no certificate says whose that is')
  if (!isBundleWithDsseEnvelope(bundle)) return invalid('it holds no statement')
  const { payload, payloadType, signatures } = bundle.content.dsseEnvelope
  const [signature] = signatures
  try {
    const leaf = new X509Certificate(raw)
    const signed = Buffer.concat([
      Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
      payload,
    ])
    const key = createPublicKey({
      key: leaf.publicKey.export({ type: 'spki', format: 'der' }),
      format: 'der',
      type: 'spki',
    })
    if (signature === undefined || !verifySignature('sha256', signed, key, signature.sig)) {
      return invalid('its signature is not of its statement')
    }
    const authorities = root.certificateAuthorities.flatMap(({ certChain }) => certChain?.certificates ?? [])
    if (!authorities.some(({ rawBytes }) => leaf.checkIssued(new X509Certificate(rawBytes)))) {
      return unknown('its certificate is of an authority that is not known here')
    }
  } catch {
    return invalid('its certificate can not be read')
  }
  const logs = root.tlogs.flatMap(({ logId, checkpointKeyId }) => [logId?.keyId, checkpointKeyId?.keyId])
  const isKnownLog = (id: Buffer | undefined): boolean =>
    id !== undefined && logs.some((log) => log?.equals(id) === true)
  if (!bundle.verificationMaterial.tlogEntries.every(({ logId }) => isKnownLog(logId?.keyId))) {
    return unknown('it is written in a log that is not known here')
  }
  try {
    const { identity } = new Verifier(toTrustMaterial(root)).verify(toSignedEntity(bundle))
    const source = sourceOf(identity?.oids ?? [])
    return source === null ? unknown('its certificate names no repository') : known({ result: 'verified', source })
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    // Logs of certificates are added like authorities are.
    if (/\bSCTs?\b|unsupported/.test(message)) return unknown(`its signature can't be checked here (${message})`)
    return invalid(message === '' ? 'its signature is wrong' : `its signature is wrong (${message.slice(0, 120)})`)
  }
}

let seeded: unknown

/** The trusted root that comes with sigstore, as it was when that was published. */
function seededRoot(): unknown {
  if (seeded === undefined) {
    const seeds = createRequire(import.meta.url)('@sigstore/tuf/seeds.json') as Record<
      string,
      { targets: Record<string, string> }
    >
    const target = Object.values(seeds)[0]?.targets['trusted_root.json'] ?? ''
    seeded = JSON.parse(Buffer.from(target, 'base64').toString())
  }
  return seeded
}

type Content =
  | { readonly $case: 'certificate'; readonly certificate: { readonly rawBytes: Buffer } }
  | {
      readonly $case: 'x509CertificateChain'
      readonly x509CertificateChain: { readonly certificates: readonly { readonly rawBytes: Buffer }[] }
    }
  | { readonly $case: 'publicKey' }

/** DER of the certificate that signed; `null` where a bare key did. */
function leafOf(content: Content): Buffer | null {
  switch (content.$case) {
    case 'certificate':
      return content.certificate.rawBytes
    case 'x509CertificateChain':
      return content.x509CertificateChain.certificates[0]?.rawBytes ?? null
    default:
      return null
  }
}

/** What the certificate says of the pipeline. */
function sourceOf(
  oids: readonly { readonly oid?: { readonly id: readonly number[] } | undefined; readonly value: Buffer }[],
): BuildSource | null {
  const read = (number: number): string | null => {
    const value = oids.find(({ oid }) => oid?.id.join('.') === `${FULCIO}${number}`)?.value
    return value === undefined ? null : utf8Of(value)
  }
  const repository = read(OIDS.repository)
  if (repository === null) return null
  const workflow = read(OIDS.workflow)
  return {
    repository,
    ref: read(OIDS.ref),
    // `https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1.0.0`
    workflow:
      workflow === null || !workflow.startsWith(`${repository}/`)
        ? workflow
        : workflow.slice(repository.length + 1).replace(/@[^@]*$/, ''),
    commit: read(OIDS.commit),
  }
}

/** Text of a DER UTF8String: tag, length in one byte or in some, text. */
function utf8Of(der: Buffer): string | null {
  if (der[0] !== 0x0c || der.length < 2) return null
  const first = der[1] ?? 0
  const start = first < 0x80 ? 2 : 2 + (first & 0x7f)
  const text = der.subarray(start).toString()
  return text === '' || text.length > 500 ? null : text
}

/** purls of one release differ in how they write the scope's `@`. */
const samePurl = (a: string, b: string): boolean => a.replace(/%40/gi, '@') === b.replace(/%40/gi, '@')

const nameOf = (subjects: readonly (JsonObject | null | undefined)[]): string => {
  const name = subjects.find((each) => typeof each?.name === 'string')?.name
  return typeof name === 'string' ? name.slice(0, 120) : 'nothing'
}

/** Names an attestation's answer in a cache. */
export const attestationKey = (purl: string, integrity: string): string =>
  `attestation ${createHash('sha256').update(`${purl} ${integrity}`).digest('hex')}`
