/** What a recogniser works with: the evaluator, the file, and where its facts go. */
import type { Where } from '../../../model.js'
import type { FactDraft } from '../../draft.js'
import type { Evaluator } from '../evaluate.js'
import type { Module } from '../module.js'
import type { Node } from '../syntax.js'

export interface Recogniser {
  readonly on: Evaluator
  readonly module: Module
  /** Records a fact at a node. */
  add(draft: FactDraft, node: Node): void
  addAt(draft: FactDraft, where: Where): void
  /** A file of the package that this one starts or loads, relative to the file, as far as it is constant. */
  link(path: string, node: Node): void
  /** Text that runs as JavaScript: analysed as code again. */
  embed(script: string, node: Node): void
}
