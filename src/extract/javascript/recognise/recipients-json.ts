/** Recipients in a JSON file that the code reads at run time: defaults that are spread into what is sent. */
import type { Where } from '../../../model.js'
import type { FactDraft } from '../../draft.js'
import { DESCRIBES } from './place.js'
import { addressesIn, isHiddenSlot, slotOf } from './recipients.js'

const MOST_BYTES = 1 << 20
const MOST_DEPTH = 6
const MOST_FOUND = 16

/** @param text of a JSON file that running code names; what is no JSON gives nothing */
export function recipientsInJson(file: string, text: string): { draft: FactDraft; where: Where }[] {
  if (text.length > MOST_BYTES || !text.includes('@') || SAMPLES.test(file)) return []
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return []
  }
  const found: { draft: FactDraft; where: Where }[] = []
  const take = (address: string, slot: string): void => {
    const at = Math.max(0, text.toLowerCase().indexOf(address))
    const before = text.slice(0, at)
    const start = before.lastIndexOf('\n') + 1
    found.push({
      draft: {
        kind: 'message.recipient',
        value: `${slot} ${address}`,
        detail: {
          slot,
          address,
          domain: address.slice(address.lastIndexOf('@') + 1),
          hidden: isHiddenSlot(slot),
          form: 'property',
          call: '*',
          besideDynamic: false,
        },
      },
      where: {
        file,
        line: before.split('\n').length,
        column: at - start + 1,
        excerpt: text.slice(start, start + 200).split('\n', 1)[0] ?? '',
      },
    })
  }
  const visit = (value: unknown, slot: string | null, depth: number): void => {
    if (depth > MOST_DEPTH || found.length >= MOST_FOUND) return
    if (typeof value === 'string') {
      if (slot !== null) for (const address of addressesIn(value, slot)) if (address.includes('@')) take(address, slot)
    } else if (Array.isArray(value)) for (const each of value.slice(0, 64)) visit(each, slot, depth + 1)
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value).slice(0, 256))
        if (!DESCRIBES.has(name.toLowerCase())) visit(inner, slotOf(name) ?? slot, depth + 1)
  }
  visit(data, null, 0)
  return found
}

/** Files whose name says that they only show something. */
const SAMPLES =
  /(?:^|[/._-])(?:tests?|specs?|examples?|samples?|fixtures?|mocks?|schemas?|openapi|swagger|docs?)(?=[/._-])/i
