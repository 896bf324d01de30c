import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { createReviewWorld } from '../../src/commands/review/world.js'
import type { ScanOptions } from '../../src/commands/scan.js'
import { type Host, nodeHost } from '../../src/host.js'
import { parseLock } from '../../src/lockfile/read.js'
import { type ReportV1, reportV1 } from '../../src/report/schema.js'
import { serverInView } from '../../src/tui/state/list.js'
import { type Action, codeKey, type Effect, type ReviewState } from '../../src/tui/state/model.js'
import { findingInView } from '../../src/tui/state/server.js'
import { startState } from '../../src/tui/state/start.js'
import { createStore, type Store } from '../../src/tui/store.js'
import type { World } from '../../src/tui/world.js'
import type { LoopbackPackage } from '../support/loopback-registry.js'
import { mail, PACKAGES, USER_LOCK } from './pin-world.js'
import { NOW, openStage, type Stage } from './stage.js'

interface Review {
  audit(): void
  perform(effect: Effect): void
  /** The first answer to an effect. */
  ask(effect: Effect): Promise<Action>
  readonly stage: Stage
  readonly store: Store
  press(...keys: readonly string[]): void
  until(what: (state: ReviewState) => boolean): Promise<ReviewState>
}

let ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending) await end()
  ending = []
})

/** A review without a screen: its state, and the real world. */
async function open(packages: Readonly<Record<string, LoopbackPackage>>, options: ScanOptions = {}): Promise<Review> {
  const stage = await openStage(packages)
  const { home, registry } = stage
  const host: Host = {
    ...nodeHost({ home, cwd: home }),
    env: { LANG: 'en_US.UTF-8', PATH: process.env.PATH, GITHUB_API_URL: `${registry.url}github` },
    now: () => NOW,
  }
  const world: World = createReviewWorld({ host, dir: undefined, options: { registry: registry.url, ...options } })
  const first = startState({ size: { columns: 100, rows: 30 }, look: { unicode: true, screenReader: false }, now: 0 })
  const store: Store = createStore(first, (effect) => world.perform(effect, (action) => store.dispatch(action)))
  ending.push(async () => {
    await world.close()
    await stage.close()
  })
  return {
    stage,
    store,
    audit: () => world.perform({ type: 'audit', run: store.state().run }, (action) => store.dispatch(action)),
    perform: (effect) => world.perform(effect, (action) => store.dispatch(action)),
    ask: (effect) => new Promise((resolve) => world.perform(effect, resolve)),
    press: (...keys) => {
      for (const key of keys) store.dispatch({ type: 'key', key })
    },
    until: (what) =>
      new Promise((resolve) => {
        const look = (): void => {
          const state = store.state()
          if (!what(state)) return
          stop()
          resolve(state)
        }
        const stop = store.subscribe(look)
        look()
      }),
  }
}

const decided = async (review: Review, server: string, ...keys: readonly string[]): Promise<void> => {
  review.press('g')
  const { store } = review
  for (let row = 0; serverInView(store.state()) !== server; row += 1) {
    if (row > store.state().servers.length) expect.fail(`${server} is not in the list`)
    review.press('j')
  }
  review.press(...keys)
}

const isPlanned = ({ write }: ReviewState): boolean => write.status === 'planned' || write.status === 'failed'
const isDone = ({ audit, write }: ReviewState): boolean => audit.status === 'done' && write.status === 'idle'

const SERVERS = { 'calm-mcp': PACKAGES['calm-mcp'], 'postmark-mcp': mail('1.0.16') } as Record<string, LoopbackPackage>

async function openAudited(options?: ScanOptions): Promise<Review & { readonly config: string }> {
  const review = await open(SERVERS, options)
  const config = await review.stage.configure({ calm: ['-y', 'calm-mcp'], postmark: ['-y', 'postmark-mcp@latest'] })
  review.audit()
  await review.until(isDone)
  return { ...review, config }
}

