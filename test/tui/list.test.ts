import { expect, test } from 'vitest'
import { press, screenText, server, stateWith, waiting } from './support/state.js'

test('a state for tests can be drawn and walked through', () => {
  const state = stateWith({ servers: [server({ name: 'mail', verdict: 'block' }), waiting({ name: 'notes' })] })
  expect(screenText(state)).toContain('mail')
  expect(press(state, 'j', 'q').effects).toEqual([{ type: 'exit' }])
})
