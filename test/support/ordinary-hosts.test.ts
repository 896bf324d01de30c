import { describe, expect, it } from 'vitest'
import { ordinaryHosts } from './ordinary-hosts.js'
import { names, runSeed } from './random-names.js'

describe(`ordinary hosts [TOUCHSTONE_SEED=${runSeed()}]`, () => {
  const { text, files } = ordinaryHosts(runSeed(), ['tallybird'])

  it('leaves no reserved name, in any case', () => {
    const out = text(`fetch('https://api.evil.example/a'); 'X@Mail.EVIL.Example'; 'a.b.invalid'`)
    expect(out).not.toMatch(/example|invalid/i)
  })

  it('gives one host one name, and keeps what stands before the registrable name', () => {
    const [one, two, three] = text('api.evil.example cdn.evil.example evil.invalid').split(' ')
    expect(one?.replace(/^api\./, '')).toBe(two?.replace(/^cdn\./, ''))
    expect(three).not.toBe(one?.replace(/^api\./, ''))
  })

  it('keeps a vendor one vendor', () => {
    const out = text('@tallybird/mcp TALLYBIRD_KEY Tallybird api.tallybird.example')
    const word = /^@(\w+)\/mcp/.exec(out)?.[1] ?? ''
    expect(out).toContain(`${word.toUpperCase()}_KEY`)
    expect(out).toMatch(new RegExp(`api\\.${word}\\.`))
    expect(out).not.toMatch(/tallybird/i)
  })

  it('encodes after it has replaced', () => {
    const [plain, encoded] = text('https://x.evil.example ⟦b64:https://x.evil.example⟧').split(' ')
    expect(Buffer.from(encoded ?? '', 'base64').toString()).toBe(plain)
    expect(files({ a: '⟦reversed:abc⟧ ⟦hex:a⟧ ⟦codes:ab⟧' })).toEqual({ a: 'cba 61 97, 98' })
  })
})

describe('names', () => {
  it('repeat with their seed and never give a word twice', () => {
    expect(names(5).packageName()).toBe(names(5).packageName())
    const n = names(9)
    const words = Array.from({ length: 500 }, () => n.word())
    expect(new Set(words).size).toBe(500)
  })

  it('are reserved on demand', () => {
    expect(names(3, true).host()).toMatch(/\.example$/)
  })
})
