/** What a recogniser works with: the evaluator, the file, and where its facts go. */
import type { Where } from '../../../model.js'
import type { FactDraft } from '../../draft.js'
import type { Evaluator } from '../evaluate.js'
import type { Module } from '../module.js'
import type { Node } from '../syntax.js'
import type { Ledger } from '../tools/ledger.js'

/** What a function was given leaves for a host. */
export interface SentArgument {
  readonly host: string
  /** Which functions' argument it is. */
  readonly tags: readonly string[]
  /** The branch in which it leaves, and those around it up to the function, innermost first. */
  readonly chain: readonly string[]
  /** Filled when all files are read: other hosts that get the same argument. */
  readonly besides: string[]
}

export interface Recogniser {
  readonly on: Evaluator
  readonly module: Module
  /** Records a fact at a node. */
  add(draft: FactDraft, node: Node): void
  addAt(draft: FactDraft, where: Where): void
  /** A file of the package that this one starts or loads, relative to the file, as far as it is constant. */
  link(path: string, node: Node): void
  /** Arguments that leave, over all files: the same argument may go to two hosts from two of them. */
  readonly sent: SentArgument[]
  /** What the package offers to a model, and which function does what, over all files. */
  readonly ledger: Ledger
  /** Text that runs as JavaScript: analysed as code again. */
  embed(script: string, node: Node): void
}
