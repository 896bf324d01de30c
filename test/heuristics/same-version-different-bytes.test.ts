import type { InstalledCopy } from '../../src/model.js'
import { configurationCasesOf } from '../support/configuration.js'

const entry = { command: 'npx', args: ['-y', 'tallybird-mcp@1.0.0'] }

const copy = (integrity: string | null, more: Partial<InstalledCopy> = {}): InstalledCopy => ({
  place: 'npx cache',
  name: 'tallybird-mcp',
  version: '1.0.0',
  integrity,
  folder: '/home/u/.npm/_npx/1a2b/node_modules/tallybird-mcp',
  used: false,
  ...more,
})
const copies = (...list: InstalledCopy[]) => ({ copies: list })
const [A, B] = ['sha512-AAAA', 'sha512-BBBB'] as const

configurationCasesOf('same-version-different-bytes', ({ fires, silent }) => {
  fires('two caches', { entry, onMachine: copies(copy(A), copy(B)) }, { severity: 'high', message: /npx cache/ })
  fires('a cache and a project', {
    entry,
    onMachine: copies(copy(A), copy(B, { place: 'project', folder: '/srv/app' })),
  })
  fires('a cache and the global folder', { entry, onMachine: copies(copy(A), copy(B, { place: 'global' })) })
  fires('which of them runs', { entry, onMachine: copies(copy(A), copy(B, { used: true })) }, { message: /next start/ })
  fires('one of three', { entry, onMachine: copies(copy(A), copy(A), copy(B)) }, { count: 1 })
  fires('several algorithms', { entry, onMachine: copies(copy(`sha1-a= ${A}`), copy(B)) })
  fires(
    'two versions, each of them',
    {
      entry,
      onMachine: copies(
        copy(A),
        copy(B),
        copy(A, { version: '2.0.0' }),
        copy(B, { version: '2.0.0', place: 'global' }),
      ),
    },
    { count: 2 },
  )

  silent('nothing', { entry })
  silent('one copy', { entry, onMachine: copies(copy(A)) })
  silent('the same bytes', { entry, onMachine: copies(copy(A), copy(A, { place: 'project' })) })
  silent('other versions', { entry, onMachine: copies(copy(A), copy(B, { version: '1.0.1' })) })
  silent('a sum that is not known', { entry, onMachine: copies(copy(A), copy(null)) })
  silent('sums of different algorithms', { entry, onMachine: copies(copy(A), copy('sha1-BBBB')) })
  silent('one sum in common', { entry, onMachine: copies(copy(`sha1-BBBB ${A}`), copy(A)) })
  silent('an option behind the sum', { entry, onMachine: copies(copy(`${A}?tarball`), copy(A)) })
  silent('no sum at all', { entry, onMachine: copies(copy('x'), copy('y')) })
  silent('wheels of Python', {
    entry: { command: 'uvx', args: ['tallybird-mcp==1.0.0'] },
    onMachine: copies(copy(A, { place: 'uv tool' }), copy(B, { place: 'uv cache' })),
  })
  silent('another package beside it', { entry, onMachine: copies(copy(A), copy(B, { name: 'left-helper' })) })
})
