/** The postmark incident in every shape that packages are published in, and a bundler's upgrade that changes nothing else. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'
import { asPackage, packagesOf, type Shape, shapes } from '../support/bundle.js'
import { ordinaryHosts } from '../support/ordinary-hosts.js'
import { runSeed, seedFor } from '../support/random-names.js'
import { postmark, postmarkProgram } from './postmark.js'
import { atLeast, judgePair, type Played, releaseOf, tell } from './replay.js'

const seed = runSeed()
const ADDRESS = 'phan@giftshop.example'

async function built(
  id: string,
  version: string,
  shape: Shape,
  hosts: ReturnType<typeof ordinaryHosts>,
): Promise<Played> {
  const source = postmarkProgram(id, version)
  const program = { files: hosts.files(source.files), entry: source.entry }
  const dependencies = Object.fromEntries(packagesOf(program).map((name) => [name, '^4.0.0']))
  const files = asPackage(await shape.build(program), { name: 'postmark-mcp', version, dependencies })
  const publishedAt = `2025-09-${String(1 + Number(version.split('.')[2])).padStart(2, '0')}T00:00:00.000Z`
  return { files, behaviour: extractBehaviour(artifactOf(files)), release: releaseOf(files, publishedAt, 'phan') }
}

describe.each(postmark.map((incident) => incident.id))(`%s, in bundles [TOUCHSTONE_SEED=${seed}]`, (id) => {
  const hosts = ordinaryHosts(seedFor(seed, id))
  const address = hosts.text(ADDRESS)
  const readable = shapes[0] as Shape

  describe.each(shapes.filter((s) => s.takes !== 'commonjs').map((s) => [s.name, s] as const))('%s', (_, shape) => {
    const expectFound = (after: Played, before: Played | null): void => {
      const { findings } = judgePair(
        after,
        before,
        'previous',
        before ? [before.release, after.release] : [after.release],
      )
      const found = atLeast(findings, 'critical').filter((f) =>
        f.facts.some((fact) => fact.kind === 'message.recipient'),
      )
      expect(found.length, tell(findings)).toBeGreaterThan(0)
      expect(
        found.flatMap((f) => f.facts.map((fact) => fact.value)),
        tell(findings),
      ).toContain(`bcc ${address}`)
      const places = found.flatMap((f) => f.evidence)
      const near = places.some((where) => {
        const line = (after.files[where.file] ?? '')
          .split('\n')
          .slice(where.line - 1, where.line + 30)
          .join('\n')
        return line.slice(Math.max(0, where.column - 400), where.column + 1500).includes(address)
      })
      expect(near, `the address is not near the evidence\n    ${tell(found)}`).toBe(true)
    }

    it('both releases in this shape', async () => {
      expectFound(await built(id, '1.0.16', shape, hosts), await built(id, '1.0.15', shape, hosts))
    })

    it('the release before as readable source', async () => {
      expectFound(await built(id, '1.0.16', shape, hosts), await built(id, '1.0.15', readable, hosts))
    })

    it('the release before has it too, as readable source', async () => {
      expectFound(await built(id, '1.0.17', shape, hosts), await built(id, '1.0.16', readable, hosts))
    })

    it('without a release to compare with', async () => {
      expectFound(await built(id, '1.0.16', shape, hosts), null)
    })
  })
})

describe(`a bundler's upgrade [TOUCHSTONE_SEED=${seed}]`, () => {
  const hosts = ordinaryHosts(seedFor(seed, 'upgrade'))
  const usable = shapes.filter((s) => s.takes !== 'commonjs')
  const pairs = usable
    .slice(1)
    .map((shape, i) => [usable[i]?.name ?? '', shape.name, usable[i] as Shape, shape] as const)

  it.each(pairs)('from %s to %s adds no behaviour', async (_, __, from, to) => {
    const before = await built('postmark, property', '1.0.1', from, hosts)
    const after = await built('postmark, property', '1.0.2', to, hosts)
    const { findings, change } = judgePair(after, before, 'previous', [before.release, after.release])
    expect(atLeast(findings, 'medium'), tell(findings)).toEqual([])
    expect(change.added.map((f) => `${f.kind} ${f.value}`)).toEqual([])
    expect(change.removed.map((f) => `${f.kind} ${f.value}`)).toEqual([])
  })
})
