/** What was chosen, as far as it can be: of servers that are configured, and of findings that may pass. Pure. */
import { isOfBlock } from '../../lockfile/acceptance.js'
import type { Report, ServerReport } from '../../model.js'
import { blockFingerprint } from './about.js'
import type { Choice } from './choice.js'
import type { Remark } from './remarks.js'
import type { Chosen } from './subjects.js'

/** @param choices by id of the report's servers */
export function chosenIn(
  report: Report,
  choices: ReadonlyMap<string, Choice>,
): { readonly chosen: readonly Chosen[]; readonly remarks: readonly Remark[] } {
  const servers = new Map(report.servers.map((each) => [each.id, each]))
  const chosen: Chosen[] = []
  const remarks: Remark[] = []
  for (const [id, asked] of choices) {
    if (isEmpty(asked)) continue
    const server = servers.get(id)
    if (server === undefined) {
      remarks.push({ server: id, text: absence(report, id), refused: true })
      continue
    }
    const choice = withoutBlock(asked, server)
    // A decision about the server lifts the block, or is one.
    if (choice.acknowledged.length < asked.acknowledged.length && choice.decision === null) {
      remarks.push({
        server: id,
        text: 'that the lock blocks it can not pass: a or h lifts the block',
        refused: isEmpty(choice),
      })
    }
    if (!isEmpty(choice)) chosen.push({ report: server, choice })
  }
  return { chosen, remarks }
}

const isEmpty = ({ decision, acknowledged }: Choice): boolean => decision === null && acknowledged.length === 0

const absence = ({ failures }: Report, id: string): string =>
  failures.some(({ subject }) => subject === id)
    ? 'it was not audited to its end: audit it again (r)'
    : 'it is configured no more; x in P takes it back'

function withoutBlock({ decision, acknowledged }: Choice, report: ServerReport): Choice {
  const ofBlock = new Set([
    ...report.findings.filter(isOfBlock).map((each) => each.fingerprint),
    blockFingerprint(report),
  ])
  return { decision, acknowledged: acknowledged.filter(({ fingerprint }) => !ofBlock.has(fingerprint)) }
}
