/** A review without a screen: what is audited, decided and planned on a machine in a temporary folder. */
import process from 'node:process'
import { expect } from 'vitest'
import { discoverFor } from '../../src/audit/inventory.js'
import { viewLocks } from '../../src/audit/locked.js'
import type { Choice } from '../../src/audit/review/choice.js'
import { findHold, type HoldTarget } from '../../src/audit/review/hold.js'
import { planReview, type ReviewPlan } from '../../src/audit/review/plan.js'
import { groupServers } from '../../src/audit/servers.js'
import { workshop } from '../../src/audit/workshop.js'
import { audit } from '../../src/audit.js'
import { openServices } from '../../src/commands/services.js'
import { folders, type Host, nodeHost } from '../../src/host.js'
import type { Acceptance } from '../../src/lockfile/acceptance.js'
import { ownLocks, rememberLock } from '../../src/lockfile/own-locks.js'
import { openLocks } from '../../src/lockfile/place.js'
import type { Report, ServerReport } from '../../src/model.js'
import { writeChanges } from '../../src/write/changes.js'
import { openPinStage, type PinStage } from '../commands/pin-world.js'
import { NOW } from '../commands/stage.js'
import type { LoopbackPackage } from '../support/loopback-registry.js'

export const BECAUSE: Acceptance = { reason: 'we looked', when: '2026-11-20', until: null, by: null }

export interface Reviewed {
  readonly report: Report
  server(id: string): ServerReport
  hold(id: string, signal?: AbortSignal): Promise<HoldTarget>
  plan(choices: Readonly<Record<string, Partial<Choice>>>, more?: PlanOptions): Promise<ReviewPlan>
}

export interface PlanOptions {
  readonly configs?: boolean
  readonly lockfile?: string
}

export interface ReviewStage extends PinStage {
  readonly host: Host
  /** Audits what is configured, in a folder below the home. */
  review(dir?: string): Promise<Reviewed>
  /** @returns files that could not be written */
  put(plan: ReviewPlan): Promise<readonly string[]>
}

export async function openReviewStage(
  packages?: Readonly<Record<string, LoopbackPackage>>,
  now: Date = NOW,
): Promise<ReviewStage> {
  const stage = await openPinStage(packages)
  const { home, registry } = stage
  const host: Host = {
    ...nodeHost({ home, cwd: home }),
    env: { LANG: 'en_US.UTF-8', PATH: process.env.PATH, GITHUB_API_URL: `${registry.url}github` },
    now: () => now,
  }
  const closing: (() => Promise<void>)[] = []
  return {
    ...stage,
    host,
    async review(folder = '.') {
      const dir = folder === '.' ? home : `${home}/${folder}`
      const services = await openServices(host, { registry: registry.url }, () => {})
      closing.push(() => services.close())
      const all = await openLocks(host, { dir })
      const { own } = await ownLocks(host, all)
      const report = await audit(host, { services, dir, locks: own, blocking: all, command: 'review' })
      const server = (id: string): ServerReport =>
        report.servers.find((each) => each.id === id) ??
        expect.fail(`no server ${id} among ${report.servers.map((each) => each.id).join(', ')}`)
      const shop = workshop(services)
      const entries = (await discoverFor(host, { dir })).entries
      return {
        report,
        server,
        hold: (id, signal) => {
          const views = [...viewLocks(groupServers(entries), own)]
          const locked = views.find(([each]) => each.id === id)?.[1].locked ?? null
          return findHold({ report: server(id), locked, now, signal }, shop)
        },
        plan: (choices, { configs = true, lockfile } = {}) =>
          planReview(host, {
            services,
            report,
            choices: new Map(
              Object.entries(choices).map(([id, choice]) => [id, { decision: null, acknowledged: [], ...choice }]),
            ),
            discover: (world) => discoverFor(world, { dir }),
            configs,
            dir,
            lockfile,
          }),
      }
    },
    async put(plan) {
      const { failures } = await writeChanges(plan.changes, folders(host).state)
      for (const { file, text, remember } of plan.locks) if (remember) await rememberLock(host, file, text)
      return failures.map(({ subject, message }) => `${subject} ${message}`)
    },
    async close() {
      for (const close of closing) await close()
      await stage.close()
    },
  }
}

export const accept = (acceptance: Acceptance | null = null): Partial<Choice> => ({
  decision: { type: 'accept', acceptance },
})

export const hold = (target: HoldTarget, reason: string | null = null): Partial<Choice> => ({
  decision: { type: 'hold', target, reason },
})

export const block = (reason: string): Partial<Choice> => ({ decision: { type: 'block', reason } })

/** Releases in their order, each with its code. */
export const releases = (name: string, codes: readonly string[]): LoopbackPackage => ({
  versions: Object.fromEntries(
    codes.map((code, index) => [
      `1.0.${index}`,
      {
        publishedAt: new Date(Date.UTC(2025, 0, 1 + index)).toISOString(),
        files: {
          'package.json': { name, version: `1.0.${index}`, type: 'module', bin: 'index.js', license: 'MIT' },
          'index.js': code,
        },
      },
    ]),
  ),
})
