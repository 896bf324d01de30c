import { describe, expect, it } from 'vitest'
import { entryOf, findOn, installed, json } from './entries.js'

const places = async (...[options, entries, dir]: Parameters<typeof findOn>) =>
  (await findOn(options, entries, dir)).copies.map(({ place, version, folder, used }) => [place, version, folder, used])

describe('installed copies', () => {
  it('of the project that the entry stands in, and of the scanned one for the user’s entries', async () => {
    const files = {
      '/p/package.json': '{}',
      ...installed('/p/node_modules', '@s/mail', '1.0.0'),
      '/home/u/work/package.json': '{}',
      ...installed('/home/u/work/node_modules', '@s/mail', '2.0.0'),
    }
    const argv = ['pnpm', 'dlx', '@s/mail']
    const project = entryOf(argv, { scope: 'project', file: '/p/.cursor/mcp.json' })
    expect(await places({ files }, [project])).toEqual([['project', '1.0.0', '/p/node_modules/@s/mail', false]])
    expect(await places({ files }, [entryOf(argv)])).toEqual([
      ['project', '2.0.0', '/home/u/work/node_modules/@s/mail', false],
    ])
    expect(await places({ files }, [entryOf(argv, { scope: 'managed', file: '/etc/x/managed-mcp.json' })])).toEqual([])
  })

  it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
    ['/usr/local', 'linux', {}, '/usr/local/lib/node_modules/mail'],
    ['/usr', 'linux', {}, '/usr/lib/node_modules/mail'],
    ['Homebrew', 'darwin', {}, '/opt/homebrew/lib/node_modules/mail'],
    ['nvm', 'linux', {}, '/home/u/.nvm/versions/node/v20.1.0/lib/node_modules/mail'],
    ['nvm elsewhere', 'linux', { NVM_DIR: '/n' }, '/n/versions/node/v20.1.0/lib/node_modules/mail'],
    ['Volta', 'darwin', {}, '/Users/u/.volta/tools/image/node/20.1.0/lib/node_modules/mail'],
    ['fnm', 'linux', {}, '/home/u/.local/share/fnm/node-versions/v20.1.0/installation/lib/node_modules/mail'],
    ['asdf', 'linux', {}, '/home/u/.asdf/installs/nodejs/20.1.0/lib/node_modules/mail'],
    ['mise', 'linux', {}, '/home/u/.local/share/mise/installs/node/20.1.0/lib/node_modules/mail'],
    ['pnpm', 'linux', {}, '/home/u/.local/share/pnpm/global/5/node_modules/mail'],
    ['pnpm elsewhere', 'linux', { PNPM_HOME: '/pn' }, '/pn/global/5/node_modules/mail'],
    ['Bun', 'linux', {}, '/home/u/.bun/install/global/node_modules/mail'],
    ['Yarn', 'linux', {}, '/home/u/.config/yarn/global/node_modules/mail'],
    ["npm's prefix in the environment", 'linux', { npm_config_prefix: '/g' }, '/g/lib/node_modules/mail'],
    ['npm on Windows', 'win32', {}, 'C:\\Users\\u\\AppData\\Roaming\\npm\\node_modules\\mail'],
    ['nvm on Windows', 'win32', {}, 'C:\\Users\\u\\AppData\\Roaming\\nvm\\v20.1.0\\node_modules\\mail'],
  ])('globally: %s', async (_, platform, env, folder) => {
    const separator = platform === 'win32' ? '\\' : '/'
    const files = { [`${folder}${separator}package.json`]: json({ name: 'mail', version: '1.0.0' }) }
    const file = platform === 'win32' ? 'C:\\w\\.mcp.json' : '/w/.mcp.json'
    const entry = entryOf(['npx', 'mail'], { scope: 'project', file })
    expect(await places({ platform, env, files }, [entry])).toMatchObject([
      ['global', '1.0.0', folder, expect.any(Boolean)],
    ])
  })

  it.each<[string, Record<string, string | { link: string }>, Record<string, string>, string | null]>([
    [
      'the one that comes first in the path',
      { '/a/bin/node': '', '/b/bin/node': '' },
      { PATH: '/x:/b/bin:/a/bin' },
      '/b',
    ],
    [
      'where the link in the path leads',
      { '/a/bin/node': { link: '/real/bin/node' }, '/real/bin/node': '' },
      { PATH: '/a/bin' },
      '/real',
    ],
    [
      "not Homebrew's cellar",
      { '/opt/homebrew/bin/node': { link: '../Cellar/node/20/bin/node' }, '/opt/homebrew/Cellar/node/20/bin/node': '' },
      { PATH: '/opt/homebrew/bin' },
      '/opt/homebrew',
    ],
    [
      'none, where a shim stands first',
      { '/home/u/.asdf/shims/node': '', '/usr/bin/node': '' },
      { PATH: '/home/u/.asdf/shims:/usr/bin' },
      null,
    ],
    [
      "what the distribution's npm says",
      { '/usr/bin/node': '', '/usr/lib/node_modules/npm/npmrc': 'prefix=/usr/local' },
      { PATH: '/usr/bin' },
      '/usr/local',
    ],
    ['the only one there is', { '/usr/bin/node': '' }, {}, '/usr'],
    ['none of two', { '/usr/bin/node': '', '/usr/local/bin/node': '' }, {}, null],
    ['the one that the settings name', { '/usr/bin/node': '' }, { npm_config_prefix: '/g' }, '/g'],
  ])('npm’s own global place is %s', async (_, nodes, env, prefix) => {
    const prefixes = ['/a', '/b', '/real', '/opt/homebrew', '/usr', '/usr/local', '/g']
    const files = prefixes.map((each) => ({
      ...installed(`${each}/lib/node_modules`, '@s/mail', '1.0.0', { bin: { mail: 'cli.js' } }),
      [`${each}/bin/mail`]: { link: `${each}/lib/node_modules/@s/mail/cli.js` },
      [`${each}/lib/node_modules/@s/mail/cli.js`]: '',
    }))
    const entry = entryOf(['npx', '@s/mail'], { scope: 'project', file: '/w/.mcp.json' })
    const found = await findOn({ env, files: Object.assign({}, nodes, ...files) }, [entry])
    expect(found.copies.filter(({ used }) => used).map(({ folder }) => folder)).toEqual(
      prefix === null ? [] : [`${prefix}/lib/node_modules/@s/mail`],
    )
    expect(found.shadows.map(({ file }) => file)).toEqual(prefix === null ? [] : [`${prefix}/bin/mail`])
  })

  it('with versions that are none, links in circles and broken manifests say nothing', async () => {
    for (const manifest of [
      json({ version: '../1' }),
      '{',
      '[]',
      json({ version: ['1.0.0'] }),
      { link: '/w/node_modules/mail/package.json' },
    ]) {
      const files = { '/w/package.json': '{}', '/w/node_modules/mail/package.json': manifest }
      expect(await places({ files }, [entryOf(['npx', 'mail'], { scope: 'project', file: '/w/.mcp.json' })])).toEqual(
        [],
      )
    }
  })

  it('of many entries are each told once', async () => {
    const files = { '/w/package.json': '{}', ...installed('/w/node_modules', 'mail', '1.0.0') }
    const entries = Array.from({ length: 300 }, (_, i) =>
      entryOf(['npx', 'mail'], { scope: 'project', file: '/w/.mcp.json', pointer: `/mcpServers/${i}` }),
    )
    expect(await places({ files }, entries)).toHaveLength(1)
  })
})
