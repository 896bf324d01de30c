/** What is not pinned, and why; and what is, though it looks odd. */
import { describe, expect, it } from 'vitest'
import { discover } from '../../../src/discover/discover.js'
import { FileError } from '../../../src/host.js'
import { dissect } from '../../../src/launch/launch.js'
import { planPins } from '../../../src/lockfile/pin/plan.js'
import type { ServerEntry } from '../../../src/model.js'
import { memoryHost } from '../../support/memory-host.js'
import { DIGEST, pinFile, targetsOf } from './pinning.js'

const whyOf = (plan: { readonly notPinned: readonly { readonly why: string }[] }) =>
  plan.notPinned.map(({ why }) => why)
const VARIABLE = '$' + '{VERSION:-1.2.3}'

async function refused(text: string, file?: string) {
  const { after, plan } = await pinFile(text, file)
  expect(after).toBe(text)
  return whyOf(plan)
}
const entries = async (file: string, text: string): Promise<readonly ServerEntry[]> =>
  (await discover(memoryHost({ files: { [file]: text } }), { configs: [file] })).entries

describe('what is not pinned', () => {
  it('a spec that depends on a variable', async () => {
    const text = JSON.stringify({ mcpServers: { a: { command: 'npx', args: [`pkg@${VARIABLE}`] } } })
    expect(await refused(text)).toEqual([expect.stringContaining('a variable')])
    const script = JSON.stringify({ mcpServers: { a: { command: 'sh', args: ['-c', `npx "pkg@${VARIABLE}"`] } } })
    expect(await refused(script)).toEqual([expect.stringContaining('a variable')])
  })

  it('what stands under a key that stands twice, and others do', async () => {
    const text =
      '{"mcpServers": {"a": {"command": "npx", "args": ["b"], "args": ["c"]}, "d": {"command": "npx", "args": ["e"]}}}'
    const { after, plan } = await pinFile(text)
    expect(after).toBe(text.replace('"e"', '"e@7.8.9"'))
    expect(whyOf(plan)).toEqual([expect.stringContaining('stands twice')])
  })

  it('what a YAML anchor gives to others, but where all of them are pinned alike', async () => {
    const alone = 'x: &a [-y, pkg]\nmcpServers:\n  one: {command: npx, args: *a}\n  two: {command: npx, args: [free]}\n'
    const { after, plan } = await pinFile(alone, '/srv/a.yaml')
    expect(after).toBe(alone.replace('free', 'free@7.8.9'))
    expect(whyOf(plan)).toEqual([expect.stringContaining('anchor')])

    const shared = 'mcpServers:\n  one: {command: npx, args: &a [-y, pkg]}\n  two: {command: npx, args: *a}\n'
    expect((await pinFile(shared, '/srv/a.yaml')).after).toBe(shared.replace('pkg', 'pkg@7.8.9'))

    const merged = 'mcpServers:\n  one: &a {command: npx, args: [-y, pkg]}\n  two: {<<: *a, env: {A: "1"}}\n'
    expect((await pinFile(merged, '/srv/a.yaml')).after).toBe(merged.replace('pkg', 'pkg@7.8.9'))

    const found = await entries('/srv/a.yaml', shared)
    const [first, second] = targetsOf(found)
    if (!first || !second) expect.fail()
    const apart = await planPins([first, { ...second, version: '1.0.0' }], async () => shared)
    expect(apart.files).toEqual([])
    expect(whyOf(apart)).toEqual([expect.stringContaining('anchor'), expect.stringContaining('anchor')])
    expect((await planPins([first], async () => shared)).files).toEqual([])
  })

  it('what belongs to others', async () => {
    const server = JSON.stringify({ mcpServers: { a: { command: 'npx', args: ['-y', 'pkg'] } } })
    const host = memoryHost({
      files: {
        '/etc/claude-code/managed-mcp.json': server,
        '/home/u/.claude/plugins/cache/m/p/1/.mcp.json': server,
        '/home/u/.docker/mcp/registry.yaml': 'registry:\n  one:\n    ref: ""\n',
        '/home/u/.docker/mcp/catalogs/docker-mcp.yaml': 'registry:\n  one:\n    image: mcp/one\n',
      },
    })
    const found = await discover(host)
    const plan = await planPins(targetsOf(found.entries), (file) => host.files.readText(file, { maxBytes: 2 ** 20 }))
    expect(plan.files).toEqual([])
    expect(plan.notPinned.map(({ entry, why }) => `${entry.scope}: ${why}`).sort()).toEqual([
      expect.stringMatching(/^managed: .*administrator.*pin it there$/),
      expect.stringMatching(/^plugin: .*plugin.*pin it there$/),
      expect.stringMatching(/^user: .*Docker.*pin it there$/),
    ])
  })

  it('an entry that reads otherwise by now, or is not there', async () => {
    const text = '{"mcpServers": {"a": {"command": "npx", "args": ["-y", "pkg"]}}}'
    const targets = targetsOf(await entries('/srv/a.json', text))
    const nows = [
      text.replace('"-y", ', ''),
      text.replace('pkg', 'other'),
      text.replace('"a"', '"b"'),
      '{}',
      '',
      '[',
      '7',
      '{"mcpServers": []}',
    ]
    for (const now of nows) {
      const plan = await planPins(targets, async () => now)
      expect(plan.files).toEqual([])
      expect(whyOf(plan)).toEqual([expect.stringMatching(/reads otherwise|can't be read/)])
    }
    const moved = text.replace('{"mcp', '{"x": 1, "mcp')
    expect((await planPins(targets, async () => moved)).files[0]?.after).toBe(moved.replace('pkg', 'pkg@7.8.9'))
  })

  it('a file that can not be read', async () => {
    const targets = targetsOf(
      await entries('/srv/a.json', '{"mcpServers": {"a": {"command": "npx", "args": ["pkg"]}}}'),
    )
    const plan = await planPins(targets, async (file) => {
      throw new FileError('unreadable', file, "can't be read (EACCES)")
    })
    expect(whyOf(plan)).toEqual(["its file can't be read (EACCES)"])
    const wrong = planPins(targets, async () => {
      throw new TypeError('a mistake in the program')
    })
    await expect(wrong).rejects.toThrow('a mistake')
  })

  it('to what is no exact version', async () => {
    const text = '{"mcpServers": {"a": {"command": "npx", "args": ["pkg"]}}}'
    const found = await entries('/srv/a.json', text)
    const versions = [
      '',
      'latest',
      '^1',
      '1.x',
      '1.2.3"; rm -rf',
      '1.2.3 --registry=x',
      '1.2',
      '$X',
      DIGEST,
      `1.2.3-${'a'.repeat(300)}`,
    ]
    for (const version of versions) {
      const plan = await planPins(
        targetsOf(found).map((target) => ({ ...target, version })),
        async () => text,
      )
      expect([version, plan.files]).toEqual([version, []])
      expect(whyOf(plan)).toEqual([expect.stringContaining('no exact version')])
    }
    const image = await entries('/srv/a.json', '{"mcpServers": {"a": {"command": "docker", "args": ["run", "img"]}}}')
    const plan = await planPins(
      targetsOf(image).map((target) => ({ ...target, version: '1.2.3' })),
      async () => '{"mcpServers": {"a": {"command": "docker", "args": ["run", "img"]}}}',
    )
    expect(whyOf(plan)).toEqual([expect.stringContaining('no exact version')])
  })

  it('to two versions at once', async () => {
    const text = '{"mcpServers": {"a": {"command": "npx", "args": ["pkg"]}}}'
    const targets = targetsOf(await entries('/srv/a.json', text))
    const plan = await planPins(
      [...targets, ...targets.map((target) => ({ ...target, version: '1.0.0' }))],
      async () => text,
    )
    expect(whyOf(plan)).toEqual([expect.stringContaining('two versions')])
  })
})

describe('what is pinned once', () => {
  const text = '{"mcpServers": {"a": {"command": "npx", "args": ["-y", "pkg"]}}}\n'

  it('an entry that several clients read', async () => {
    const found = await entries('/srv/a.json', text)
    const twice = [...targetsOf(found), ...targetsOf(found.map((entry) => ({ ...entry, client: 'other' })))]
    let reads = 0
    const plan = await planPins(twice, async () => {
      reads += 1
      return text
    })
    expect(plan.files.map(({ after, edits }) => [after, edits.length])).toEqual([[text.replace('pkg', 'pkg@7.8.9'), 1]])
    expect([plan.notPinned, reads]).toEqual([[], 1])
  })

  it('a file that is reached through a link', async () => {
    const files = {
      '/home/u/.cursor/mcp.json': text,
      '/home/u/.gemini/settings.json': { link: '/home/u/.cursor/mcp.json' },
    }
    const host = memoryHost({ files })
    const { entries: found } = await discover(host)
    expect(found.length).toBeGreaterThan(1)
    const plan = await planPins(
      targetsOf(found),
      (file) => host.files.readText(file, { maxBytes: 2 ** 20 }),
      (file) => host.files.realPath(file),
    )
    expect(plan.files.map(({ after }) => after)).toEqual([text.replace('pkg', 'pkg@7.8.9')])
    expect(plan.notPinned).toEqual([])
  })

  it('servers that are alike, and several packages of one', async () => {
    const many = `{"mcpServers": {
      "a": {"command": "npx", "args": ["pkg"]},
      "b": {"command": "npx", "args": ["pkg"]},
      "c": {"command": "npx", "args": ["-p", "pkg", "-p", "pkg@latest", "bin"]}
    }}`
    const { after, plan } = await pinFile(many)
    expect(after).toBe(many.replaceAll(/"pkg(@latest)?"/g, '"pkg@7.8.9"'))
    expect(plan.files[0]?.edits.length).toBe(4)
    expect(plan.commands.map(({ to }) => to.at(-1))).toEqual(['pkg@7.8.9', 'pkg@7.8.9', 'bin'])
  })
})

describe('odd characters', () => {
  it.each([
    [
      'escapes in JSON',
      '{"mcpServers": {"a": {"command": "npx", "args": ["\\u0040s\\/pk\\u0067@\\u005e1"]}}}',
      '@\\u005e1',
      '@7.8.9',
    ],
    ['a byte order mark', '\ufeff{"mcpServers": {"a": {"command": "npx", "args": ["pkg"]}}}', 'pkg', 'pkg@7.8.9'],
    [
      'characters of two units',
      '{"😀": "😀", "mcpServers": {"😀": {"command": "npx", "args": ["pkg", "😀"]}}}',
      'pkg',
      'pkg@7.8.9',
    ],
    [
      'white space around a spec',
      '{"mcpServers": {"a": {"command": "npx", "args": [" pkg "]}}}',
      ' pkg ',
      ' pkg@7.8.9 ',
    ],
    ['a number for a name', '{"mcpServers": {"a": {"command": "npx", "args": [7]}}}', '[7]', '["7@7.8.9"]'],
    ['args in one text', '{"mcpServers": {"a": {"command": "npx", "args": "-y \\"pkg\\" --x"}}}', 'pkg', 'pkg@7.8.9'],
    ['keys of a path', '{"mcpServers": {"a/b~c": {"command": "npx", "args": ["pkg"]}}}', 'pkg', 'pkg@7.8.9'],
    ['hostile keys', '{"mcpServers": {"__proto__": {"command": "npx", "args": ["pkg"]}}}', 'pkg', 'pkg@7.8.9'],
    ['a document of one entry', '{"command": "npx", "args": ["pkg"]}', 'pkg', 'pkg@7.8.9'],
  ])('%s', async (_, text, from, to) => {
    const { after, plan } = await pinFile(text)
    expect(whyOf(plan)).toEqual([])
    expect(after).toBe(text.replace(from, to))
  })

  it('lines that YAML folds, and quotes in which a line goes on', async () => {
    const yaml =
      'mcpServers:\n  a:\n    command: sh\n    args:\n      - -c\n      - "npx\n        -y \\\n        pkg@latest\n        --x"\n  b:\n    command: npx\n      -y\n      pkg # it\n'
    const { after } = await pinFile(yaml, '/srv/a.yml')
    expect(after).toBe(yaml.replace('@latest', '@7.8.9').replace('pkg #', 'pkg@7.8.9 #'))
    const toml = 'mcp_servers.a.command = """npx \\\n   -y \\\n   pkg"""\n'
    expect((await pinFile(toml, '/srv/a.toml')).after).toBe(toml.replace('pkg', 'pkg@7.8.9'))
  })
})

describe('the version of a server.json', () => {
  const file = (registryType: string, identifier: string, version?: string) =>
    JSON.stringify(
      { name: 'io.example/x', packages: [{ registryType, identifier, ...(version && { version }) }] },
      null,
      2,
    )

  it('stands in its own field', async () => {
    const npm = file('npm', '@s/pkg', 'latest')
    const { after, plan } = await pinFile(npm, '/srv/server.json')
    expect(after).toBe(npm.replace('latest', '7.8.9'))
    expect(plan.files[0]?.edits).toEqual([
      { file: '/srv/server.json', pointer: '/packages/0/version', from: 'latest', to: '7.8.9' },
    ])
    const pypi = file('pypi', 'name', '1.0.0')
    expect((await pinFile(pypi, '/srv/server.json')).after).toBe(pypi.replace('1.0.0', '7.8.9'))
  })

  it('is a digest behind the image', async () => {
    for (const version of [undefined, '1.2']) {
      const oci = file('oci', 'docker.example/o/img', version)
      const { after, plan } = await pinFile(oci, '/srv/server.json')
      expect(whyOf(plan)).toEqual([])
      expect(after).toBe(oci.replace('o/img', `o/img@${DIGEST}`))
    }
  })

  it('is not written where none stands', async () => {
    expect(await refused(file('npm', 'pkg'), '/srv/server.json')).toEqual([
      expect.stringContaining('"version": "7.8.9"'),
    ])
  })
})

it('leaves a package alone that is no target', async () => {
  const text = '{"mcpServers": {"a": {"command": "npx", "args": ["-p", "one", "-p", "two@^1", "bin"]}}}'
  const [entry] = await entries('/srv/a.json', text)
  const ref = entry && dissect(entry).launch.packages[1]
  if (!entry || !ref) expect.fail()
  const plan = await planPins([{ entry, ref, version: '2.0.0' }], async () => text)
  expect(plan.files[0]?.after).toBe(text.replace('two@^1', 'two@2.0.0'))
})
