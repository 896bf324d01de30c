/**
 * Every step of a write and of an undo fails, or is the last one before the process is killed; whatever happens, each file is the
 * old or the new one, nothing is lost, and the next run succeeds.
 */
import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FileChange, undoChanges, type WriteResult, writeChanges } from '../../src/write/changes.js'
import type { Disk } from '../../src/write/disk.js'
import { backupsOf, FAULTS, type Fault, faultyDisk, folder, put, run, stepsFor, treeOf } from './faults.js'

type Tree = Readonly<Record<string, string>>

interface Case {
  readonly prepare: (root: string) => void
  readonly changes: (root: string) => readonly FileChange[]
  /** What a file may hold where only one of its changes could be made. */
  readonly partly?: readonly string[]
}

const change = (root: string, name: string, before: string | null, after: string, more = {}): FileChange => ({
  file: path.join(root, name),
  before,
  after,
  ...more,
})

const CASES: Readonly<Record<string, Case>> = {
  'one file': {
    prepare: (root) => put(root, { 'a.json': 'old a' }),
    changes: (root) => [change(root, 'a.json', 'old a', 'new a')],
  },
  'two files': {
    prepare: (root) => put(root, { 'a.json': 'old a', 'sub/b.json': 'old b' }),
    changes: (root) => [
      change(root, 'a.json', 'old a', 'new a'),
      change(root, 'sub/b.json', 'old b', 'a longer new b'),
    ],
  },
  'a new file': {
    prepare: () => {},
    changes: (root) => [change(root, 'mcp-lock.json', null, 'lock')],
  },
  'a file, and a new one in a new folder': {
    prepare: (root) => put(root, { 'a.json': 'old a' }),
    changes: (root) => [
      change(root, 'a.json', 'old a', 'new a'),
      change(root, 'config/touchstone/mcp-lock.json', null, 'lock', { createFolders: true }),
    ],
  },
  'a link, and the file that it leads to': {
    prepare: (root) => {
      put(root, { 'dotfiles/mcp.json': 'one two' })
      symlinkSync('dotfiles/mcp.json', path.join(root, 'mcp.json'))
    },
    changes: (root) => {
      const one = { again: async (text: string) => text.replace('one', '1') }
      const two = { again: async (text: string) => text.replace('two', '2') }
      return [
        change(root, 'mcp.json', 'one two', '1 two', one),
        change(root, 'dotfiles/mcp.json', 'one two', 'one 2', two),
      ]
    },
    partly: ['1 two', 'one 2'],
  },
}

const okay = ({ failures }: WriteResult) => expect(failures).toEqual([])
const state = (root: string) => path.join(root, 'state')
async function attempt(at: number, fault: Fault, work: (disk: Disk) => Promise<WriteResult>) {
  const faulty = faultyDisk(at, fault)
  return { result: await run(faulty, work), steps: faulty.steps }
}
const write = (root: string, { changes }: Case, at = -1, fault: Fault = 'throw') =>
  attempt(at, fault, (disk) => writeChanges(changes(root), state(root), { disk }))
const undo = (root: string, at = -1, fault: Fault = 'throw') =>
  attempt(at, fault, (disk) => undoChanges(state(root), { disk }))
const isTemporary = (name: string) => path.basename(name).startsWith('.touchstone-')
const withoutTemporaries = (tree: Tree) =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => !isTemporary(name)))

/** Old and new tree of a case. */
async function treesOf(each: Case): Promise<{
  readonly old: Tree
  readonly new: Tree
  readonly steps: readonly string[]
  readonly undoSteps: readonly string[]
}> {
  const root = folder()
  each.prepare(root)
  const old = treeOf(root)
  const { result, steps } = await write(root, each)
  okay(result as WriteResult)
  const tree = treeOf(root)
  const undone = await undo(root)
  okay(undone.result as WriteResult)
  return { old, new: tree, steps, undoSteps: undone.steps }
}

/** Every file is as in one of the two. */
function expectEither(tree: Tree, one: Tree, other: Tree, { partly = [] }: Partial<Case> = {}): void {
  for (const name of new Set([...Object.keys(tree), ...Object.keys(one)])) {
    expect([one[name], other[name], ...partly], name).toContain(tree[name])
  }
}

