/** Several at once: processes that write, and others that edit. */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { undoChanges, type WriteResult, writeChanges } from '../../src/write/changes.js'
import { type Disk, nodeDisk } from '../../src/write/disk.js'
import { inTurn } from '../../src/write/turn.js'
import { faultyDisk, folder, put, run, treeOf } from './faults.js'

/** A process that has the turn until it is released. */
async function holding(disk: Disk, root: string) {
  let release: () => void = () => {}
  let held: Promise<void> = Promise.resolve()
  await new Promise<void>((begun) => {
    held = inTurn(disk, root, () => {
      begun()
      return new Promise<void>((resolve) => {
        release = resolve
      })
    })
  })
  return { release: () => release(), held }
}

describe('a turn', () => {
  it("is one process's at a time", async () => {
    const root = folder()
    let inside = 0
    let most = 0
    let done = 0
    await Promise.all(
      Array.from({ length: 8 }, () => {
        const disk: Disk = { ...faultyDisk().disk, wait: (milliseconds) => nodeDisk.wait(milliseconds / 20) }
        return inTurn(disk, root, async () => {
          inside += 1
          most = Math.max(most, inside)
          await new Promise((resume) => setImmediate(resume))
          inside -= 1
          done += 1
        })
      }),
    )
    expect(most).toBe(1)
    expect(done).toBe(8)
    expect(readdirSync(root)).toEqual([])
  })

  it('of a process that is gone is taken over; that of a living one is waited for, and then told', async () => {
    const root = folder()
    const other = faultyDisk()
    const { release, held } = await holding(other.disk, root)
    const own = faultyDisk()
    await expect(inTurn(own.disk, root, async () => 'mine')).rejects.toMatchObject({
      message: `can't be changed: another touchstone is writing (process ${other.disk.self.pid})`,
      remedy: expect.stringContaining(root),
    })
    await other.clear()
    expect(await inTurn(own.disk, root, async () => 'mine')).toBe('mine')
    release()
    await held
    expect(readdirSync(root)).toEqual([])
  })

  it("that is ten minutes old counts for nothing, for its number may be another's", async () => {
    const root = folder()
    const other = faultyDisk()
    await holding(other.disk, root)
    const [name = ''] = readdirSync(root)
    const old = new Date(Date.now() - 11 * 60 * 1000)
    utimesSync(path.join(root, name), old, old)
    expect(await inTurn(faultyDisk().disk, root, async () => 'mine')).toBe('mine')
  })

  it('of an earlier process with the same number is taken over, as in containers', async () => {
    const root = folder()
    const { disk } = faultyDisk()
    await holding(disk, root)
    const later: Disk = { ...disk, self: { ...disk.self, nonce: '01' } }
    expect(await inTurn(later, root, async () => 'mine')).toBe('mine')
  })

  it('of another machine is respected', async () => {
    const root = folder()
    const { disk } = faultyDisk()
    await holding({ ...disk, self: { ...disk.self, machine: 'there' } }, root)
    await expect(inTurn(faultyDisk().disk, root, async () => 'mine')).rejects.toThrow('another touchstone')
  })
})

describe('two that write at once', () => {
  it('lose nothing of each other', async () => {
    const root = folder()
    put(root, { a: 'one two' })
    const file = path.join(root, 'a')
    const state = path.join(root, 'state')
    const edit = (from: string, to: string) =>
      writeChanges(
        [
          {
            file,
            before: 'one two',
            after: 'one two'.replace(from, to),
            again: async (text) => text.replace(from, to),
          },
        ],
        state,
        { disk: faultyDisk().disk },
      )
    const results = await Promise.all([edit('one', '1'), edit('two', '2')])
    expect(results.flatMap(({ failures }) => failures)).toEqual([])
    expect(treeOf(root)).toEqual({ a: '1 2' })
  })
})

/** What may happen, in any order. */
const act = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), files: fc.subarray(['a', 'b', 'c'], { minLength: 1 }) }),
  fc.record({
    kind: fc.constant('killed' as const),
    files: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    at: fc.nat(70),
  }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('killed undo' as const), at: fc.nat(40) }),
  fc.record({ kind: fc.constant('edit' as const), file: fc.constantFrom('a', 'b', 'c') }),
)

describe('any sequence of writes, undoings, kills and foreign edits', () => {
  it('leaves whole files, never undoes a foreign edit, and ends clean', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const root = folder()
        put(root, { a: '0', b: '0' })
        const state = path.join(root, 'state')
        let count = 0
        let wasKilled = false
        /** The last foreign edit of a file, where nobody wrote it since. */
        const foreign = new Map<string, string>()
        const known = new Set(['0', undefined])
        const tree = () =>
          Object.fromEntries(Object.entries(treeOf(root)).filter(([name]) => !name.startsWith('.touchstone-')))
        const check = () => {
          const now = tree()
          for (const name of ['a', 'b', 'c']) expect(known).toContain(now[name])
          for (const [name, text] of foreign) expect(now[name]).toBe(text)
        }
        const changes = (files: readonly string[]) => {
          const now = tree()
          return files.map((name) => {
            count += 1
            known.add(`ours ${count}`)
            return { file: path.join(root, name), before: now[name] ?? null, after: `ours ${count}` }
          })
        }
        for (const each of acts) {
          if (each.kind === 'edit') {
            count += 1
            const text = `theirs ${count}`
            known.add(text)
            writeFileSync(path.join(root, each.file), text)
            foreign.set(each.file, text)
          } else if (each.kind === 'write' || each.kind === 'killed') {
            const wanted = changes(each.files)
            for (const name of each.files) foreign.delete(name)
            const before = tree()
            const faulty = faultyDisk(each.kind === 'killed' ? each.at : -1, 'kill')
            const result = await run(faulty, (disk) => writeChanges(wanted, state, { disk }))
            const after = tree()
            for (const name of each.files) {
              const written = wanted.find(({ file }) => path.basename(file) === name)?.after
              expect([before[name], written]).toContain(after[name])
            }
            if (result === 'killed') wasKilled = true
            else {
              expect(result.failures).toEqual([])
              // Right behind it, undoing brings back what was there, and no more is undone: then it is written again.
              const undone = await undoChanges(state, { disk: faultyDisk().disk })
              expect(undone.failures).toEqual([])
              // A killed change is undone with the one after it.
              if (!wasKilled) expect(tree()).toEqual(before)
              const again = changes(each.files)
              const rewritten: WriteResult = await writeChanges(again, state, { disk: faultyDisk().disk })
              expect(rewritten.failures).toEqual([])
            }
          } else {
            const faulty = faultyDisk(each.kind === 'killed undo' ? each.at : -1, 'kill')
            await run(faulty, (disk) => undoChanges(state, { disk }))
          }
          check()
        }
        // One more of each, undisturbed, cleans up what kills left.
        expect((await writeChanges(changes(['a', 'b', 'c']), state, { disk: faultyDisk().disk })).failures).toEqual([])
        expect(Object.keys(treeOf(root)).sort()).toEqual(['a', 'b', 'c'])
        await undoChanges(state, { disk: faultyDisk().disk })
        expect(readdirSync(path.join(state, 'backup')).filter((name) => !/^\d+$/.test(name))).toEqual([])
        expect(Object.keys(treeOf(root)).filter((name) => name.startsWith('.'))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
