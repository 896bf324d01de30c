import { describe, expect, it } from 'vitest'
import { parseLock } from '../../src/lockfile/read.js'
import { printLock } from '../../src/lockfile/write.js'
import { sample } from './sample.js'

describe('a lock as text', () => {
  it('is what it was decided to be', async () => {
    await expect(printLock(sample)).toMatchFileSnapshot('../../snapshots/lockfile/mcp-lock.json')
  })

  it('is read back', () => {
    expect(parseLock(printLock(sample), '/srv/mcp-lock.json')).toEqual(sample)
  })
})
