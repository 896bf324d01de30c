/** From two texts and a place to the lines that a person reads. Stub. */
import type { Where } from '../model.js'
import type { CodeDiff } from './code-diff.js'

/** @param before `null` where there is nothing to compare with */
export function diffCode(
  _before: { readonly file: string; readonly text: string } | null,
  _after: { readonly file: string; readonly text: string },
  where: Where,
): CodeDiff {
  return { where, beforeFile: null, formatted: false, hunks: [], remark: null }
}
