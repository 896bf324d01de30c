/** The built command in a pseudo-terminal, as a person uses it: from the first screen to the files on the disk. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStage, published, quiet, type Stage } from '../commands/stage.js'
import { postmark } from '../incidents/postmark.js'
import {
  type BuiltCommand,
  buildCommand,
  endTerminals,
  startTerminal,
  type Terminal,
  type TerminalOptions,
} from '../support/terminal.js'

let command: BuiltCommand
const stages: Stage[] = []

beforeAll(async () => {
  command = await buildCommand()
}, 120_000)
afterEach(async () => {
  endTerminals()
  for (const stage of stages.splice(0)) await stage.close()
})
afterAll(() => command.remove())

/** The attack as it was published, the release that brought it the newest, beside servers that are quiet. */
async function replay(): Promise<Stage> {
  const stage = await openStage({
    'postmark-mcp': published(postmark[0] ?? expect.fail('no incident'), '1.0.16'),
    'adder-mcp': quiet('adder-mcp'),
    '@acme/notes-mcp': quiet('@acme/notes-mcp', ['2.0.0', '2.1.0', '2.1.1']),
  })
  stages.push(stage)
  await stage.configure({
    adder: ['-y', 'adder-mcp'],
    notes: ['-y', '@acme/notes-mcp@2.1.1'],
    postmark: ['-y', 'postmark-mcp'],
  })
  return stage
}

type Size = Pick<TerminalOptions, 'columns' | 'rows'>
const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
]

/** The command line of a review of what the stage configures. */
const reviewOf = ({ home, registry }: Stage, ...more: readonly string[]): string[] => [
  'review',
  '--home',
  home,
  '--registry',
  registry.url,
  ...more,
]

const environment = ({ home, registry }: Stage): NodeJS.Dict<string> => ({
  HOME: home,
  GITHUB_API_URL: `${registry.url}github`,
})

const start = (stage: Stage, size: Size, env: NodeJS.Dict<string> = {}): Terminal =>
  startTerminal({
    command: [process.execPath, command.cli, ...reviewOf(stage)],
    ...size,
    cwd: stage.home,
    env: { ...environment(stage), ...env },
  })

describe.each(SIZES)('a review in a terminal of $columns × $rows', (size) => {
  it('starts, and gives the terminal back', async () => {
    const terminal = start(await replay(), size)
    await terminal.until('BLOCK')
    expect(terminal.alternate()).toBe(true)
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
    expect(terminal.alternate()).toBe(false)
    expect(terminal.cursorVisible()).toBe(true)
  })
})