/** Backups that are left; what killed processes left of their turns goes with the next turn. */
const leftOf = (root: string) => backupsOf(root).filter((name) => !name.startsWith('turn-'))

describe.each(Object.entries(CASES))('%s', (_, each) => {
  it.each(FAULTS)('is written whole or not at all: %s at every step', async (fault) => {
    const trees = await treesOf(each)
    expect(trees.steps.length).toBeGreaterThan(30)
    for (const at of stepsFor(fault, trees.steps)) {
      // Of what merely fails one of both is enough: its neighbours have the other.
      const both = ['undo', 'write again, and undo'] as const
      for (const afterwards of fault.startsWith('throw') ? both.slice(at % 2, (at % 2) + 1) : both) {
        const root = folder()
        each.prepare(root)
        const { result, steps } = await write(root, each, at, fault)
        expect(steps.length).toBeGreaterThan(at)
        const tree = treeOf(root)
        expectEither(withoutTemporaries(tree), trees.old, trees.new, each)
        if (result !== 'killed') {
          // What is said of a file is so.
          for (const { file } of each.changes(root)) {
            if (!result.written.includes(file)) continue
            const name = path.relative(root, file)
            if (result.failures.length === 0 || each.partly === undefined) expect(tree[name]).toBe(trees.new[name])
          }
          expect(result.written.length + result.failures.length).toBeGreaterThan(0)
        }
        if (afterwards === 'undo') {
          const undone = (await undo(root)).result as WriteResult
          if (JSON.stringify(withoutTemporaries(tree)) !== JSON.stringify(trees.old)) okay(undone)
        } else {
          okay((await write(root, each)).result as WriteResult)
          expect(withoutTemporaries(treeOf(root))).toEqual(trees.new)
          okay((await undo(root)).result as WriteResult)
          expect(leftOf(root)).toEqual([])
        }
        if (afterwards === 'undo' || result === 'killed') {
          expect(treeOf(root)).toEqual(trees.old)
        } else {
          // A change that came to its end was another one than the next, where that had something left to do.
          expectEither(treeOf(root), trees.old, withoutTemporaries(tree))
        }
      }
    }
  })

  it.each(FAULTS)('is undone whole or not at all: %s at every step', async (fault) => {
    const trees = await treesOf(each)
    expect(trees.undoSteps.length).toBeGreaterThan(15)
    for (const at of stepsFor(fault, trees.undoSteps)) {
      const root = folder()
      each.prepare(root)
      okay((await write(root, each)).result as WriteResult)
      const { result } = await undo(root, at, fault)
      const tree = treeOf(root)
      expectEither(withoutTemporaries(tree), trees.old, trees.new, each)
      if (result !== 'killed' && result.failures.length === 0) expect(tree).toEqual(trees.old)
      // Undone by now, or by the second try.
      await undo(root)
      expect(treeOf(root)).toEqual(trees.old)
      expect((await undo(root)).result).toMatchObject({ failures: [{ message: 'there is nothing to undo' }] })
      expect(leftOf(root)).toEqual([])
    }
  })
})

describe('the change before', () => {
  it.each(FAULTS)('can still be undone, or the one after it: %s at every step', async (fault) => {
    const first: Case = {
      prepare: (root) => put(root, { 'a.json': 'one', 'b.json': 'one' }),
      changes: (root) => [change(root, 'a.json', 'one', 'two'), change(root, 'b.json', 'one', 'two')],
    }
    const second: Case = { ...first, changes: (root) => [change(root, 'a.json', 'two', 'three')] }
    const prepared = async () => {
      const root = folder()
      first.prepare(root)
      okay((await write(root, first)).result as WriteResult)
      return root
    }
    const { steps } = await write(await prepared(), second)
    for (const at of stepsFor(fault, steps)) {
      const root = await prepared()
      await write(root, second, at, fault)
      const a = treeOf(root)['a.json']
      okay((await undo(root)).result as WriteResult)
      expect(treeOf(root)).toEqual(
        a === 'three' ? { 'a.json': 'two', 'b.json': 'two' } : { 'a.json': 'one', 'b.json': 'one' },
      )
    }
  })
})
