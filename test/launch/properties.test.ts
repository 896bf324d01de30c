import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argOf } from '../../src/launch/arg.js'
import { dissect, resolveLaunch } from '../../src/launch/launch.js'
import { redactSpec } from '../../src/launch/redact.js'
import { splitShell } from '../../src/launch/shell.js'
import { FILE, launchOf, PACKAGED, remoteEntry, stdioEntry } from './entries.js'

const KNOWN_WORDS = `
  npx npm exec x create install pnpm dlx yarn bunx bun deno run cmd /c sh bash -c -lc powershell -Command env -S -u -i sudo
  timeout 5 nice exec cd && ; | || & ( ) if then fi { } -- -y -p --package --package=pkg --registry https://u:p@r.example/
  --call pkg pkg@1.0.0 @s/p@latest A=b " ' \\ $ $(x) > < << 2>&1 supergateway --stdio envmcp mcp-remote mcp-proxy
  node tsx docker podman compose mcp gateway --servers=a,b -it -e --entrypoint img r.example:5000/img:2 uvx uv tool --from
  --with a,b==1,<2,c[x,y] pkg[x]>=2 pkg==1.0 git+https://x:y@h.example/o/r@v1 --index pipx --spec pip python -m wsl bwrap
  --ro-bind op doppler --command mise npm:pkg@1 nix-shell --run ssh host script poetry conda -n go dnx java -jar ./x.mjs .
  https://h.example/x --header 10 npm:@s/p jsr:@s/p start title dotenv -e .env cross-env command -v call
`
  .trim()
  .split(/\s+/)
  .concat('', ' ', '\n', '`', '$' + '{A:-b}')
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KNOWN_WORDS) },
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const line = fc.array(word, { maxLength: 10 }).map((words) => words.join(' '))
const argv = fc.array(fc.oneof(word, line), { maxLength: 12 })

/** Characters that npm allows in the name of a package. */
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)
const spec = fc
  .tuple(fc.option(name), name, fc.option(fc.constantFrom('1.0.0', '^2', 'latest', 'next', '1.x')))
  .map(([scope, base, selector]) => `${scope ? `@${scope}/` : ''}${base}${selector ? `@${selector}` : ''}`)
  // Bridges take what follows as a command of its own.
  .filter((text) => !/^(tsx|jiti|esno|envmcp|nodemon|bun|deno|npm|pnpm|yarn|varlock|tsc|corepack)/.test(text))

