import { expect, test } from 'vitest'
import type { HoldTarget } from '../../src/audit/review/hold.js'
import { act, press, screenText, server, stateWith } from './support/state.js'

const MAIL = 'npm:mail-mcp'

/** What the pending screen says of a server that is held there. */
function told(target: Partial<Extract<HoldTarget, { readonly type: 'release' }>>): string {
  const { state } = press(stateWith({ servers: [server({ name: 'mail', findings: ['high'] })] }), 'h')
  const value = { type: 'release', version: '1.0.15', from: 'before', report: null, standing: [], ...target } as const
  const found = act(state, { type: 'hold', server: MAIL, target: { status: 'loaded', value } }).state
  return screenText(press(found, 'P').state).replace(/\s+/g, ' ')
}

test('a pending hold says which release it is, and what is found of that', () => {
  expect(told({})).toMatch(/mail stays at 1\.0\.15, the last release without the findings (?!it has)/)
  expect(told({ from: 'today' })).toContain('mail stays at 1.0.15, which would run today')
  const title = 'a secret goes to a host that it is not for'
  const standing = [{ severity: 'high', title, heuristic: 'secret-to-network' }] as const
  expect(told({ standing })).toMatch(/without the findings; it has (▌ )?1 high finding \(secret-to-network\)/)
})