const lockOf = async ({ stage }: Review) => {
  const text = await readFile(path.join(stage.home, USER_LOCK), 'utf8').catch(() => null)
  return text === null ? null : parseLock(text, USER_LOCK).servers
}

describe('the world of a review', () => {
  it('holds an attacked server at the release before: code, hold, plan, files, and the audit anew', async () => {
    const review = await openAudited()
    const { store, press, until, config } = review
    expect(
      store
        .state()
        .servers.map(({ evaluation }) => evaluation?.server.score.verdict)
        .sort(),
    ).toEqual(['block', 'trust'])

    await decided(review, 'npm:postmark-mcp', 'enter')
    const finding = findingInView(store.state()) ?? expect.fail('no finding is selected')
    press('enter')
    const key = codeKey('npm:postmark-mcp', finding)
    const { codes } = await until((state) => state.codes.get(key)?.status !== 'loading')
    const code = codes.get(key)
    const lines =
      code?.status === 'loaded' ? code.value.flatMap(({ hunks }) => hunks.flatMap((each) => each.lines)) : []
    const added = lines
      .filter(({ change }) => change === 'added')
      .map(({ pieces }) => pieces.map(({ text }) => text).join(''))
    expect(added.join('\n')).toContain('Bcc')

    press('esc', 'esc', 'h')
    await until(({ holds }) => holds.get('npm:postmark-mcp')?.status === 'loaded')
    press('w')
    const { write } = await until(isPlanned)
    expect(write.status === 'planned' ? write.plan.diff : write).toMatch(/\+.*postmark-mcp@1\.0\.15/)
    // Nothing is written before it is confirmed.
    expect(await lockOf(review)).toBeNull()
    expect(await readFile(config, 'utf8')).toContain('postmark-mcp@latest')

    press('enter')
    await until(({ decisions, audit }) => decisions.pending.servers.size === 0 && audit.status === 'done')
    expect(await readFile(config, 'utf8')).toContain('"postmark-mcp@1.0.15"')
    expect((await lockOf(review))?.get('npm:postmark-mcp')).toMatchObject({
      decision: 'hold',
      purl: 'pkg:npm/postmark-mcp@1.0.15',
      follows: 'postmark-mcp@latest',
    })
    // What nobody decided about is not locked.
    expect([...((await lockOf(review))?.keys() ?? [])]).toEqual(['npm:postmark-mcp'])
    const held = store.state().servers.find(({ listed }) => listed.name === 'postmark')?.evaluation?.server
    expect(held?.release?.version).toBe('1.0.15')
    expect(held?.score.verdict).not.toBe('block')
  })

  it('notices what changed under it, loses nothing of that, and takes what was decided for nothing else', async () => {
    const review = await openAudited()
    const { press, until, config } = review
    await decided(review, 'npm:postmark-mcp', 'h')
    await until(({ holds }) => holds.get('npm:postmark-mcp')?.status === 'loaded')
    await decided(review, 'npm:calm-mcp', 'a')
    const theirs = (await readFile(config, 'utf8')).replace('calm-mcp', 'calm-mcp@1.0.0')
    await writeFile(config, theirs)
    press('w')
    const { write } = await until(isPlanned)
    const remarks = write.status === 'planned' ? write.plan.remarks : []
    expect(remarks.filter(({ refused }) => refused).map(({ server }) => server)).toEqual(['npm:calm-mcp'])
    // Between the look and the answer, too: what nobody saw is not written.
    const later = theirs.replace('"mcpServers"', '"note": 1, "mcpServers"')
    await writeFile(config, later)
    press('enter')
    const refused = await until((state) => state.write.status === 'failed')
    expect(JSON.stringify(refused.write)).toContain('changed since it was shown')
    expect(await readFile(config, 'utf8')).toBe(later)
    expect(await lockOf(review)).toBeNull()
    press('w')
    await until(isPlanned)
    press('enter')
    const { decisions } = await until(({ audit, write }) => audit.status === 'done' && write.status === 'idle')
    expect(await readFile(config, 'utf8')).toContain('"note": 1')
    expect(await readFile(config, 'utf8')).toContain('"postmark-mcp@1.0.15"')
    expect(await readFile(config, 'utf8')).toContain('"calm-mcp@1.0.0"')
    // What was refused is still decided, but no longer about what stands there once that was looked at.
    expect(decisions.pending.servers.size).toBe(0)
    expect(review.store.state().notice?.text).toBe('calm is configured otherwise now, or no more: decide anew.')
  })

  it('keeps decisions that could not be written, and says why', async () => {
    const review = await openAudited()
    const { press, until, stage } = review
    // No folder can be made where a file stands: what root may do, this may not.
    await stage.write('.config/touchstone', 'in the way')
    await decided(review, 'npm:calm-mcp', 'a', 'w')
    const planned = await until(isPlanned)
    if (planned.write.status === 'planned') {
      press('enter')
      const state = await until(({ write }) => write.status !== 'writing' && write.status !== 'planned')
      expect(JSON.stringify(state.write)).toMatch(/touchstone/)
    }
    expect([...review.store.state().decisions.pending.servers.keys()]).toEqual(['npm:calm-mcp'])
  })

  it('stops at once, and reports what it did not come to', async () => {
    const review = await open(SERVERS)
    const { stage, store, until, press } = review
    await stage.configure({ calm: ['-y', 'calm-mcp'], postmark: ['-y', 'postmark-mcp'] })
    stage.registry.fail('/postmark-mcp', { connection: 'silent' })
    review.audit()
    await until(({ servers }) => servers.some(({ progress }) => progress === 'done'))
    press('ctrl+c')
    expect(store.state().audit.status).toBe('cancelled')
    const report = await exported(review, 'report.json')
    expect(report.conclusion).toBe('incomplete')
    expect(report.failures.map(({ subject }) => subject)).toEqual(['npm:postmark-mcp'])
    // What an audit that was begun and stopped in one breath still finds counts no more.
    const asked = stage.registry.requests.length
    review.audit()
    review.perform({ type: 'cancel' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(stage.registry.requests).toHaveLength(asked)
  })

  it('reports what is seen while it audits again, and that an audit came to nothing', async () => {
    const review = await openAudited()
    expect((await exported(review, 'whole.json')).conclusion).toBe('fail')
    await review.stage.write(USER_LOCK, '{ broken')
    review.press('r')
    const again = await exported(review, 'again.json')
    expect(again.servers).toHaveLength(2)
    await review.until(({ audit }) => audit.status === 'failed')
    const broken = await exported(review, 'broken.json')
    expect(broken.conclusion).toBe('incomplete')
    expect(broken.servers).toHaveLength(2)
    expect(broken.failures.map(({ stage }) => stage)).toContain('lock')
  })

  it('exports over an earlier report, and over nothing else', async () => {
    const review = await openAudited()
    const { config } = review
    await exported(review, 'report.json')
    await exported(review, 'report.json')
    const before = await readFile(config, 'utf8')
    expect(await exportFailure(review, '.cursor/mcp.json')).toMatch(/exists already/)
    expect(await readFile(config, 'utf8')).toBe(before)
  })
})

/** What `e` writes, through the world alone. */
async function exportFailure(review: Review, file: string): Promise<string | null> {
  const answer = await review.ask({ type: 'export', format: 'json', file })
  return answer.type === 'exported' ? (answer.failure?.message ?? null) : expect.fail('no answer')
}

async function exported(review: Review, file: string): Promise<ReportV1> {
  expect(await exportFailure(review, file)).toBeNull()
  return reportV1.parse(JSON.parse(await readFile(path.join(review.stage.home, file), 'utf8')))
}
