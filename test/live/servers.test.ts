/**
 * Real servers at exact versions, audited from the registry that npm is configured for. Their behaviour stands in
 * `snapshots/behaviour`; `npm run test:live -- -u` writes it anew. A new snapshot is read before it is kept.
 */
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../src/audit.js'
import { nodeHost } from '../../src/host.js'
import { NO_GRANTS, type Report } from '../../src/model.js'
import { createGitHub } from '../../src/registry/github.js'
import { createNpmRegistry } from '../../src/registry/npm.js'
import { loadNpmConfig } from '../../src/registry/npm-config.js'
import { openStore } from '../../src/store/store.js'
import { root } from '../support/imports.js'
import { behaviourText, snapshotOf } from './behaviour-text.js'
import { SERVERS } from './servers.js'

const BUILT = new URL('../../dist/src/extract/pool.js', import.meta.url).href

const host = nodeHost()
let report: Report
let registries: readonly string[] = []
let close = async () => {}

beforeAll(async () => {
  // As users run it: built, in workers. Tarballs are kept between runs, facts are not.
  const { createExtractor } = (await import(BUILT)) as typeof import('../../src/extract/pool.js')
  const store = await openStore(path.join(root, 'node_modules/.cache/touchstone-live'))
  const registry = await createNpmRegistry({ host, store, offline: false })
  const extractor = createExtractor()
  close = () => extractor.close()
  const repositories = createGitHub({ host, offline: false })
  const { flat } = await loadNpmConfig(host)
  registries = [new URL(String(flat.registry)).host]
  report = await audit(host, { services: { registry, repositories, extractor }, entries: entries() })
})

afterAll(() => close())

const entries = () =>
  Object.entries(SERVERS).map(([name, version]) => {
    const argv = ['npx', '-y', `${name}@${version}`].map((text) => ({ text, pointer: '', offset: 0 }))
    const launch = { transport: 'stdio', argv, env: {} } as const
    return {
      client: 'live',
      scope: 'explicit',
      name,
      place: { file: 'live', pointer: '' },
      launch,
      line: 1,
      disabled: false,
      grants: NO_GRANTS,
    } as const
  })

describe('real servers', () => {
  it('are audited without a failure', () => {
    expect(report.failures).toEqual([])
    expect(report.servers.map(({ score }) => score.verdict)).not.toContain('unknown')
  })

  it.each(Object.entries(SERVERS))('%s %s does what its snapshot says', async (name, version) => {
    const server = report.servers.find((each) => each.name === name)
    expect(server?.release?.version).toBe(version)
    const text = behaviourText(`${name} ${version}`, server?.facts ?? [], registries)
    await expect(text).toMatchFileSnapshot(path.join(root, 'snapshots/behaviour', snapshotOf(name, version)))
  })
})
