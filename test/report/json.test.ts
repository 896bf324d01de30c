import { describe, expect, it } from 'vitest'
import { toJson } from '../../src/report/json.js'
import { jsonSchema, reportV1 } from '../../src/report/schema.js'
import { blocked, empty, report } from './fixture.js'

const tool = { name: 'touchstone', version: '0.0.0' }

describe('JSON, schema version 1', () => {
  it('is described by the committed JSON Schema', async () => {
    await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../snapshots/schema/report-v1.schema.json',
    )
  })

  it('maps every part of a report', () => {
    const json = toJson(report, tool)
    expect(reportV1.parse(json)).toEqual(json)
    expect(json).toMatchSnapshot()
  })

  it('holds findings once, and their fingerprints in the server', () => {
    const { servers, findings } = toJson(report, tool)
    expect(servers.flatMap((server) => server.findings)).toEqual(findings.map((finding) => finding.fingerprint))
  })

  it('carries facts only when asked', () => {
    const one = { ...report, servers: [blocked] }
    expect(toJson(one, tool).servers[0]?.facts).toBeUndefined()
    const asked = reportV1.parse(toJson(one, tool, { facts: true }))
    expect(asked.servers[0]?.facts?.map(({ kind }) => kind)).toContain('env.read')
  })

  it('is whole for an empty report', () => {
    expect(reportV1.parse(toJson(empty, tool))).toMatchObject({ conclusion: 'pass', servers: [], findings: [] })
  })
})
