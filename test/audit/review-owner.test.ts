import { readFile, rm } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { ReviewPlan } from '../../src/audit/review/plan.js'
import { writePlan } from '../../src/commands/review/write.js'
import { folders } from '../../src/host.js'
import { accept, BECAUSE, openReviewStage, type ReviewStage } from './review-world.js'

const stages: ReviewStage[] = []
const open = async (): Promise<ReviewStage> => {
  const stage = await openReviewStage()
  stages.push(stage)
  await stage.write('project/.git/HEAD', 'ref: refs/heads/main\n')
  await stage.write('project/.cursor/mcp.json', {
    mcpServers: { calm: { command: 'npx', args: ['calm-mcp@1.0.1'] }, still: { command: 'npx', args: ['still-mcp'] } },
  })
  return stage
}
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close()
})

const CALM = 'npm:calm-mcp'
const LOCK = 'project/mcp-lock.json'

/** What becomes of a plan that was shown before something happened. */
async function written(stage: ReviewStage, make: () => Promise<ReviewPlan>, happens: () => Promise<unknown>) {
  const plan = await make()
  expect(plan.changes.length).toBeGreaterThan(0)
  await happens()
  const { files, servers, failures } = await writePlan(stage.host, { plan, make })
  return { files, servers, failures: failures.map(({ message }) => message) }
}

const NOTHING = { files: [], servers: [], failures: [expect.stringContaining('nothing is written')] }

describe('a lock of a project, between what is shown and what is written', () => {
  it('that appears is a stranger’s, and is left as it came', async () => {
    const stage = await open()
    const review = await stage.review('project')
    const make = () => review.plan({ [CALM]: accept() })
    const { locks } = await make()
    const theirs = (locks[0]?.text ?? '').replace(
      '"acknowledged": []',
      `"acknowledged": [${JSON.stringify({ fingerprint: 'a'.repeat(64), ...BECAUSE, reason: 'theirs' })}]`,
    )
    expect(await written(stage, make, () => stage.write(LOCK, theirs))).toEqual(NOTHING)
    expect(await stage.text(LOCK)).toBe(theirs)
  })

  it('that counts as a stranger’s by then is not written as if it were known', async () => {
    const stage = await open()
    await stage.run(['pin', `${stage.home}/project`])
    const review = await stage.review('project')
    const before = await readFile(`${stage.home}/${LOCK}`, 'utf8')
    const make = () => review.plan({ 'npm:still-mcp': accept(BECAUSE) })
    const forget = () => rm(`${folders(stage.host).state}/locks.json`)
    expect(await written(stage, make, forget)).toEqual(NOTHING)
    expect(await stage.text(LOCK)).toBe(before)
  })
})
