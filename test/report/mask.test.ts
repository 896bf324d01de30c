import { describe, expect, it } from 'vitest'
import { maskConfiguration } from '../../src/report/mask.js'
import { unifiedDiff } from '../../src/write/unified-diff.js'

const shown = (line: string, previous?: string, changed: readonly (readonly [number, number])[] = []): string =>
  maskConfiguration(
    line,
    changed.map(([start, end]) => ({ start, end })),
    previous,
  )
    .map(({ text }) => text)
    .join('')

/** Invented, in the shapes that secrets have in configurations: how they are written in JSON, and what must not be seen of them. */
const SHAPES: Readonly<Record<string, readonly [json: string, ...secrets: string[]]>> = {
  variable: ['"env": { "MAIL_TOKEN": "s3cr3tvalue" }', 's3cr3t'],
  'variable of a harmless word': ['"env": { "MAIL_PASSWORD": "docker" }', 'docker'],
  'variable without a telling name': ['"env": { "FOO": "plainword" }', 'plain'],
  number: ['"env": { "PIN": 482913 }', '4829'],
  argument: ['"args": ["serve", "s3cr3tvalue"]', 's3cr3t'],
  'argument behind a flag': ['"args": ["--token", "s3cr3tvalue"]', 's3cr3t'],
  'harmless word behind a flag': ['"args": ["--password", "docker"]', 'docker'],
  'argument with its flag': ['"args": ["--api-key=s3cr3tvalue"]', 's3cr3t'],
  'short flag with its value': ['"args": ["-ps3cr3tvalue"]', 's3cr3t'],
  assignment: ['"args": ["run", "-e", "MAIL_TOKEN=s3cr3tvalue"]', 's3cr3t'],
  header: ['"headers": { "Authorization": "Bearer s3cr3tvalue" }', 's3cr3t', 'Bearer'],
  'header as an argument': ['"args": ["--header", "Authorization: Bearer s3cr3tvalue"]', 's3cr3t'],
  'user of a URL': ['"url": "https://user:s3cr3tvalue@mail.example/mcp"', 's3cr3t', 'user:'],
  'query of a URL': ['"url": "https://mail.example/mcp?key=s3cr3tvalue&x=1"', 's3cr3t'],
  'path of a URL': ['"url": "https://mail.example/s/s3cr3tvalue/mcp"', 's3cr3t'],
  'URL as an argument': ['"args": ["https://mail.example/s/s3cr3tvalue/mcp"]', 's3cr3t'],
  'connection string': ['"args": ["postgresql://u:s3cr3tvalue@db.example/x"]', 's3cr3t'],
  'words of a connection': ['"env": { "DB": "Server=x;Password=s3cr3tvalue;" }', 's3cr3t'],
  'quoted twice': [String.raw`"env": { "CFG": "{\"token\": \"s3cr3tvalue\"}" }`, 's3cr3t'],
  'quoted three times': [String.raw`"args": ["{\"a\": \"{\\\"token\\\": \\\"s3cr3tvalue\\\"}\"}"]`, 's3cr3t'],
  'quoted shell': [`"args": ["-c", "TOKEN='s3cr3tvalue' npx x"]`, 's3cr3t'],
  'shell without quotes': ['"args": ["-c", "export TOKEN=s3cr3tvalue && npx x --key an0ther"]', 's3cr3t', 'an0ther'],
  'private key': [String.raw`"env": { "KEY": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n" }`, 'MIIE', 'BEGIN'],
  'list of variables': ['"env": ["MAIL_TOKEN=s3cr3tvalue", "docker"]', 's3cr3t', 'docker'],
  base64: ['"args": ["c2VjcmV0dmFsdWU="]', 'c2Vj'],
  'base64 with two signs': ['"args": ["c2VjcmV0dmFsdWU=="]', 'c2Vj'],
  'value of another language': ['"env": { "ПАРОЛЬ": "тайна" }', 'тайна'],
  'words with blanks': ['"env": { "PASSPHRASE": "correct horse battery" }', 'correct', 'horse', 'battery'],
  comment: ['"a": 1 // old token: s3cr3tvalue', 's3cr3t'],
  'comment with stars': ['/* "token": "s3cr3tvalue" */ "a": 1', 's3cr3t'],
  'server that is commented out': ['// "env": { "TOKEN": "s3cr3tvalue" }', 's3cr3t'],
  'key by mistake': ['"env": { "ghp_s3cr3tvalue1234567890abcd": "" }', 's3cr3t'],
  'string that does not end': ['"env": { "TOKEN": "s3cr3tvalue', 's3cr3t'],
  'end of a string': ['s3cr3tvalue", "TOKEN": "an0ther" }', 's3cr3t', 'an0ther'],
}

