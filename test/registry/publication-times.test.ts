import { describe, expect, it } from 'vitest'
import { believableTimes } from '../../src/registry/publication-times.js'

const doubt = (times: Record<string, unknown>) => believableTimes(new Map(Object.entries(times))).doubt
const day = (n: number) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString()

describe('times of a publisher are believed', () => {
  it.each([
    ['in order', { '1.0.0': day(0), '1.0.1': day(1), '1.1.0': day(2), '2.0.0': day(3) }],
    [
      'with back-ports',
      { '1.0.0': day(0), '2.0.0': day(1), '1.0.1': day(2), '3.0.0': day(3), '2.0.1': day(4), '1.1.0': day(5) },
    ],
    [
      'with nightly builds of two lines',
      { '1.0.0-n.1': day(3), '1.0.0-n.2': day(1), '2.0.0-n.1': day(0), '1.0.0': day(5) },
    ],
    [
      'with one slip among many',
      { '1.0.0': day(0), '1.0.1': day(2), '1.0.2': day(1), '1.0.3': day(4), '1.0.4': day(5) },
    ],
    ['two at one time', { '1.0.0': day(0), '2.0.0': day(0) }],
    ['a single one', { '1.0.0': day(0) }],
    ['none', {}],
    ['calendar versions', { '2025.1.1': day(0), '2025.3.2': day(60), '2026.1.1': day(400) }],
  ])('%s', (_, times) => {
    expect(doubt(times)).toBeNull()
    expect(believableTimes(new Map(Object.entries(times))).times.size).toBe(Object.keys(times).length)
  })
})

describe('times of a mirror are not', () => {
  it.each([
    ['copied when they were asked for', { '1.0.0': day(9), '1.0.1': day(2), '1.0.2': day(7), '1.1.0': day(1) }],
    ['majors in reverse', { '1.0.0': day(3), '2.0.0': day(2), '3.0.0': day(1) }],
    ['one pair, in reverse', { '1.0.0': day(1), '1.0.1': day(0) }],
    ['copied all at once', { '1.0.0': day(1), '1.0.1': day(1), '1.0.2': day(1), '1.0.3': day(9) }],
  ])('%s', (_, times) => {
    expect(doubt(times)).toMatch(/times? of publication/)
    expect(believableTimes(new Map(Object.entries(times))).times.size).toBe(0)
  })
})

it('values that are no times are left out', () => {
  const { times, doubt } = believableTimes(
    new Map<string, unknown>([
      ['1.0.0', day(0)],
      ['1.0.1', 5],
      ['1.0.2', 'soon'],
      ['1.0.3', '1985-10-26T08:15:00.000Z'],
      ['no version', day(1)],
      ['1.0.4', null],
    ]),
  )
  expect(doubt).toBeNull()
  expect([...times.keys()]).toEqual(['1.0.0'])
})
