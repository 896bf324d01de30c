/** Every known incident, played by a package below a server: found, with the way to it. Benign twins stay quiet there. */
import { describe, expect, it } from 'vitest'
import { codeTime } from '../incidents/code-time.js'
import type { Fixture } from '../incidents/fixture.js'
import { installTime } from '../incidents/install-time.js'
import { moreAttacks } from '../incidents/more-attacks.js'
import { atLeast, tell } from '../incidents/replay.js'
import { libraryTwins } from '../incidents/twins-libraries.js'
import { networkTwins } from '../incidents/twins-network.js'
import { packageTwins } from '../incidents/twins-package.js'
import { systemTwins } from '../incidents/twins-system.js'
import { ordinaryHosts } from '../support/ordinary-hosts.js'
import { runSeed, seedFor } from '../support/random-names.js'
import type { TreePackages } from '../support/tree-registry.js'
import { auditBelow, ROOT } from './below.js'

const seed = runSeed()

/** A fixture as a package of a registry. */
function played(fixture: Fixture): { readonly name: string; readonly packages: TreePackages } {
  const hosts = ordinaryHosts(seedFor(seed, fixture.id), fixture.vendorWords)
  const versions = fixture.releases.map(({ version, files, publishedAt, publisher }) => [
    version,
    { files: hosts.files(files), publishedAt, publisher },
  ])
  const name = hosts.text(fixture.package)
  return { name, packages: { [name]: Object.fromEntries(versions) } }
}

describe.each([
  ['incidents', [...installTime, ...codeTime]],
  ['further attacks', moreAttacks],
])(`%s below a server [TOUCHSTONE_SEED=${seed}]`, (_, incidents) => {
  describe.each(incidents.map((incident) => [incident.id, incident] as const))('%s', (_, incident) => {
    const { name, packages } = played(incident)
    const bad = incident.releases.findIndex(({ version }) => version === incident.bad)
    const good = incident.releases[bad - 1]?.version

    // What a manifest names stands in the tree as a package of its own, and is judged there.
    const ofTree = incident.kinds?.every((kind) => kind === 'dependency') ?? false

    it.runIf(good !== undefined && !ofTree)('is found against a lock', async () => {
      const { findings } = await auditBelow({
        packages,
        today: [`${name}@${incident.bad}`],
        locked: [`${name}@${good}`],
      })
      const serious = atLeast(findings, incident.atLeast)
      expect(serious.length, tell(findings)).toBeGreaterThan(0)
      expect(serious[0]?.path).toEqual([ROOT, `${name}@${incident.bad}`])
    })

    it.runIf(!incident.onlyAgainstBaseline && !ofTree)('is found where it came', async () => {
      const { findings } = await auditBelow({ packages, today: [`${name}@${incident.bad}`], locked: [] })
      expect(atLeast(findings, 'high').length, tell(findings)).toBeGreaterThan(0)
    })
  })
})

describe(`benign twins below a server [TOUCHSTONE_SEED=${seed}]`, () => {
  const twins = [...networkTwins, ...systemTwins, ...packageTwins, ...libraryTwins]
  describe.each(twins.map((twin) => [twin.id, twin] as const))('%s', (_, twin) => {
    const { name, packages } = played(twin)
    const [last, before] = [twin.releases.at(-1)?.version, twin.releases.at(-2)?.version]

    it('stays below high, moved or come', async () => {
      for (const locked of before === undefined ? [[]] : [[], [`${name}@${before}`]]) {
        const { findings } = await auditBelow({ packages, today: [`${name}@${last}`], locked })
        expect(atLeast(findings, 'high'), `${twin.why}\n    ${tell(findings)}`).toEqual([])
      }
    })
  })
})
