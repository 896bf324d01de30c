import { describe, expect, it } from 'vitest'
import type { MemoryHostOptions } from '../support/memory-host.js'
import { type EntryOptions, entryOf, machineOf } from './entries.js'

const registryFiles = (host: MemoryHostOptions, argv: readonly string[], options?: EntryOptions) =>
  machineOf(host).registryFiles(entryOf(argv, options))
const PROJECT = { scope: 'project', file: '/p/.cursor/mcp.json' } as const
const TOKEN = 'invented-token-of-a-test'

describe('.npmrc', () => {
  it('of the project counts for its entries, and of the user for theirs', async () => {
    const files = {
      '/p/package.json': '{}',
      '/p/.npmrc': 'registry=https://one.example/npm/\n@s:registry = https://two.example:8443/x?y=z\n',
      '/home/u/.npmrc': 'registry=http://three.example/\n',
      '/home/u/work/.npmrc': 'registry=https://four.example/\n',
    }
    expect(await registryFiles({ files }, ['npx', 'mail'], PROJECT)).toEqual([
      { file: '/p/.npmrc', key: 'registry', origin: 'https://one.example' },
      { file: '/p/.npmrc', key: '@s:registry', origin: 'https://two.example:8443' },
    ])
    expect(await registryFiles({ files }, ['npx', 'mail'])).toEqual([
      { file: '/home/u/work/.npmrc', key: 'registry', origin: 'https://four.example' },
      { file: '/home/u/.npmrc', key: 'registry', origin: 'http://three.example' },
    ])
    expect(await registryFiles({ files }, ['npx', 'mail'], { ...PROJECT, cwd: '/elsewhere' })).toEqual([])
  })

  it('tells keys and origins alone', async () => {
    const files = {
      '/p/.npmrc': [
        `//one.example/:_authToken=${TOKEN}`,
        `_auth=${TOKEN}`,
        `registry=https://user:${TOKEN}@one.example/${TOKEN}?key=${TOKEN}#${TOKEN}`,
        `; registry=https://${TOKEN}.example`,
        `@${TOKEN}/x:registry=https://two.example`,
        `cafile=/${TOKEN}`,
        `[section]`,
        `registry=https://${TOKEN}.example`,
      ].join('\n'),
    }
    const found = await registryFiles({ files }, ['npx', 'mail'], PROJECT)
    expect(found).toEqual([{ file: '/p/.npmrc', key: 'registry', origin: 'https://one.example' }])
    expect(JSON.stringify(found)).not.toContain(TOKEN)
  })

  it('is read like npm reads it', async () => {
    const text =
      '\ufeff  registry  =  "https://one.example/"  \r\n@s:registry=${MIRROR}/x ; why\r\n@t:registry=${GONE}/x\nregistry=\n@u:registry\n'
    const found = await registryFiles(
      { files: { '/p/.npmrc': text }, env: { MIRROR: 'https://two.example' } },
      ['npx', 'mail'],
      PROJECT,
    )
    expect(found).toEqual([{ file: '/p/.npmrc', key: '@s:registry', origin: 'https://two.example' }])
  })

  it.each<[string, MemoryHostOptions['files']]>([
    ['a huge one', { '/p/.npmrc': { size: 10_000_000 } }],
    ['a FIFO', { '/p/.npmrc': { odd: 'fifo' } }],
    ['a circle', { '/p/.npmrc': { link: '/p/.npmrc' } }],
    ['no URL', { '/p/.npmrc': 'registry=../x\n@s:registry=https://${A}.example\n@t:registry=file:///etc' }],
    ['nonsense', { '/p/.npmrc': `${'='.repeat(10_000)}\n\0\n[]\n` }],
  ])('that is %s tells nothing', async (_, files = {}) => {
    expect(await registryFiles({ files }, ['npx', 'mail'], PROJECT)).toEqual([])
  })

  it('is no matter of other kinds', async () => {
    const files = { '/p/.npmrc': 'registry=https://one.example' }
    expect(await registryFiles({ files }, ['docker', 'run', 'x'], PROJECT)).toEqual([])
    expect(await registryFiles({ files }, ['node', 'x.js'], PROJECT)).toEqual([])
  })
})
