/** Files of every format with servers in them, written with all the freedom that the format leaves. */
import fc from 'fast-check'
import {
  type Gen,
  isBare,
  joined,
  launchOf,
  maybe,
  pick,
  type Segment,
  type Side,
  sideOf,
  type Text,
} from './generated-launches.js'

export interface GeneratedFile {
  readonly name: string
  text(side: Side): string
}

interface Server {
  readonly name: string
  readonly shape: 'args' | 'list' | 'line'
  readonly words: readonly Text[]
  readonly env: Readonly<Record<string, string>>
  /** Connected to rather than started. */
  readonly url?: string
}

const ODD = [
  'plain',
  'a: b',
  '# no comment',
  '// none',
  '{"x": [1]}',
  "it's",
  'a\\b',
  '',
  '- x',
  'ü€😀',
  'zq@latest',
  '"',
  '/* x */',
]

function serverOf(g: Gen, index: number): Server {
  const name = `${pick(g, 's', 'my server', 'a.b', 'x-y', 'ünï')}${index}`
  const env = maybe(g) ? { KEY: pick(g, ...ODD) } : {}
  if (g(fc.nat, 4) === 0) return { name, shape: 'args', words: [], env, url: 'https://h.example/mcp?x=zq@latest' }
  const words = launchOf(g)
  const shape = pick(g, 'args' as const, 'args' as const, 'list' as const, 'line' as const)
  return { name, words, env, shape: shape === 'line' && !words.every(isBare) ? 'args' : shape }
}

export function fileOf(g: Gen): GeneratedFile {
  const servers = Array.from({ length: g(fc.integer, { min: 1, max: 4 }) }, (_, index) => serverOf(g, index))
  const kind = pick(
    g,
    'json' as const,
    'json' as const,
    'toml' as const,
    'yaml' as const,
    'yaml' as const,
    'md' as const,
  )
  const written = kind === 'json' ? json(g, servers) : kind === 'toml' ? toml(g, servers) : yaml(g, servers)
  const crlf = maybe(g)
  const [mark, end] = [pick(g, '', '', '\ufeff'), pick(g, '', '\n', '\n\n')]
  const whole = (side: Side): string => {
    const body = `${sideOf(written, side)}${end}`
    const text = kind === 'md' ? `---\n${body.trimEnd()}\n---\n\n# Agent\n\nnpx zq@latest\n` : body
    return mark + (crlf ? text.replaceAll('\n', '\r\n') : text)
  }
  return { name: `/srv/servers.${kind}`, text: whole }
}

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────

function json(g: Gen, servers: readonly Server[]): Text {
  const unit = pick(g, '  ', '    ', '\t', '')
  const comments = maybe(g)
  const line = (depth: number): string => (unit === '' ? pick(g, '', ' ') : `\n${unit.repeat(depth)}`)
  const note = (): string =>
    comments && g(fc.nat, 3) === 0 ? pick(g, '/* zq@latest */ ', '/* " */', unit === '' ? '' : '// }\n') : ''
  const comma = (last: boolean): string => (last ? (comments && maybe(g) ? ',' : '') : `${note()},`)
  const map = (depth: number, pairs: readonly (readonly [string, Text])[]): Text => [
    '{',
    ...pairs.flatMap(
      ([key, value], index): Text => [
        line(depth + 1),
        note(),
        JSON.stringify(key),
        pick(g, ':', ': ', ' : '),
        note(),
        ...value,
        comma(index === pairs.length - 1),
      ],
    ),
    line(depth),
    '}',
  ]
  const list = (depth: number, items: readonly Text[]): Text => {
    const many = maybe(g)
    const space = (level: number): string => (many ? line(level) : '')
    return [
      '[',
      ...items.flatMap(
        (item, index): Text => [
          space(depth + 1),
          note(),
          ...jsonString(g, item),
          comma(index === items.length - 1),
          many ? '' : ' ',
        ],
      ),
      space(depth),
      ']',
    ]
  }
  const entry = ({ words, env, shape, url }: Server): Text => {
    const rest: (readonly [string, Text])[] =
      Object.keys(env).length > 0
        ? [
            [
              'env',
              map(
                3,
                Object.entries(env).map(([key, value]) => [key, jsonString(g, [value])]),
              ),
            ],
          ]
        : []
    if (url !== undefined) return map(2, [['type', ['"http"']], ['url', jsonString(g, [url])], ...rest])
    const [command = [], ...args] = words
    const own: (readonly [string, Text])[] =
      shape === 'line'
        ? [['command', jsonString(g, joined(words))]]
        : shape === 'list'
          ? [['command', list(3, words)]]
          : [
              ['command', jsonString(g, command)],
              ['args', list(3, args)],
            ]
    return map(2, maybe(g) ? [...rest, ...own] : [...own, ...rest])
  }
  const others: (readonly [string, Text])[] = maybe(g)
    ? [['other', ['[1, "zq@latest", null, {"command": "npx"}]']]]
    : []
  const all = map(
    1,
    servers.map((server) => [server.name, entry(server)]),
  )
  return [note(), ...map(0, [...others, ['mcpServers', all]])]
}

