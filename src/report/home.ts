/** The user's home as `~` in what people read: shorter, and a screenshot shows no user name. JSON keeps whole paths. */
import type { Failure, NotEvaluated, SearchedFile, ServerReport } from '../model.js'

interface WithPlaces {
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
  readonly searched: readonly SearchedFile[]
}

/** @param home absolute; empty where nothing is to be replaced */
export function underHome<T extends WithPlaces>(result: T, home: string): T {
  const short = shortener(home)
  return {
    ...result,
    failures: result.failures.map((each) => ({ ...each, subject: short(each.subject) })),
    notEvaluated: result.notEvaluated.map((each) => ({ ...each, subject: short(each.subject) })),
    searched: result.searched.map((each) => ({ ...each, file: short(each.file) })),
  }
}

/** Files of evidence lie in packages, but for findings about a configuration. */
export function serverUnderHome(server: ServerReport, home: string): ServerReport {
  const short = shortener(home)
  return {
    ...server,
    findings: server.findings.map((finding) => ({
      ...finding,
      evidence: finding.evidence.map((where) => ({ ...where, file: short(where.file) })),
    })),
  }
}

export const shortener =
  (home: string) =>
  (text: string): string => {
    if (home === '' || !text.startsWith(home)) return text
    const rest = text.slice(home.length)
    return rest === '' || /^[\\/]/.test(rest) ? `~${rest}` : text
  }