describe.each(Object.entries(SHAPES))('a secret as %s', (_, [json, ...secrets]) => {
  it('is not seen in the line', () => {
    for (const secret of secrets) expect(shown(json)).not.toContain(secret)
  })

  it('is not seen in a diff, above, below, or in the line of the change', () => {
    const entry = (version: string) => `"command": "npx", "args": ["-y", "mail-mcp@${version}"]`
    const texts = (version: string) => [
      `{\n  ${json},\n  ${entry(version)}\n}\n`,
      `{\n  ${entry(version)},\n  ${json}\n}\n`,
      `{ ${entry(version)}, "x": { ${json} } }\n`,
      `{ "x": { ${json} }, ${entry(version)} }`,
    ]
    const after = texts('1.0.15')
    for (const [index, before] of texts('latest').entries()) {
      const change = { file: '/home/u/.mcp.json', before, after: after[index] ?? '' }
      const diff = unifiedDiff([change], '/home/u', () => maskConfiguration)
      for (const secret of secrets) expect(diff).not.toContain(secret)
      // A comment that begins before the entry hides it, but never what changes.
      expect(diff).toContain('mail-mcp@latest')
      expect(diff).toContain('mail-mcp@1.0.15')
    }
  })
})

/** The same in the other formats, line by line as they stand. */
const LINES: readonly (readonly [line: string, seen: string, previous?: string])[] = [
  ['    MAIL_TOKEN: s3cr3t value', '    MAIL_TOKEN: …'],
  ['    - s3cr3tvalue', '    - …'],
  ['    - --token', '    - --token'],
  ['    - docker', '    - …', '    - --token'],
  ['    - docker', '    - docker', '    - --rm'],
  ['    "docker",', '    "…",', '    "--token",'],
  ['    args: [-y, --token, s3cr3t]', '    args: [-y, --token, …]'],
  ['MAIL_TOKEN = "s3cr3tvalue"', 'MAIL_TOKEN = "…"'],
  ["MAIL_TOKEN = 's3cr3t\\'", "MAIL_TOKEN = '…'"],
  ['env = { "MAIL_TOKEN" = "s3cr3t", A = \'b\' }', 'env = { "MAIL_TOKEN" = "…", A = \'…\' }'],
  ['[mcp_servers.mail.env]', '[mcp_servers.mail.env]'],
  ['[[servers]] # s3cr3t', '[[servers]] # …'],
  ['[s3cr3t]', '[…]'],
  ['[["s3cr3t"]]', '[["…"]]'],
  ['key = """s3cr3t', 'key = """…'],
  ['s3cr3t still"""', '…'],
  ['  key: |', '  key: |'],
  ['    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ', '    …'],
  ['    c2VjcmV0dmFsdWU=', '    …'],
  ['    c2VjcmV0dmFsdWU==', '    …'],
  ['    Authorization: Bearer s3cr3t', '    Authorization: …'],
  ["  it's s3cr3t: yes", '  …'],
  ['  url: https://u:s3cr3t@x.example/?a=b,c', '  url: …,…'],
  ['# s3cr3t', '# …'],
  ['#s3cr3t', '…'],
  ['---', '---'],
  ['  <!-- s3cr3t -->', '  <!-- …'],
]

