/**
 * Who gets the money: addresses of wallets and accounts that are constants where a payment, or the clipboard, takes one, or that take
 * the place of something in a text.
 */
import type { CallNode } from '../syntax.js'
import { alternatives, stringOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'

const PAYS =
  /^(?:send(?:Transaction|Tokens?|Eth|Ether|Coins?|Payment|Money|RawTransaction|Bitcoin|Sol|Funds|To|ToAddress|Usdc|Usdt)?|transfer\w*|pay\w{0,20}|withdraw\w*|payout\w*|create(?:Transfer|Payment|Payout|Withdrawal|Transaction|Invoice)|sign(?:And(?:Send|Submit)\w*|Transaction)|populateTransaction|submit(?:AndWait|Transaction)?|submitAndWait|remit|sendmany|sendtoaddress|request|writeContract|deposit|broadcast\w*|autofill|estimateGas|buildTransaction|addOutput|addOutputs)$/i
const SLOTS =
  /^(?:to|dest|destination|destinationAddress|toAddress|to_address|recipient|recipientAddress|recipient_address|receiver|payee|beneficiary|toPubkey|toAccount|to_account|toWallet|address|payTo|pay_to|iban|creditor_?account|account_?number|withdrawalAddress|target|Destination)$/

/** Forms of addresses; each long enough that nothing else looks like it. */
const ADDRESSES: readonly RegExp[] = [
  /^0x[0-9a-fA-F]{40}$/,
  /^(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{20,90}$/,
  /^(?:cosmos1|osmo1|addr1|inj1|sei1|celestia1|terra1|thor1)[02-9ac-hj-np-z]{30,110}$/,
  // Bitcoin, Tron, XRP, Litecoin, Dogecoin; Solana.
  /^[13LMDTr][1-9A-HJ-NP-Za-km-z]{25,34}$/,
  /^(?=[^O0Il]*\d)(?=[^O0Il]*[A-Z])(?=[^O0Il]*[a-z])[1-9A-HJ-NP-Za-km-z]{43,44}$/,
  /^[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}$/,
  /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?$/,
]
/** Nobody's: what burns, and what programs of Ethereum and Solana stand under. */
const NOBODY = /^0x0{39}[0-9a-f]$|^0x0{36}dead$|^0xe{40}$|^1{32,44}$|^So1{30,}|^Token[A-Za-z0-9]{20,}$|^ComputeBudget/i

const CLIPBOARD =
  /^(?:pkg:(?:clipboardy|node-clipboardy|copy-paste|clipboard-sys)(?:\.(?:write|writeSync|copy|default))*|global:navigator\.clipboard\.writeText|pkg:electron\.clipboard\.writeText)$/

/** Calls that let another account spend, or own. */
const LETS_SPEND =
  /^(?:approve|increaseAllowance|safeApprove|setApprovalForAll|transferOwnership|grantRole|addOwner|addOwnerWithThreshold|createApproveInstruction|approveChecked|setAuthority)$/

export const isPaymentAddress = (text: string): boolean =>
  text.length <= 120 && ADDRESSES.some((form) => form.test(text)) && !NOBODY.test(text)

export function recognisePayee(
  to: Recogniser,
  call: CallNode,
  path: string | undefined,
  method: string | undefined,
  args: readonly Value[],
): void {
  if (path !== undefined && CLIPBOARD.test(path)) {
    for (const address of addressesIn(args[0])) add(to, call, 'clipboard', address)
    return
  }
  if (method === 'replace' || method === 'replaceAll') {
    for (const address of addressesIn(args[1])) add(to, call, 'text', address)
    return
  }
  if (method !== undefined && LETS_SPEND.test(method)) {
    for (const arg of args.slice(0, 2)) for (const address of addressesIn(arg)) add(to, call, 'approval', address)
    return
  }
  if (method === undefined || !PAYS.test(method)) return
  args.slice(0, 6).forEach((arg, index) => {
    if (index > 0 || !isObject(arg))
      for (const address of addressesIn(arg)) if (index < 3) add(to, call, 'payment', address)
    inSlots(to, call, arg, 0)
  })
}

/** What a program puts into the clipboard. */
export function copiedPayee(to: Recogniser, call: CallNode, value: Value): void {
  for (const address of addressesIn(value)) add(to, call, 'clipboard', address)
}

const isObject = (value: Value): boolean => alternatives(value).some((each) => each.t === 'object')

function inSlots(to: Recogniser, call: CallNode, value: Value, depth: number): void {
  if (depth > 4) return
  for (const each of alternatives(value)) {
    if (each.t === 'array') for (const item of each.items.slice(0, 16)) inSlots(to, call, item, depth + 1)
    if (each.t === 'ref' && depth < 3) for (const arg of each.args ?? []) inSlots(to, call, arg, depth + 1)
    if (each.t !== 'object') continue
    // With data, what stands in `to` is the contract that is called.
    const data = each.props.get('data') ?? each.props.get('abi') ?? each.props.get('functionName')
    const calls = data !== undefined && !(data.t === 'const' && (data.v === '0x' || data.v === '' || data.v == null))
    for (const [name, inner] of each.props) {
      if (SLOTS.test(name) && !calls) for (const address of addressesIn(inner)) add(to, call, 'payment', address)
      if (inner.t === 'object' || inner.t === 'array' || inner.t === 'one') inSlots(to, call, inner, depth + 1)
    }
  }
}

function addressesIn(value: Value | undefined): string[] {
  if (value === undefined) return []
  return alternatives(value).flatMap((each) => {
    // `new PublicKey('…')`, `getAddress('…')`, `Address.parse('…')`
    const inner = each.t === 'ref' && each.args?.length === 1 ? (each.args[0] as Value) : each
    return alternatives(inner).flatMap((one) => {
      const text = stringOf(one)?.trim()
      return text !== undefined && isPaymentAddress(text) ? [text] : []
    })
  })
}

function add(
  to: Recogniser,
  call: CallNode,
  slot: 'payment' | 'clipboard' | 'text' | 'approval',
  address: string,
): void {
  to.add(
    { kind: 'message.recipient', value: `${slot} ${address}`, detail: { slot, address, domain: '', payee: true } },
    call,
  )
}
