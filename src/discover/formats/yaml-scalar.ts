/** YAML 1.2's core schema (YAML 1.2.2, section 10.3): what a scalar is that stands there without quotes. */

const NULL = /^(?:~|null|Null|NULL|)$/
const TRUE = /^(?:true|True|TRUE)$/
const FALSE = /^(?:false|False|FALSE)$/
const BASED = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/

/** `yes`, `no`, `on`, `off`, dates and `1_000` are text in YAML 1.2. Numbers are as precise as JavaScript's. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (NULL.test(text)) return null
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  if (BASED.test(text) || NUMBER.test(text)) return Number(text)
  if (INFINITE.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return NOT_A_NUMBER.test(text) ? Number.NaN : text
}
