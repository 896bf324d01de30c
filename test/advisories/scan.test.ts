import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, quiet, type Stage } from '../commands/stage.js'
import { type LoopbackOsv, record, startOsv } from '../support/loopback-osv.js'

let stage: Stage
let osv: LoopbackOsv
beforeEach(async () => {
  osv = await startOsv({
    records: [record('GHSA-aaaa-aaaa-aaaa', 'adder', { fixed: '9.0.0', severity: 'HIGH', summary: 'adds too much' })],
  })
  stage = await openStage({ adder: quiet('adder'), axios: quiet('axios', ['1.14.0', '1.14.1']) })
  await stage.configure({ adder: ['-y', 'adder@1.0.1'] })
})
afterEach(() => Promise.all([stage.close(), osv.close()]))

const scan = (argv: readonly string[] = [], env: Readonly<Record<string, string>> = { OSV_API_URL: osv.url }) =>
  stage.run(['scan', '--json', '--no-deps', ...argv], { env })
const heuristicsOf = ({ findings }: { readonly findings: readonly { readonly heuristic: string }[] }) =>
  findings.map(({ heuristic }) => heuristic).filter((id) => id.startsWith('known-'))

describe('touchstone scan', () => {
  it('asks nobody without --advisories, and knows the shipped attacks all the same', async () => {
    await stage.configure({ adder: ['-y', 'adder@1.0.1'], http: ['-y', 'axios@^1.14.1'] })
    const outcome = await scan()
    expect(outcome.json().findings).toContainEqual(
      expect.objectContaining({ heuristic: 'known-malicious', severity: 'critical', server: 'npm:axios' }),
    )
    expect(outcome.code).toBe(1)
    expect(heuristicsOf(outcome.json())).toEqual(['known-malicious'])
    expect(osv.requests).toEqual([])
  })

  it('finds a configured attack without a network, of a package that no registry has any more', async () => {
    await stage.configure({ mail: ['-y', 'postmark-mcp@1.0.16'] })
    const report = (await scan(['--offline'])).json()
    expect(report.findings).toContainEqual(
      expect.objectContaining({ heuristic: 'known-malicious-on-machine', severity: 'critical' }),
    )
  })

  it('asks OSV with --advisories, once a day', async () => {
    const outcome = await scan(['--advisories'])
    expect(outcome.json().findings).toContainEqual(
      expect.objectContaining({
        heuristic: 'known-vulnerability',
        severity: 'medium',
        message: expect.stringContaining('adds too much; 9.0.0 is without it'),
      }),
    )
    expect(outcome.code).toBe(0)
    expect(osv.requests.map(({ kind }) => kind)).toEqual(['query', 'record'])
    osv.forgetRequests()
    expect(heuristicsOf((await scan(['--advisories'])).json())).toEqual(['known-vulnerability'])
    expect(heuristicsOf((await scan(['--advisories', '--offline'])).json())).toEqual(['known-vulnerability'])
    expect(osv.requests).toEqual([])
  })

  it('says once what OSV did not answer: no failure, and incomplete only when --strict asks for it', async () => {
    osv.fail('query', { body: '<html>' })
    const outcome = await scan(['--advisories'])
    const about = outcome.json().notEvaluated.filter(({ what }) => what === 'advisories')
    expect(about).toEqual([
      { subject: 'pkg:npm/adder@1.0.1', what: 'advisories', why: expect.stringMatching(/no JSON/) },
    ])
    expect(outcome.code).toBe(0)
    expect(outcome.json().failures).toEqual([])
    expect((await scan(['--advisories', '--strict'])).code).toBe(2)
  })
})