const escapedJson = (g: Gen, text: string): string =>
  [...text]
    .map((character) => {
      if (character === '/' && g(fc.nat, 3) === 0) return '\\/'
      if (/[a-z]/.test(character) && g(fc.nat, 12) === 0)
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      return JSON.stringify(character).slice(1, -1)
    })
    .join('')

/** Strings in double quotes, where an escape may say any character. What changes is written plainly. */
const jsonString = (g: Gen, text: Text): Text => [
  '"',
  ...text.map(
    (segment): Segment =>
      typeof segment === 'string'
        ? escapedJson(g, segment)
        : { from: JSON.stringify(segment.from).slice(1, -1), to: JSON.stringify(segment.to).slice(1, -1) },
  ),
  '"',
]

// ── TOML ─────────────────────────────────────────────────────────────────────────────────────────

function toml(g: Gen, servers: readonly Server[]): Text {
  const quoted = (key: string): string => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))
  const equals = (): string => pick(g, ' = ', '=', '  = ')
  const note = (): string => pick(g, '', '', ' # zq@latest "')
  const list = (items: readonly Text[]): Text => {
    const many = maybe(g)
    return [
      '[',
      ...items.flatMap(
        (item, index): Text => [
          many ? '\n  ' : pick(g, '', ' '),
          ...tomlString(g, item),
          index < items.length - 1 || maybe(g) ? ',' : '',
          many ? note() : '',
        ],
      ),
      many ? '\n]' : ' ]',
    ]
  }
  const inline = (env: Server['env']): Text => [
    `{ ${Object.entries(env)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      .join(', ')} }`,
  ]
  return servers.flatMap(({ name, words, env, shape, url }): Text => {
    const [command = [], ...args] = words
    const rest: readonly Text[] = Object.keys(env).length > 0 ? [['env', equals(), ...inline(env)]] : []
    const own: readonly Text[] =
      url !== undefined
        ? [['url', equals(), JSON.stringify(url)]]
        : shape === 'line'
          ? [['command', equals(), ...tomlString(g, joined(words))]]
          : shape === 'list'
            ? [['command', equals(), ...list(words)]]
            : [
                ['command', equals(), ...tomlString(g, command)],
                ['args', equals(), ...list(args)],
              ]
    const lines = maybe(g) ? [...rest, ...own] : [...own, ...rest]
    return [
      pick(g, '', '# npx zq@latest\n', '\n'),
      `[mcp_servers.${quoted(name)}]${note()}\n`,
      ...lines.flatMap((one): Text => [...one, `${note()}\n`]),
    ]
  })
}

