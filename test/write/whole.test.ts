import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeWhole } from '../../src/write/whole.js'
import { faultyDisk, folder, run, stepsFor } from './faults.js'

describe('an output', () => {
  it('is made, and replaces what stood there, with its mode and through links', async () => {
    const root = folder()
    const file = path.join(root, 'report.json')
    expect(await writeWhole(file, 'one')).toBeNull()
    chmodSync(file, 0o600)
    symlinkSync('report.json', path.join(root, 'link'))
    expect(await writeWhole(path.join(root, 'link'), 'two')).toBeNull()
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(lstatSync(path.join(root, 'link')).isSymbolicLink()).toBe(true)
    expect(readdirSync(root).sort()).toEqual(['link', 'report.json'])
  })

  it('may be a device, which stays one', async () => {
    expect(await writeWhole('/dev/null', 'text')).toBeNull()
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('can not be a folder, nor in none', async () => {
    const root = folder()
    mkdirSync(path.join(root, 'folder'))
    expect(await writeWhole(path.join(root, 'folder'), 'x')).toMatchObject({
      message: expect.stringContaining('folder'),
    })
    expect(await writeWhole(path.join(root, 'no/report'), 'x')).toMatchObject({
      stage: 'write',
      message: "can't be written: its folder does not exist (ENOENT)",
    })
  })

  it('is whole, whatever fails', async () => {
    const clean = faultyDisk()
    await writeWhole(path.join(folder(), 'a'), 'new', clean.disk)
    for (const fault of ['throw', 'half'] as const) {
      for (const at of stepsFor(fault, clean.steps)) {
        const file = path.join(folder(), 'a')
        writeFileSync(file, 'old')
        const failure = await run(faultyDisk(at, fault), (disk) => writeWhole(file, 'new', disk))
        expect(readFileSync(file, 'utf8')).toBe(failure === null ? 'new' : 'old')
      }
    }
  })
})
