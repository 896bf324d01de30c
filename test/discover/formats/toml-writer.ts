/** Writes data as TOML, in one of the many ways that it can be written in. */

/** @param choose a number from 0 to 9, again and again: which way is taken */
export function tomlOf(data: Readonly<Record<string, unknown>>, choose: () => number): string {
  const headers: string[] = []
  const top = pairs(data, [], choose, headers)
  return [...top, ...headers].join('\n')
}

/** Lines of the pairs of one table; what becomes a table with a header of its own goes to `headers`. */
function pairs(
  data: Readonly<Record<string, unknown>>,
  path: readonly string[],
  choose: () => number,
  headers: string[],
): string[] {
  const lines: string[] = []
  for (const [name, value] of Object.entries(data)) {
    if (isTable(value) && choose() < 6) {
      const [own, below]: [string, string[]] = [[...path, name].map((part) => key(part, choose)).join('.'), []]
      headers.push(`[${own}]${choose() < 3 ? ' # c' : ''}`, ...pairs(value, [...path, name], choose, below), ...below)
    } else if (Array.isArray(value) && value.length > 0 && value.every(isTable) && choose() < 6) {
      for (const item of value) {
        const own = [...path, name].map((part) => key(part, choose)).join('.')
        const below: string[] = []
        headers.push(`[[${own}]]`, ...pairs(item, [...path, name], choose, below), ...below)
      }
    } else lines.push(`${key(name, choose)} = ${inline(value, choose)}`)
  }
  return lines
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function inline(value: unknown, choose: () => number): string {
  if (Array.isArray(value)) {
    const [open, join, close] = choose() < 5 ? ['[', ', ', ']'] : ['[\n  ', ', # c\n  ', ',\n]']
    return value.length === 0 ? '[]' : `${open}${value.map((item) => inline(item, choose)).join(join)}${close}`
  }
  if (isTable(value)) {
    return `{ ${Object.entries(value)
      .map(([name, item]) => `${key(name, choose)} = ${inline(item, choose)}`)
      .join(', ')} }`
  }
  if (typeof value === 'string') return text(value, choose)
  if (typeof value !== 'number') return String(value)
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 53) return Object.is(value, -0) ? '-0.0' : String(value)
  // TOML wants a digit after the point, and JavaScript writes 1e+21.
  return String(value).replace(/^(-?\d+)(e.*)?$/, '$1.0$2')
}

const key = (name: string, choose: () => number): string => (/^[\w-]+$/.test(name) && choose() < 7 ? name : basic(name))

function text(value: string, choose: () => number): string {
  const way = choose()
  const raw = !/[\u0000-\u0008\u000a-\u001f\u007f']/.test(value)
  if (way < 3 && raw) return `'${value}'`
  if (way < 5 && raw) return `'''\n${value}'''`
  if (way < 7) return `"""\n${basic(value).slice(1, -1).replaceAll('\\n', '\n')}"""`
  return basic(value)
}

/** JSON's escapes are TOML's, but for the solidus, which JSON need not escape, and the delete character. */
const basic = (value: string): string => JSON.stringify(value).replaceAll('\u007f', '\\u007f')
