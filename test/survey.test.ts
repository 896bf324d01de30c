import { describe, expect, it } from 'vitest'
import { groupServers } from '../src/audit/servers.js'
import { survey } from '../src/audit/survey.js'
import type { Machine } from '../src/machine/machine.js'
import { NOTHING_ON_MACHINE, type ServerEntry } from '../src/model.js'
import { type EntryOptions, entryOf } from './machine/entries.js'

/** Many entries of one name, each of another package. */
const namesakes = (count: number): ServerEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    ...entryOf(['npx', `pkg-${i}@1.0.0`], { pointer: `/mcpServers/${i}` }),
    name: 'ledger',
  }))

/** A machine that holds nothing, and counts how much is asked of it at once. */
function counting(): Machine & { readonly most: () => number; readonly files: readonly string[] } {
  let now = 0
  let most = 0
  const files: string[] = []
  return {
    async find() {
      now += 1
      most = Math.max(most, now)
      await new Promise((resume) => setImmediate(resume))
      now -= 1
      return NOTHING_ON_MACHINE
    },
    packagesBelow: async () => null,
    async writableBy(file) {
      files.push(file)
      return file === '/home/u/open.json' ? 'everyone' : null
    },
    releaseChoices: async () => [],
    registryFiles: async () => [],
    locateProgram: async () => ({ reason: 'none' }),
    most: () => most,
    files,
  }
}

describe('a survey', () => {
  it('asks the machine for few servers at once, and answers in their order', async () => {
    const machine = counting()
    const servers = groupServers(namesakes(500))
    const surveyed = await survey(servers, machine)
    expect(surveyed.map(({ id }) => id)).toEqual(servers.map(({ id }) => id))
    expect(machine.most()).toBeGreaterThan(1)
    expect(machine.most()).toBeLessThan(50)
  })

  it('says of each server that another has its name, however many there are', async () => {
    const surveyed = await survey(groupServers(namesakes(1000)), counting())
    const telling = surveyed.filter(({ configuration }) =>
      configuration.findings.some(({ heuristic }) => heuristic === 'name-shadowing'),
    )
    // Of two one speaks, so the first of all may be silent.
    expect(telling.length).toBeGreaterThan(900)
  })

  it('is not misled by entries of the same server', async () => {
    const ledger = (words: readonly string[], options: EntryOptions): ServerEntry => ({
      ...entryOf(words, options),
      name: 'ledger',
    })
    const same = Array.from({ length: 300 }, (_, i) =>
      ledger(['npx', 'pkg@1.0.0'], { pointer: `/mcpServers/s${i}`, file: '/home/u/open.json' }),
    )
    const machine = counting()
    const [first, other] = await survey(
      groupServers([...same, ledger(['npx', 'other@1.0.0'], { pointer: '/mcpServers/o' })]),
      machine,
    )
    const heuristics = [first, other].flatMap((server) => server?.configuration.findings ?? [])
    expect(heuristics.map(({ heuristic }) => heuristic)).toContain('name-shadowing')
    expect(heuristics.map(({ heuristic }) => heuristic)).toContain('config-writable-by-others')
    // Each file is asked for once a server.
    expect(machine.files).toEqual(['/home/u/open.json', '/home/u/.cursor/mcp.json'])
  })
})
