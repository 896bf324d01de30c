/** The files that a finding points at, before and after, as the evidence screen shows them. Stub. */
import type { CodeDiff } from '../../evidence/code-diff.js'
import type { Host } from '../../host.js'
import type { Finding, ServerReport } from '../../model.js'
import type { Registry } from '../../registry/registry.js'

/**
 * One for each place of the finding. Of a package: its file in the candidate and in the baseline; of a configuration: the lines
 * around the place, secrets masked; of a dependency: that package's.
 *
 * @throws what a registry or a file does
 */
export async function codeOf(
  _host: Host,
  _registry: Registry,
  _report: ServerReport,
  _finding: Finding,
): Promise<readonly CodeDiff[]> {
  return []
}