describe('lines of YAML and TOML', () => {
  it.each(LINES.map(([line, seen, previous]) => [line, seen, previous ?? ''] as const))(
    '%s',
    (line, seen, previous) => {
      expect(shown(line, previous)).toBe(seen)
    },
  )
})

describe('what is shown', () => {
  it.each([
    ['  "mcpServers": {', '  "mcpServers": {'],
    ['    "mail": {', '    "mail": {'],
    ['      "command": "npx",', '      "command": "npx",'],
    [
      '      "args": ["-y", "--package", "mail-mcp@1", "--", "serve"],',
      '      "args": ["-y", "--package", "…", "--", "serve"],',
    ],
    ['      "disabled": false, "type": "stdio"', '      "disabled": false, "type": "stdio"'],
    ['      "command": "C:\\\\Users\\\\u\\\\x.exe"', '      "command": "…"'],
    ['    "io.github.someone/mail": {', '    "io.github.someone/mail": {'],
    ['      "timeout": 30000', '      "timeout": …'],
    ['    }, // done', '    }, // …'],
    ['', ''],
  ])('%s', (line, seen) => {
    expect(shown(line)).toBe(seen)
  })

  it('is what changes, wherever it stands', () => {
    const line = `"args": ["-c", "TOKEN=abc npx mail-mcp@latest --key def"]`
    const start = line.indexOf('mail-mcp')
    expect(shown(line, undefined, [[start, start + 'mail-mcp@latest'.length]])).toBe(
      `"args": ["-c", "TOKEN=… npx mail-mcp@latest --key …"]`,
    )
  })

  it('is no password, even within the word that changes', () => {
    const line = '"git+https://u:s3cr3t@host.example/mail@latest"'
    expect(shown(line, undefined, [[1, line.length - 1]])).toBe('"git+https://…@host.example/mail@latest"')
  })

  it('is a diff that can be read', () => {
    const config = (spec: string) => `{
  "mcpServers": {
    "mail": {
      "command": "npx",
      "args": ["-y", "${spec}", "--token", "s3cr3t"],
      "env": { "MAIL_TOKEN": "s3cr3t" }
    }
  }
}
`
    const change = {
      file: '/home/u/.cursor/mcp.json',
      before: config('mail-mcp@latest'),
      after: config('mail-mcp@1.0.15'),
    }
    expect(unifiedDiff([change], '/home/u', () => maskConfiguration)).toMatchInlineSnapshot(`
      "--- ~/.cursor/mcp.json
      +++ ~/.cursor/mcp.json
      @@ -2,7 +2,7 @@
         "mcpServers": {
           "mail": {
             "command": "npx",
      -      "args": ["-y", "mail-mcp@latest", "--token", "…"],
      +      "args": ["-y", "mail-mcp@1.0.15", "--token", "…"],
             "env": { "MAIL_TOKEN": "…" }
           }
         }
      "
    `)
  })
})

describe('hostile lines', () => {
  it.each([
    ['quotes', '"'.repeat(200_000)],
    ['apostrophes', "'a".repeat(100_000)],
    ['brackets', '[{'.repeat(100_000)],
    ['words', 'a '.repeat(100_000)],
    ['flags', '--a '.repeat(50_000)],
    ['slashes', '/* '.repeat(60_000)],
    ['colons', 'a:'.repeat(100_000)],
    ['equals', 'a='.repeat(100_000)],
    ['backslashes', `"${'\\'.repeat(200_000)}`],
    ['blanks', ' '.repeat(200_000)],
    ['a table', `[${'a.'.repeat(90)}`],
  ])('%s take no time worth mentioning', (_, line) => {
    expect(shown(line).length).toBeLessThanOrEqual(line.length + 10)
    expect(shown(line, line).length).toBeLessThanOrEqual(line.length + 10)
  })
})
