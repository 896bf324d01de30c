/** Pictures in answers: whoever shows the text asks the host for them, with all that the address carries. */
import { hostFacts, hostOfUrl } from '../../classify/hosts.js'
import { shownSources } from '../origins.js'
import type { Node } from '../syntax.js'
import { partsOf } from '../values.js'
import type { Recogniser } from './context.js'
import { recordFlow } from './flow.js'

const MAYBE = /\]\(https?:\/\/|<img\b/i
/** An address of a picture that is not closed yet. */
const OPEN = /(?:!\[[^\]\n]{0,100}\]\(|<img\b[^>]{0,100}\bsrc=["']?)(https?:\/\/[^\s)"'>]{3,300})$/i
/** Of what stands before a hole, enough to hold a picture's address. */
const MOST_BEFORE = 600

/** Records what the address of a picture carries: `node` is a text of the code. */
export function recognisePicture(to: Recogniser, node: Node): void {
  if (!MAYBE.test(to.module.source.slice(node.start, Math.min(node.end, node.start + 2_000)))) return
  let whole = node
  while (whole.parent?.type === 'BinaryExpression' && whole.parent.operator === '+') whole = whole.parent
  if (whole.type === 'Literal') return
  let before = ''
  for (const part of partsOf(to.on.value(whole, to.module)) ?? []) {
    if (typeof part === 'string') {
      before = (before + part).slice(-MOST_BEFORE)
      continue
    }
    const url = OPEN.exec(before)?.[1]
    before = `${before}{}`
    const host = url === undefined ? null : hostOfUrl(url)
    if (url === undefined || host === null || host.host === '' || host.host.includes('{}')) continue
    for (const draft of hostFacts(url, true)) to.add(draft, node)
    for (const source of shownSources(part)) {
      const sink = `net:${host.host}`
      recordFlow(to, node, {
        source,
        sink,
        sinkKind: 'net',
        slot: 'picture',
        via: 'picture in an answer',
        sources: part,
        fromTool: part.has('tool'),
      })
    }
  }
}