const unquoted = (text: string): string => text.replace(/["'\\]/g, '')

describe('the launch parser', () => {
  it('takes any words, and points its tokens at what is written', () => {
    fc.assert(
      fc.property(argv, (words) => {
        const launch = launchOf(words)
        for (const { token, spec, ecosystem } of launch.packages) {
          const source = words[Number(token.pointer.slice(1))] ?? ''
          const written = source.slice(token.start, token.end)
          expect(token.file).toBe(FILE)
          expect(token.start).toBeGreaterThanOrEqual(0)
          expect(token.end).toBeLessThanOrEqual(source.length)
          expect(unquoted(ecosystem === 'oci' ? written : redactSpec(written))).toContain(unquoted(spec))
        }
        expect(PACKAGED.has(launch.kind)).toBe(launch.packages.length > 0)
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps every word of an entry in its commands', () => {
    const command = fc.constantFrom('npx', 'sh', 'docker', 'uvx', 'env', '/opt/x', 'C:\\\\x\\\\npx.cmd')
    fc.assert(
      fc.property(command, argv, (head, words) => {
        const [outer, ...others] = dissect(stdioEntry([head, ...words])).commands
        expect(outer?.args.map(({ text, pointer }) => [text, pointer])).toEqual(
          words.map((text, index) => [text, `/${index + 1}`]),
        )
        for (const { args, assignments } of others) {
          for (const { pointer } of [...args, ...assignments]) expect(pointer).toMatch(/^\/\d+$/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('says of every launch that is not of npm why it is not audited', () => {
    fc.assert(
      fc.property(argv, (words) => {
        const { kind, reason } = launchOf(words)
        if (kind !== 'npm') expect((reason ?? '').length).toBeGreaterThan(8)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes any URL', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (url) => {
        expect(resolveLaunch(remoteEntry(url)).kind).toBe('remote')
      }),
    )
  })

  it('takes very long and very deep lines', () => {
    const nested = Array.from({ length: 2000 }).reduce<string>((inner) => `env -S ${inner}`, 'npx pkg')
    expect(launchOf([nested]).kind).toBe('unknown')
    expect(launchOf(Array.from({ length: 5000 }, () => 'env').concat('npx', 'pkg')).kind).toBe('unknown')
    expect(launchOf(['sh', '-c', `npx pkg ${'a '.repeat(200_000)}`]).packages).toHaveLength(1)
    expect(launchOf(['sh', '-c', '\\'.repeat(200_001)]).kind).toBeTruthy()
    expect(launchOf(['npx', `${'a'.repeat(200_000)}@1`]).kind).toBeTruthy()
    expect(launchOf(['npx', ...Array.from({ length: 3000 }, () => '-c'), 'x']).kind).toBeTruthy()
    expect(launchOf(['uvx', `${'a.'.repeat(100_000)}==1`]).kind).toBeTruthy()
    expect(launchOf(['uvx', `a==1${'.0'.repeat(100_000)}!`]).kind).toBe('unknown')
    expect(launchOf(['uvx', '--with', 'a[,'.repeat(50_000), 'pkg']).kind).toBeTruthy()
    expect(launchOf(['docker', 'run', `a${'/a'.repeat(100_000)}:`]).kind).toBe('unknown')
    expect(launchOf(['sh', '-c', '$('.repeat(50_000)]).kind).toBe('unknown')
    expect(launchOf(['sh', '-c', `npx a${' && npx a'.repeat(5000)}`]).reason).toContain('too many commands')
    expect(launchOf(['env', ...Array.from({ length: 50_000 }, () => 'A=b'), 'npx', 'pkg']).kind).toBe('npm')
    expect(launchOf(['pip', 'install', ...Array.from({ length: 5000 }, () => 'a')]).kind).toBe('unknown')
    expect(launchOf(['sh', '-c', '<('.repeat(50_000)]).kind).toBe('unknown')
    expect(launchOf(['sh', '-c', '`'.repeat(50_001)]).kind).toBe('unknown')
    expect(launchOf(['sh', '-c', `$${'{'.repeat(100_000)}`]).kind).toBeTruthy()
  })

  it('finds a package behind any wrappers and quotes', () => {
    const quote = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `"${text}"`,
      (text) => `${text.slice(0, 1)}"${text.slice(1)}"`,
      (text) => `\\${text}`,
    )
    const runner = fc.constantFrom(
      'npx -y',
      'npm exec --yes',
      'pnpm dlx',
      'yarn dlx -q',
      'bunx --bun',
      'npx --quiet --',
    )
    const wrapper = fc.constantFrom<(line: string) => readonly string[]>(
      (line) => ['sh', '-c', line],
      (line) => ['bash', '-lc', `cd "/a b" && exec ${line} --flag 2>/dev/null`],
      (line) => ['env', 'A=b', 'sh', '-c', `A="c d" ${line}`],
      (line) => ['env', '-S', line],
      (line) => ['cmd', '/c', 'wsl', '-e', 'sh', '-ec', line],
      (line) => ['sh', '-c', `sh -c '${line}'`],
      (line) => ['npx', '-c', line],
    )
    fc.assert(
      fc.property(spec, quote, runner, wrapper, (text, quoted, start, wrap) => {
        const words = wrap(`${start} ${quoted(text)} "server arg"`)
        const [ref, ...more] = launchOf(words).packages
        expect(more).toEqual([])
        expect(ref?.spec).toBe(text)
        const { pointer, start: from, end } = ref?.token ?? { pointer: '/0', start: 0, end: 0 }
        expect(unquoted(words[Number(pointer.slice(1))]?.slice(from, end) ?? '')).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the shell splitter', () => {
  it('gives each unit of a word its own place, in order', () => {
    fc.assert(
      fc.property(line, fc.constantFrom('posix', 'cmd', 'powershell'), (text, dialect) => {
        const split = splitShell(argOf({ text, pointer: '', offset: 7 }), dialect)
        let last = 6
        for (const token of split.tokens) {
          if (token.type !== 'word') continue
          const at = token.arg.at as readonly number[]
          expect(at).toHaveLength(token.arg.text.length)
          for (const [index, offset] of at.entries()) {
            expect(offset).toBeGreaterThan(last)
            expect(text[offset - 7]).toBe(token.arg.text[index])
            last = offset
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('an entry', () => {
  it('is resolved without a look at its name or folder', () => {
    const entry = { ...stdioEntry(['npx', 'pkg']), name: '\u001b[2J__proto__' }
    expect(JSON.stringify(resolveLaunch(entry))).not.toContain('\u001b')
  })
})
