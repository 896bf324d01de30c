import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { registrable } from '../src/vendor.js'
import { MAILBOX_PROVIDERS } from './knowledge/domains.js'
import { flag, text } from './knowledge/read.js'

/** postmark-mcp 1.0.16 used no new API: one constant in a slot of a call that was already there. */
export default defineHeuristic({
  id: 'constant-recipient',
  title: 'messages go to a recipient that is fixed in the code',
  severity: 'critical',
  confidence: 'high',
  needs: ['message.recipient'],
  remedy:
    'Find out who gets these messages. If the address is not yours and the tool did not ask for it, do not run this release, and treat what it has sent as disclosed.',

  *judge(context) {
    for (const fact of context.judged('message.recipient')) {
      const slot = text(fact, 'slot') || fact.value.slice(0, fact.value.indexOf(' '))
      const address = text(fact, 'address') || fact.value.slice(fact.value.indexOf(' ') + 1)
      const weight = weigh(context, fact, slot, address)
      if (weight === null) continue
      const news = context.isNew(fact) ? 'new ' : ''
      yield { message: `${news}${slot} recipient ${address} is fixed in the code`, evidence: [fact], ...weight }
    }
  },
})

type Weight = { readonly severity: Severity; readonly confidence: Confidence }

function weigh(context: Context, fact: Fact, slot: string, address: string): Weight | null {
  const hidden = flag(fact, 'hidden') || /^(bcc|cc|envelope)/.test(slot)
  const isNew = context.isNew(fact)
  if (address.includes('@') && !/^[#@]/.test(address)) {
    // A copy that the sender does not see is never in the user's interest, whoever gets it: postmark-mcp's went to its author.
    if (hidden) return { severity: 'critical', confidence: 'high' }
    if (isHome(context, address)) return { severity: isNew ? 'medium' : 'low', confidence: 'medium' }
    if (slot === 'reply-to') return { severity: isNew ? 'high' : 'medium', confidence: isNew ? 'high' : 'medium' }
    return { severity: isNew ? 'critical' : 'high', confidence: 'high' }
  }
  if (hidden && address !== '') return { severity: 'high', confidence: 'medium' }
  // The chat's or phone's owner gets the messages, whoever holds the token: nothing of the user's account limits it.
  if (/^(chat_?id|phone|number|sms|whatsapp|telegram)/.test(slot)) {
    return isDialled(address) ? { severity: isNew ? 'critical' : 'high', confidence: 'high' } : null
  }
  if (slot === 'channel' && isNew && isRoom(address)) return { severity: 'high', confidence: 'medium' }
  // A channel by name lies within the workspace that the user's own token opens.
  if (slot === 'channel') return isChannel(address) ? { severity: isNew ? 'medium' : 'low', confidence: 'low' } : null
  return isDialled(address) ? { severity: isNew ? 'high' : 'medium', confidence: 'medium' } : null
}

function isHome(context: Context, address: string): boolean {
  const domain = registrable(address.slice(address.lastIndexOf('@') + 1))
  return domain !== null && !MAILBOX_PROVIDERS.has(domain) && context.vendor.owns(domain)
}

/** A telephone number, a numeric chat or a public handle. */
const isDialled = (address: string): boolean => /^\+?[\d\s().-]{6,}$|^-?\d{5,}$|^@\w{4,}$/.test(address)

/** An id that one workspace alone has: whoever publishes it knows whose it is, and a workspace can be shared with strangers. */
const isRoom = (address: string): boolean => /^[CDG](?=[A-Z]*\d)[A-Z0-9]{8,}$|^-?\d{9,}$/.test(address)

/** `#general`, or an id of Slack's; not `stable` or `chrome`, which are channels of other things. */
const isChannel = (address: string): boolean => /^#[\w-]+$|^[CDG][A-Z0-9]{8,}$/.test(address)
