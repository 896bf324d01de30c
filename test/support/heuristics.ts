/** Cases of one heuristic: what it must find, and what looks like it and must stay quiet. */
import { describe, expect, it } from 'vitest'
import { type Finding, SEVERITIES, type Severity } from '../../src/model.js'
import { findingsOf, type SubjectParts } from './facts.js'

export interface Expected {
  readonly severity?: Severity
  readonly message?: RegExp
  /** Number of findings; 1 when absent. */
  readonly count?: number
}

export interface CasesOf<Parts> {
  fires(title: string, parts: Parts, expected?: Expected): void
  /** @param atMost the worst severity that is still quiet; nothing at all when absent */
  silent(title: string, parts: Parts, atMost?: Severity): void
}

export type Cases = CasesOf<SubjectParts>

/** @param id the heuristic that the file is about; only its findings count */
export const casesOf = (id: string, cases: (add: Cases) => void): void => casesWith(id, findingsOf, cases)

/** @param found the findings of the heuristic alone */
export function casesWith<Parts>(
  id: string,
  found: (id: string, parts: Parts) => readonly Finding[],
  cases: (add: CasesOf<Parts>) => void,
): void {
  describe(id, () => {
    cases({
      fires(title, parts, expected = {}) {
        it(`fires: ${title}`, () => {
          const findings = found(id, parts)
          expect(findings.map(tell), 'number of findings').toHaveLength(expected.count ?? 1)
          if (expected.severity !== undefined) expect(findings[0]?.severity, tell(findings[0])).toBe(expected.severity)
          if (expected.message !== undefined) expect(findings.map(tell).join('\n')).toMatch(expected.message)
        })
      },
      silent(title, parts, atMost) {
        it(`silent: ${title}`, () => {
          const limit = atMost === undefined ? SEVERITIES.length : SEVERITIES.indexOf(atMost)
          const loud = found(id, parts).filter(({ severity }) => SEVERITIES.indexOf(severity) < limit)
          expect(loud.map(tell)).toEqual([])
        })
      },
    })
  })
}

const tell = (finding: Finding | undefined): string =>
  finding === undefined ? 'no finding' : `${finding.severity} (${finding.confidence}) ${finding.message}`
