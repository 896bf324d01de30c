/** Incidents through the whole audit: a configuration, a registry on the loopback address, and a report with dates. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../src/audit.js'
import { extractBehaviour } from '../../src/extract/extract.js'
import { type Report, unknown } from '../../src/model.js'
import { type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { memoryHost } from '../support/memory-host.js'
import { testRegistry } from '../support/npm-registry.js'
import { ordinaryHosts } from '../support/ordinary-hosts.js'
import { runSeed, seedFor } from '../support/random-names.js'
import type { Fixture } from './fixture.js'
import { installTime } from './install-time.js'
import { postmark } from './postmark.js'
import { mailTwins } from './twins-mail.js'

const seed = runSeed()
const fixtureOf = <T extends Fixture>(list: readonly T[], id: string): T => {
  const found = list.find((f) => f.id === id)
  if (!found) throw new Error(`no fixture ${id}`)
  return found
}
const incident = fixtureOf(postmark, 'postmark, property')
const hook = fixtureOf(installTime, 'nx')
const benign = fixtureOf(mailTwins, 'bcc as an argument of the tool')

/** Names of packages change with their vendors' words: the host that stands in the config must be the renamed one. */
const served = (fixture: Fixture) => {
  const hosts = ordinaryHosts(seedFor(seed, fixture.id), fixture.vendorWords)
  const versions = Object.fromEntries(
    fixture.releases.map((r) => [
      r.version,
      { files: hosts.files(r.files), publishedAt: r.publishedAt, publisher: r.publisher },
    ]),
  )
  return { name: hosts.text(fixture.package), versions, text: hosts.text }
}

describe(`the audit of incidents [TOUCHSTONE_SEED=${seed}]`, () => {
  const [mail, install, quiet] = [served(incident), served(hook), served(benign)]
  let registry: LoopbackRegistry
  let report: Report

  beforeAll(async () => {
    registry = await startRegistry({
      fillIn: true,
      packages: Object.fromEntries([mail, install, quiet].map((s) => [s.name, { versions: s.versions }])),
    })
    const servers = Object.fromEntries(
      [mail, install, quiet].map((s) => [s.name, { command: 'npx', args: ['-y', s.name] }]),
    )
    report = await audit(
      memoryHost({ files: { '/home/u/.cursor/mcp.json': JSON.stringify({ mcpServers: servers }) } }),
      {
        services: {
          registry: await testRegistry({ registry: registry.url }),
          repositories: { lookup: async () => unknown('not asked in this test') },
          extractor: { behaviour: async (artifact) => extractBehaviour(artifact) },
        },
      },
    )
  })
  afterAll(() => registry.close())

  const serverOf = (name: string) => {
    const server = report.servers.find((s) => s.package?.name === name)
    if (!server) throw new Error(`no server ${name}: ${JSON.stringify(report.failures)}`)
    return server
  }

  it('evaluates every server', () => {
    expect(report.failures).toEqual([])
    expect(report.servers).toHaveLength(3)
    expect(report.conclusion).toBe('fail')
  })

  it('finds and dates a recipient that the release before had too', () => {
    const { findings, score } = serverOf(mail.name)
    const found = findings.find(
      (f) => f.severity === 'critical' && f.facts.some((fact) => fact.kind === 'message.recipient'),
    )
    expect(found?.facts.map((f) => f.value)).toContain(mail.text('bcc phan@giftshop.example'))
    expect(found?.since).toEqual({ version: '1.0.16', date: '2025-09-17', releasesBefore: 16 })
    expect(score.verdict).toBe('block')
  })

  it('finds a script of the newest release', () => {
    const { findings, score } = serverOf(install.name)
    const found = findings.filter((f) => f.severity === 'critical')
    expect(found.flatMap((f) => f.facts.map((fact) => fact.kind))).toContain('install.script')
    expect(found.map((f) => f.since?.version)).toContain('21.5.0')
    expect(score.verdict).toBe('block')
  })

  it('leaves the benign server alone', () => {
    const { findings, score } = serverOf(quiet.name)
    expect(findings.filter((f) => f.severity === 'critical' || f.severity === 'high')).toEqual([])
    expect(score.verdict).not.toBe('block')
  })
})