function tomlString(g: Gen, text: Text): Text {
  const all = sideOf(text, 'from') + sideOf(text, 'to')
  const styles = ['basic', 'basic', 'multi', ...(/'/.test(all) ? [] : ['literal', 'multi-literal'])]
  switch (pick(g, ...styles)) {
    case 'literal':
      return ["'", ...text, "'"]
    case 'multi-literal':
      return ["'''", pick(g, '', '\n'), ...text, "'''"]
    case 'multi':
      return ['"""', pick(g, '', '\n', '\\\n   '), ...inner(g, text), '"""']
    default:
      return ['"', ...inner(g, text), '"']
  }
}

const inner = (g: Gen, text: Text): Text => jsonString(g, text).slice(1, -1).map(unslashed)
/** TOML and YAML's other parsers know no escaped slash. */
const unslashed = (segment: Segment): Segment =>
  typeof segment === 'string' ? segment.replaceAll('\\/', '/') : segment

// ── YAML ─────────────────────────────────────────────────────────────────────────────────────────

function yaml(g: Gen, servers: readonly Server[]): Text {
  const unit = pick(g, '  ', '    ')
  const at = (depth: number): string => unit.repeat(depth)
  const note = (): string => pick(g, '', '', '', ' # zq@latest')
  const key = (name: string): string =>
    /^[\w-]+$/.test(name) ? pick(g, name, JSON.stringify(name)) : JSON.stringify(name)
  const list = (depth: number, items: readonly Text[]): Text => {
    if (maybe(g)) {
      const inside = items.flatMap(
        (item, index): Text => [index > 0 ? pick(g, ', ', ',') : '', ...yamlString(g, item, true, '')],
      )
      return [' [', ...inside, pick(g, ']', ' ]'), `${note()}\n`]
    }
    const indent = at(depth) + pick(g, '', '  ')
    const gap = pick(g, ' ', '   ')
    return [
      `${note()}\n`,
      ...items.flatMap((item): Text => [indent, '-', gap, ...yamlString(g, item, false, `${indent}  `), '\n']),
    ]
  }
  const value = (depth: number, text: Text): Text => [' ', ...yamlString(g, text, false, at(depth + 1)), '\n']
  const entry = ({ name, words, env, shape, url }: Server): Text => {
    const [command = [], ...args] = words
    const rest: Text =
      Object.entries(env).length > 0
        ? [
            at(2),
            'env:\n',
            ...Object.entries(env).flatMap(([one, said]): Text => [`${at(3)}${one}: ${JSON.stringify(said)}\n`]),
          ]
        : []
    const own: Text =
      url !== undefined
        ? [`${at(2)}type: http\n${at(2)}url: ${JSON.stringify(url)}\n`]
        : shape === 'line'
          ? [at(2), 'command:', ...value(2, joined(words))]
          : shape === 'list'
            ? [at(2), 'command:', ...list(2, words)]
            : [at(2), 'command:', ...value(2, command), at(2), 'args:', ...list(2, args)]
    return [at(1), key(name), `:${note()}\n`, ...(maybe(g) ? [...rest, ...own] : [...own, ...rest])]
  }
  return [
    pick(g, '', '# npx zq@latest\n'),
    'mcpServers:\n',
    ...servers.flatMap(entry),
    pick(g, '', 'other: [zq@latest]\n'),
  ]
}

function yamlString(g: Gen, text: Text, flow: boolean, indent: string): Text {
  const sides = [sideOf(text, 'from'), sideOf(text, 'to')]
  const isPlain = sides.every(
    (one) =>
      /^-{0,2}[A-Za-z/][^\n]*$/.test(one) &&
      !/ #|: |[:\s]$|^(true|false|null|y|n)$/i.test(one) &&
      !(flow && /[,[\]{}"':]/.test(one)),
  )
  const styles = [
    'double',
    'single',
    ...(isPlain ? ['plain', 'plain'] : []),
    ...(flow || sides.includes('') ? [] : ['literal', 'folded']),
  ]
  // A line end behind a word would belong to it; behind a line of a shell it says nothing. `env -S` takes no lines.
  const isLine = sides.every((one) => /\s/.test(one) && !one.startsWith('A=1 '))
  const clipped = (mark: string): string => (isLine && maybe(g) ? mark : `${mark}-`)
  switch (pick(g, ...styles)) {
    case 'plain':
      return text
    case 'single':
      return ["'", ...text.map((segment): Segment => mapped(segment, (one) => one.replaceAll("'", "''"))), "'"]
    case 'literal':
      return [clipped('|'), `\n${indent}`, ...text]
    case 'folded':
      return [clipped('>'), `\n${indent}`, ...text]
    default:
      return ['"', ...inner(g, text), '"']
  }
}

const mapped = (segment: Segment, change: (text: string) => string): Segment =>
  typeof segment === 'string' ? change(segment) : { from: change(segment.from), to: change(segment.to) }
