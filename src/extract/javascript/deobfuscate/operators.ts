/** Operators on concrete values, as the language defines them. */
import { type Concrete, IMPURE, isPrimitive, isTrue, TOO_BIG, toNumber, toText, typeOf } from './concrete.js'

/** Characters of any text that the interpreter makes. */
export const MOST_TEXT = 4 << 20

const primitive = (value: Concrete) => (isPrimitive(value) ? value : toText(value))

export function add(left: Concrete, right: Concrete): Concrete {
  const a = primitive(left)
  const b = primitive(right)
  if (typeof a === 'string' || typeof b === 'string') {
    const text = toText(a)
    const other = toText(b)
    if (text.length + other.length > MOST_TEXT) throw TOO_BIG
    return text + other
  }
  if (typeof a === 'bigint' && typeof b === 'bigint') return bounded(a + b)
  return toNumber(a) + toNumber(b)
}

/** @throws {Unfoldable} for operators that ask for more than values */
export function binary(operator: string, left: Concrete, right: Concrete): Concrete {
  switch (operator) {
    case '+':
      return add(left, right)
    case '===':
      return left === right
    case '!==':
      return left !== right
    case '==':
      return loosely(left, right)
    case '!=':
      return !loosely(left, right)
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compare(operator, primitive(left), primitive(right))
  }
  if (typeof left === 'bigint' && typeof right === 'bigint') return onBigints(operator, left, right)
  const a = toNumber(left)
  const b = toNumber(right)
  switch (operator) {
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    case '**':
      return a ** b
    case '^':
      return a ^ b
    case '&':
      return a & b
    case '|':
      return a | b
    case '<<':
      return a << b
    case '>>':
      return a >> b
    case '>>>':
      return a >>> b
    default:
      throw IMPURE
  }
}

function bounded(value: bigint): bigint {
  if (value > 1n << 4096n || value < -(1n << 4096n)) throw TOO_BIG
  return value
}

function onBigints(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '-':
      return bounded(a - b)
    case '*':
      return bounded(a * b)
    case '/':
      if (b === 0n) throw IMPURE
      return a / b
    case '%':
      if (b === 0n) throw IMPURE
      return a % b
    case '^':
      return a ^ b
    case '&':
      return a & b
    case '|':
      return a | b
    case '>>':
      return b > 8192n || b < 0n ? 0n : a >> b
    case '<<':
      if (b > 4096n || b < 0n) throw TOO_BIG
      return bounded(a << b)
    default:
      throw IMPURE
  }
}

function loosely(left: Concrete, right: Concrete): boolean {
  if (left === null || left === undefined || right === null || right === undefined)
    return (left ?? null) === null && (right ?? null) === null
  if (!isPrimitive(left) && !isPrimitive(right)) return left === right
  const a = primitive(left)
  const b = primitive(right)
  // biome-ignore lint/suspicious/noDoubleEquals: this is what the interpreted program asks for
  return a == b
}

function compare(operator: string, a: Exclude<Concrete, object>, b: Exclude<Concrete, object>): boolean {
  const [x, y] =
    typeof a === 'string' && typeof b === 'string'
      ? [a, b]
      : [typeof a === 'bigint' ? a : toNumber(a), typeof b === 'bigint' ? b : toNumber(b)]
  if (operator === '<') return x < y
  if (operator === '>') return x > y
  return operator === '<=' ? x <= y : x >= y
}

export function unary(operator: string, value: Concrete): Concrete {
  switch (operator) {
    case '-':
      return typeof value === 'bigint' ? -value : -toNumber(value)
    case '+':
      return toNumber(value)
    case '!':
      return !isTrue(value)
    case '~':
      return typeof value === 'bigint' ? ~value : ~toNumber(value)
    case 'void':
      return undefined
    case 'typeof':
      return typeOf(value)
    default:
      throw IMPURE
  }
}
