/** Columns of the list at every width, and what a server's head says of its clients where there is less room. */
import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/tui/line.js'
import { screenLines } from '../../src/tui/views/screen.js'
import { done, server, stateWith } from './support/state.js'

const SIGHTED = Array.from({ length: 141 }, (_, index) => 60 + index)

const titlesAt = (columns: number, ascii: boolean, clients: readonly string[]): string => {
  const servers = [
    done(server({ name: 'a', from: '1.0.15', version: '1.0.16', findings: ['critical', 'low'], clients })),
  ]
  const lines = screenLines(stateWith({ servers, ascii, size: [columns, 24] })).map(textOf)
  return lines.find((line) => line.includes('verdict')) ?? ''
}

describe('columns of the list', () => {
  it.each([[['cursor']], [['zed']], [['claude-desktop', 'vscode']]])(
    'of %j have whole titles at every width',
    (clients) => {
      for (const columns of SIGHTED) {
        for (const ascii of [false, true]) {
          const titles = titlesAt(columns, ascii, clients)
          expect(titles).toMatch(/verdict +score +name +version/)
          expect(titles).not.toMatch(/…|\.\.\./)
        }
      }
    },
  )

  it('have room for a release that is held only while something is to be written', () => {
    const held = server({ name: 'a', clients: ['cursor'] })
    const locked = { decision: 'hold', purl: 'pkg:npm/a-mcp@1.0.0', reason: null } as never
    const state = stateWith({ servers: [done({ ...held, locked })], size: [160, 24] })
    const titles = screenLines(state)
      .map(textOf)
      .find((line) => line.includes('chosen'))
    expect(titles).toContain('chosen  clients')
  })
})

describe('the head of a server', () => {
  const row = done(server({ name: 'mail', from: '1.0.15', version: '1.0.16' }))
  const [occurrence] = row.listed.occurrences
  const headAt = (columns: number): string => {
    const occurrences = ['zed', 'cursor', 'vscode'].map((client) => ({
      ...occurrence,
      client,
      scope: 'project',
    }))
    const { evaluation } = row
    const server = { ...evaluation?.server, occurrences }
    const own = { ...row, evaluation: { ...evaluation, server } } as typeof row
    const screens = [{ type: 'server' as const, server: row.listed.id, pane: { selected: null, top: 0 } }]
    const lines = screenLines(stateWith({ servers: [own], screens: screens as never, size: [columns, 24] })).map(textOf)
    return lines[3]?.trim() ?? ''
  }

  it('names the first client, and how many more there are, where not all have room', () => {
    expect(headAt(160)).toMatch(/zed \(project\), cursor \(project\), vscode \(project\)$/)
    expect(headAt(90)).toMatch(/zed \(project\) \+2 more$/)
    expect(headAt(60)).toMatch(/^mail-mcp 1\.0\.15 → 1\.0\.16/)
  })
})
