import { describe, expect, it } from 'vitest'
import type { DependencyChange, DependencyReport, Report } from '../../src/model.js'
import { toJson } from '../../src/report/json.js'
import { reportV1 } from '../../src/report/schema.js'
import { renderText } from '../../src/report/text.js'
import { judgedDependency } from '../support/dependencies.js'
import { finding, report } from './fixture.js'

const change = (
  what: DependencyChange['change'],
  name: string,
  from: string | null,
  to: string | null,
): DependencyChange => ({
  change: what,
  name,
  from: from === null ? null : { version: from, integrity: null },
  to: to === null ? null : { version: to, integrity: 'sha512-AAAA' },
  path: ['mail-mcp@1.0.16', `${name}@${to}`],
  behaviour: null,
})

const below = (
  count: number,
  baseline: DependencyReport['baseline'],
  changes: readonly DependencyChange[],
): DependencyReport => ({
  tree: {
    root: 'pkg:npm/mail-mcp@1.0.16',
    packages: Array.from({ length: count }, (_, index) => judgedDependency({ name: `lib-${index}` })),
  },
  baseline,
  changes,
})

const PATH = ['mail-mcp@1.0.16', 'axios@1.14.1', 'plain-crypto-js@4.2.1']

function withBelow(dependencies: DependencyReport | null): Report {
  const [first, ...rest] = report.servers
  if (first === undefined) throw new Error('no server')
  const findings = [finding({ heuristic: 'dependency-install-script', message: 'it runs a script', path: PATH })]
  return { ...report, servers: [{ ...first, findings, dependencies }, ...rest] }
}

const text = (dependencies: DependencyReport | null, unicode = true): string =>
  renderText(withBelow(dependencies), { columns: 100, color: false, unicode, failOn: 'high' })
const lines = (dependencies: DependencyReport | null): string[] => {
  const all = text(dependencies).split('\n')
  const start = all.findIndex((line) => line.startsWith('  depends on'))
  return start < 0
    ? []
    : all.slice(
        start,
        all.findIndex((line, index) => index > start && /^ {0,2}\S/.test(line)),
      )
}

describe('what stands below a server', () => {
  it('is counted, and what changed is named', () => {
    const changes = [
      change('added', 'plain-crypto-js', null, '4.2.1'),
      change('moved', 'axios', '1.14.0', '1.14.1'),
      change('removed', 'left-pad', '1.3.0', null),
      change('integrity', 'zod', '3.25.76', '3.25.76'),
    ]
    expect(lines(below(112, 'previous', changes))).toEqual([
      '  depends on  112 packages; 1 added, 1 moved, 1 gone, 1 with other bytes since 1.0.15',
      '              ! zod 3.25.76',
      '              + plain-crypto-js 4.2.1',
      '              ~ axios 1.14.0 → 1.14.1',
      '              − left-pad 1.3.0',
    ])
  })

  it('is bounded', () => {
    const changes = Array.from({ length: 60 }, (_, index) => change('moved', `lib-${index}`, '1.0.0', '1.0.1'))
    expect(lines(below(112, 'lock', changes)).join(' ')).toMatch(/60 moved since it was locked .*lib-4 .*\+55 more/)
  })

  it.each([
    ['lock', '  depends on  1 package, the same as locked'],
    ['cache', '  depends on  1 package, the same as npx installed here'],
    ['previous', '  depends on  1 package, the same as below 1.0.15'],
    ['none', '  depends on  1 package'],
  ] as const)('is the same as before: %s', (baseline, line) => {
    expect(lines(below(1, baseline, []))).toEqual([line])
  })

  it('may be nothing, or not known', () => {
    expect(lines(below(0, 'none', []))).toEqual(['  depends on  nothing'])
    expect(lines(null)).toEqual([])
  })
})

describe('a finding below a server', () => {
  it('shows the way to its package', () => {
    expect(text(null)).toContain('mail-mcp@1.0.16 › axios@1.14.1 › plain-crypto-js@4.2.1')
    expect(text(null, false)).toContain('mail-mcp@1.0.16 > axios@1.14.1 > plain-crypto-js@4.2.1')
  })

  it('and what changed stand in the JSON, by its schema', () => {
    const changes = [{ ...change('moved', 'axios', '1.14.0', '1.14.1'), behaviour: { added: [], removed: [] } }]
    const json = toJson(withBelow(below(2, 'lock', changes)), { name: 'touchstone', version: '0' })
    expect(reportV1.parse(json).servers[0]?.dependencies).toEqual({
      count: 2,
      baseline: 'lock',
      changes: [
        {
          change: 'moved',
          name: 'axios',
          from: { version: '1.14.0', integrity: null },
          to: { version: '1.14.1', integrity: 'sha512-AAAA' },
          path: ['mail-mcp@1.0.16', 'axios@1.14.1'],
          changes: [],
        },
      ],
    })
    expect(json.findings.find(({ heuristic }) => heuristic === 'dependency-install-script')?.path).toEqual(PATH)
  })
})
