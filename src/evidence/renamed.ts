/** Which variables only have another name now: minifiers and bundlers choose anew each time. Pure. */
import type { Alignment } from './align.js'
import { bindingsIn } from './bindings.js'
import { hashesOf, isAlike, isVariable } from './token-hashes.js'
import { KIND, type Tokens, tokenText } from './tokens.js'

/** Tokens before and behind a declaration by which it is known again, where it stands far from the place. */
const ABOVE = 8
const BELOW = 24
/** Declarations that are looked for so: each takes a walk through both texts. */
const MOST_FAR = 60
/** Tokens that are compared for it in all: strangers may write what looks alike everywhere. */
const MOST_COMPARED = 40_000_000

/** By indexes of tokens after. */
export interface Names {
  /** Another name of the same variable. */
  readonly renamed: ReadonlySet<number>
  /** The same name, of what may be another variable. */
  readonly doubtful: ReadonlySet<number>
}

const NO_NAMES: Names = { renamed: new Set(), doubtful: new Set() }

/**
 * A name counts as another name of the same variable where its declaration is the same one, under another name, and all that was
 * compared says so: whatever stood for the one stands for the other, and nothing else does. In doubt it is a difference.
 */
export function namesIn(before: Tokens, after: Tokens, alignment: Alignment): Names {
  const { pairs } = alignment
  const names = [...pairs].filter(([now]) => after.kinds[now] === KIND.name && isVariable(after, now))
  const isKept = (now: number, old: number): boolean => tokenText(before, old) === tokenText(after, now)
  if (names.every(([now, old]) => isKept(now, old))) return NO_NAMES
  const [old, now] = [bindingsIn(before, alignment.before), bindingsIn(after, alignment.after)]
  if (old === null || now === null) return NO_NAMES
  const [forward, backward] = [new Partners(), new Partners()]
  for (const [own, other] of names) {
    const [declared, declaredBefore] = [now.declarations.get(own) ?? -1, old.declarations.get(other) ?? -1]
    if (declared < 0 && declaredBefore < 0) continue
    forward.add(declaredBefore, declared)
    backward.add(declared, declaredBefore)
  }
  const isSame = sameDeclaration(before, after, alignment)
  const [renamed, doubtful] = [new Set<number>(), new Set<number>()]
  for (const [own, other] of names) {
    const [declared, declaredBefore] = [now.declarations.get(own), old.declarations.get(other)]
    if (declared === undefined && declaredBefore === undefined) continue
    const isOne =
      declared !== undefined &&
      declaredBefore !== undefined &&
      forward.only(declaredBefore) === declared &&
      backward.only(declared) === declaredBefore &&
      isSame(declaredBefore, declared)
    if (isKept(own, other)) {
      if (!isOne) doubtful.add(own)
    } else if (isOne && !now.keys.has(own) && !old.keys.has(other)) renamed.add(own)
  }
  return { renamed, doubtful }
}

/** What a declaration is paired with, by the tokens that declare; -1 for names that nothing declares. */
class Partners {
  private readonly partners = new Map<number, number | null>()

  add(one: number, other: number): void {
    const known = this.partners.get(one)
    this.partners.set(one, known === undefined || known === other ? other : null)
  }

  /** `null` where there are several. */
  only(one: number): number | null {
    return this.partners.get(one) ?? null
  }
}

function sameDeclaration(before: Tokens, after: Tokens, { pairs }: Alignment): (old: number, now: number) => boolean {
  const paired = new Set(pairs.values())
  const known = new Map<number, boolean>()
  const [hashesBefore, hashesAfter] = [hashesOf(before), hashesOf(after)]
  let left = MOST_COMPARED
  return (old, now) => {
    if (pairs.has(now) || paired.has(old)) return pairs.get(now) === old
    const found = known.get(now)
    if (found !== undefined) return found
    if (known.size >= MOST_FAR) return false
    const isSame = isAlikeAround() && isOnlyOne(hashesBefore, old) && isOnlyOne(hashesAfter, now)
    known.set(now, isSame)
    return isSame

    function isAlikeAround(): boolean {
      for (let by = -ABOVE; by <= BELOW; by += 1) {
        const [one, other] = [old + by, now + by]
        if (isWithin(before, one) !== isWithin(after, other)) return false
        if (isWithin(before, one) && !isAlike(before, one, after, other)) return false
      }
      return true
    }
  }

  /** Whether nothing else in a text has the same surroundings. */
  function isOnlyOne(hashes: Uint32Array, own: number): boolean {
    left -= hashes.length
    for (let at = 0; at < hashes.length; at += 1) {
      if (at === own || hashes[at] !== hashes[own]) continue
      let by = BELOW
      while (by >= -ABOVE && hashes[at + by] === hashes[own + by]) by -= 1
      left -= BELOW - by
      if (by < -ABOVE || left < 0) return false
    }
    return true
  }
}

const isWithin = ({ count }: Tokens, at: number): boolean => at >= 0 && at < count
