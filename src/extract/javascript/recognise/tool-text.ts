/** What a tool answers with: a secret, or the whole environment, in the text that the model reads. */

import { shownSources } from '../origins.js'
import { type Node, writtenName } from '../syntax.js'
import { sourcesOf } from '../values.js'
import type { Recogniser } from './context.js'
import { recordFlow } from './flow.js'

/** `{ content: [{ type: 'text', text: … }] }`, wherever it is written. */
export function recogniseToolText(to: Recogniser): void {
  for (const object of to.module.survey.objects) {
    let type: Node | undefined
    let text: Node | undefined
    for (const property of object.properties) {
      if (property.type !== 'Property') continue
      const name = writtenName(property)
      if (name === 'type') type = property.value
      else if (name === 'text') text = property.value
    }
    if (type?.type !== 'Literal' || type.value !== 'text' || text === undefined || text.type === 'Literal') continue
    if (!isContent(object)) continue
    for (const source of shownSources(sourcesOf(to.on.value(text, to.module)))) {
      if (source !== 'env:*' && !source.startsWith('secret:')) continue
      recordFlow(to, object, { source, sink: 'tool text', sinkKind: 'tool', slot: 'text', via: 'tool text' })
    }
  }
}

/** Whether an object stands in a list under `content`. */
function isContent(object: Node): boolean {
  const list = object.parent
  const property = list?.type === 'ArrayExpression' ? list.parent : undefined
  return property?.type === 'Property' && writtenName(property) === 'content'
}
