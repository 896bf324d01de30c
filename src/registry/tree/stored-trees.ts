/**
 * Trees that were resolved before. One counts as long as every packument that it rests on is what it was: then npm would
 * resolve the same, and Arborist need not run.
 */
import { createHash } from 'node:crypto'
import type { Dependency } from '../../model.js'
import type { Store } from '../../store/store.js'
import type { Head } from './packuments.js'

/** Counts up whenever what is stored changes its form, or a tree would be resolved in another way. */
const FORM = 2

/** One packument that a tree rests on. */
export interface Consulted {
  readonly name: string
  /** Base URL of its registry, without credentials. */
  readonly registry: string
  /** `null` where the registry does not hand the package out. */
  readonly head: Head | null
}

export interface StoredTree {
  readonly consulted: readonly Consulted[]
  readonly packages: readonly Dependency[]
  /**
   * With a `before`: milliseconds since 1970 from which, and until which, another one would let the same versions count. `null`
   * where that has no end.
   */
  readonly from: number | null
  readonly until: number | null
}

/** @param about whatever decides a tree beside packuments: purl, npm's settings, the version of Node */
export const treeKey = (about: Readonly<Record<string, unknown>>): string =>
  `tree ${FORM} ${createHash('sha256').update(JSON.stringify(about)).digest('hex')}`

export async function readTree(store: Store, key: string): Promise<StoredTree | null> {
  const bytes = await store.get(key)
  if (bytes === undefined) return null
  try {
    const tree = JSON.parse(Buffer.from(bytes).toString()) as StoredTree
    return Array.isArray(tree.consulted) && Array.isArray(tree.packages) ? tree : null
  } catch {
    return null
  }
}

export const writeTree = (store: Store, key: string, tree: StoredTree): Promise<void> =>
  store.put(key, Buffer.from(JSON.stringify(tree)))

/** Between which times of publication a cutoff lies: any other one between them lets the same versions count. */
export function windowOf(before: Date, times: Iterable<string>): { from: number | null; until: number | null } {
  let from: number | null = null
  let until: number | null = null
  for (const time of times) {
    const moment = Date.parse(time)
    if (Number.isNaN(moment)) continue
    if (moment <= before.getTime()) from = Math.max(from ?? moment, moment)
    else until = Math.min(until ?? moment, moment)
  }
  return { from, until }
}

/** Whether a tree that was resolved with another cutoff holds for this one. */
export const holdsAt = ({ from, until }: StoredTree, before: Date | null): boolean =>
  before === null || ((from === null || before.getTime() >= from) && (until === null || before.getTime() < until))
