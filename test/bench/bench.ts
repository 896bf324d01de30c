/**
 * `npm run bench`: what an audit of twenty real servers costs, measured in one run against the floor on the same machine
 * and network. Prints a table; asserts nothing, since times are the machine's.
 *
 * Each phase is a process of its own, so that its peak memory is its own. `npm run bench -- review` and `npm run bench -- flows`
 * measure one thing each.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SERVERS } from '../live/servers.js'
import { flowsTable } from './flows.js'
import { inventoryTimes } from './inventory.js'
import type { Outcome, Task } from './phase.js'
import { reviewTable, reviewTimes } from './review.js'
import { startTimes } from './start.js'
import { table } from './table.js'
import { TREES } from './trees.js'

const run = promisify(execFile)

async function phase(label: string, task: Task): Promise<Outcome> {
  process.stderr.write(`${label} …\n`)
  const script = fileURLToPath(new URL('./phase.js', import.meta.url))
  const { stdout, stderr } = await run(process.execPath, [script, JSON.stringify(task)], { maxBuffer: 1 << 26 })
  process.stderr.write(stderr)
  const outcome = JSON.parse(stdout) as Outcome
  for (const failure of outcome.failures ?? []) process.stderr.write(`  failed: ${failure}\n`)
  return outcome
}

const cli = fileURLToPath(new URL('../../bin/cli.js', import.meta.url))
if (process.argv[2] === 'review') {
  process.stdout.write(reviewTable(await reviewTimes(cli)))
  process.exit()
}

const folder = await mkdtemp(join(tmpdir(), 'touchstone-bench-'))
const empty = () => mkdtemp(join(folder, 'phase-'))
try {
  if (process.argv[2] === 'flows') {
    process.stdout.write(await flowsTable(SERVERS, folder))
    await rm(folder, { recursive: true, force: true })
    process.exit()
  }
  const whole = { phase: 'scan', servers: SERVERS, dating: true } as const
  // Finds out which releases an audit reads, and lets the registry's own caches be warm for all phases alike.
  await phase('survey', { ...whole, folder: await empty() })
  const undated = await phase('cold scan, nothing dated', { ...whole, dating: false, folder: await empty() })
  const filled = await empty()
  const cold = await phase('cold scan', { ...whole, folder: filled })
  const warm = await phase('warm scan', { ...whole, folder: filled })
  const smallFloor = await phase('its floor', {
    phase: 'floor',
    releases: undated.releases ?? [],
    folder: await empty(),
  })
  const wholeFloor = await phase('floor of the cold scan', {
    phase: 'floor',
    releases: cold.releases ?? [],
    folder: await empty(),
  })
  const resolution = { phase: 'trees', servers: TREES, maxAge: 0 } as const
  const arborist = await phase('their floor', { phase: 'arborist', servers: TREES, folder: await empty() })
  const resolved = await empty()
  const coldTrees = await phase('cold trees', { ...resolution, folder: resolved })
  const warmTrees = await phase('warm trees', { ...resolution, folder: resolved })
  const oneHour = { ...resolution, maxAge: 3_600_000, folder: resolved }
  await phase('warm trees, asked about', oneHour)
  const freshTrees = await phase('warm trees, not asked about', oneHour)
  const inventory = await inventoryTimes(cli)
  const start = await startTimes(cli)

  const count = Object.keys(SERVERS).length
  process.stdout.write(
    [
      `${count} servers · node ${process.version} · ${process.platform} ${process.arch} · ${availableParallelism()} cores`,
      '',
      table([
        { name: 'floor: newest and previous release', ...smallFloor, than: null },
        { name: 'cold scan, nothing dated', ...undated, than: { name: 'its floor', ...smallFloor } },
        { name: 'floor: all releases that dating reads too', ...wholeFloor, than: null },
        { name: 'cold scan', ...cold, than: { name: 'its floor', ...wholeFloor } },
        { name: 'warm scan', ...warm, than: { name: 'cold scan', ...cold } },
      ]),
      `The floor downloads the same tarballs with pacote and parses the same JavaScript once with acorn, with as many requests`,
      `and threads. Dating findings reads ${(cold.releases?.length ?? 0) - (undated.releases?.length ?? 0)} releases beside the ${undated.releases?.length} that are compared.`,
      '',
      table([
        { name: `floor: ${Object.keys(TREES).length} trees by Arborist, one packument cache`, ...arborist, than: null },
        { name: 'cold trees', ...coldTrees, than: { name: 'their floor', ...arborist } },
        { name: 'warm trees, every packument asked about', ...warmTrees, than: { name: 'cold trees', ...coldTrees } },
        { name: 'warm trees, asked about an hour ago', ...freshTrees, than: { name: 'cold trees', ...coldTrees } },
      ]),
      `--version  ${start.version.toFixed(0)} ms, ${(start.version / start.node).toFixed(2)} × \`node -e 0\` (${start.node.toFixed(0)} ms); medians of ${start.runs}`,
      `list       ${inventory.list.toFixed(0)} ms for ${inventory.servers} servers in ${inventory.files} files, ${(inventory.list / inventory.node).toFixed(2)} × \`node -e 0\` (${inventory.node.toFixed(0)} ms); medians of ${inventory.runs}`,
      '',
    ].join('\n'),
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
