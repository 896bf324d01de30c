/** What the tests of `pin` share: packages of every verdict, and looks at the lock. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import { parseLock } from '../../src/lockfile/read.js'
import type { LockedServer } from '../../src/model.js'
import { postmark } from '../incidents/postmark.js'
import type { LoopbackPackage } from '../support/loopback-registry.js'
import { openStage, published, quiet, type Stage } from './stage.js'

const incident = postmark[0] ?? expect.fail('the postmark incident is missing')

/** The mail server of the incident, which depends on nothing. */
export function mail(last: string): LoopbackPackage {
  const { versions } = published(incident, last)
  return {
    versions: Object.fromEntries(
      Object.entries(versions).map(([version, { files, ...about }]) => {
        const { dependencies: _, ...manifest } = JSON.parse(String(files?.['package.json'] ?? '{}'))
        return [version, { ...about, files: { ...files, 'package.json': manifest } }]
      }),
    ),
  }
}

/** A server with one dependency, of which `^1.0.0` is wanted. */
export const leaning = (name: string, on: string): LoopbackPackage => ({
  versions: {
    '1.0.0': {
      publishedAt: '2025-01-01T00:00:00Z',
      files: {
        'package.json': {
          name,
          version: '1.0.0',
          type: 'module',
          bin: 'index.js',
          license: 'MIT',
          dependencies: { [on]: '^1.0.0' },
        },
        'index.js': `import { add } from '${on}'\nadd(1, 2)\n`,
      },
    },
  },
})

export const PACKAGES: Readonly<Record<string, LoopbackPackage>> = {
  'calm-mcp': quiet('calm-mcp', ['1.0.0', '1.0.1']),
  'still-mcp': quiet('still-mcp', ['2.0.0', '2.1.0']),
  'lean-mcp': leaning('lean-mcp', 'sums'),
  sums: quiet('sums', ['1.0.0', '1.1.0']),
  'postmark-mcp': mail('1.0.16'),
}

export interface PinStage extends Stage {
  /** The user's lock, or the one at a path below the home. */
  lock(file?: string): Promise<ReadonlyMap<string, LockedServer>>
  text(file: string): Promise<string>
}

export const USER_LOCK = '.config/touchstone/mcp-lock.json'

export async function openPinStage(packages: Readonly<Record<string, LoopbackPackage>> = PACKAGES): Promise<PinStage> {
  const stage = await openStage(packages)
  const text = (file: string): Promise<string> => readFile(path.join(stage.home, file), 'utf8')
  return { ...stage, text, lock: async (file = USER_LOCK) => parseLock(await text(file), file).servers }
}
