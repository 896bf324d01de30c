/** One server. Stub: its findings. */
import { type Body, bodyOfLines, line, span } from '../line.js'
import { type ReviewState, reportOf, type ScreenOf } from '../state/model.js'

export function serverBody(state: ReviewState, { server }: ScreenOf<'server'>): Body {
  const findings = reportOf(state, server)?.findings ?? []
  return bodyOfLines(
    findings.map(({ severity, title }) => line(span(severity, severity), ` ${title}`)),
    findings.map(({ fingerprint }, index) => ({ id: fingerprint, from: index, to: index + 1 })),
  )
}
