/**
 * What the README shows is made from the code: this test fails where it has drifted, and
 * `npx vitest run test/readme.test.ts -u` brings it up to date.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { heuristics } from '../heuristics/index.js'
import { SEVERITIES } from '../src/model.js'
import { keysAsMarkdown } from '../src/tui/keys-markdown.js'
import { openStage, portable, published } from './commands/stage.js'
import { postmark } from './incidents/postmark.js'
import { clientsTable } from './support/clients-table.js'
import { root } from './support/imports.js'

const readme = readFileSync(path.join(root, 'README.md'), 'utf8')

function withSection(text: string, name: string, content: string): string {
  const pattern = new RegExp(`<!-- ${name} -->\\n[^]*?<!-- /${name} -->`)
  expect(text).toMatch(pattern)
  return text.replace(pattern, () => `<!-- ${name} -->\n${content}\n<!-- /${name} -->`)
}

async function replay(): Promise<string> {
  const stage = await openStage({ 'postmark-mcp': published(postmark[0] ?? expect.fail('no incident')) })
  try {
    await stage.configure({ postmark: ['-y', 'postmark-mcp'] })
    const { stdout } = await stage.run(['scan'])
    return `\`\`\`\n$ touchstone scan\n${portable(stdout, stage.home)}\`\`\``
  } finally {
    await stage.close()
  }
}

/** What was reviewed is locked; then the release comes that blind-copies every mail. */
async function lock(): Promise<{ pin: string; verify: string }> {
  const incident = postmark[0] ?? expect.fail('no incident')
  const stage = await openStage({ 'postmark-mcp': published(incident, '1.0.15') })
  const shown = (command: string, stdout: string) =>
    `\`\`\`\n$ touchstone ${command}\n${portable(stdout, stage.home)}\`\`\``
  try {
    await stage.configure({ postmark: ['-y', 'postmark-mcp'] })
    const pin = await stage.run(['pin'])
    stage.registry.publish('postmark-mcp', published(incident, '1.0.16'))
    const verify = await stage.run(['verify'])
    return { pin: shown('pin', pin.stdout), verify: shown('verify', verify.stdout) }
  } finally {
    await stage.close()
  }
}

async function inventory(): Promise<string> {
  const stage = await openStage({})
  try {
    await stage.configure({
      mail: ['-y', 'postmark-mcp'],
      notes: ['-y', '@acme/notes-mcp@1.2.3'],
      hosted: { url: 'https://mcp.example/v1' },
    })
    await stage.write('.codex/config.toml', '[mcp_servers.time]\ncommand = "uvx"\nargs = ["mcp-server-time"]\n')
    await stage.write('.vscode/mcp.json', {
      servers: {
        mail: { command: 'npx', args: ['-y', 'postmark-mcp'] },
        own: { command: 'node', args: ['dist/index.js'] },
        browser: { command: 'docker', args: ['run', '-i', '--rm', 'mcp/playwright:v1'] },
      },
    })
    const { stdout } = await stage.run(['list'])
    return `\`\`\`\n$ touchstone list\n${portable(stdout, stage.home)}\`\`\``
  } finally {
    await stage.close()
  }
}

/** A screen of the review, as `review.terminal.test.ts` has drawn it in a real terminal; its empty lines are fewer. */
function screen(name: string): string {
  const drawn = readFileSync(path.join(root, `snapshots/tui/${name}.80.txt`), 'utf8')
  return `\`\`\`\n${drawn.replace(/\n{3,}/g, '\n\n')}\`\`\``
}

function table(): string {
  const rows = heuristics
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1))
    .map(
      ({ id, severity, title }) =>
        `| [\`${id}\`](heuristics/${id}.md) | ${severity} | ${title.replaceAll('|', '\\|')} |`,
    )
  return ['| Heuristic | Severity | What it finds |', '|-|-|-|', ...rows].join('\n')
}

describe('README', () => {
  it('shows what the code does', async () => {
    const sections = {
      replay: await replay(),
      ...(await lock()),
      review: screen('servers'),
      evidence: screen('evidence'),
      keys: keysAsMarkdown().replace(/^### /gm, '#### ').trim(),
      list: await inventory(),
      clients: clientsTable(),
      heuristics: table(),
    }
    const current = Object.entries(sections).reduce((text, [name, content]) => withSection(text, name, content), readme)
    await expect(current).toMatchFileSnapshot('../README.md')
  })

  it('names the options that the command line has', async () => {
    const stage = await openStage()
    const help = async (command: string) => (await stage.run([command, '--help'], { bare: true })).stdout
    const commands = ['scan', 'list', 'pin', 'verify', 'update']
    const stdout = (await Promise.all(commands.map(help))).join('')
    await stage.close()
    const offered = [...stdout.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option)
    for (const option of new Set(offered)) if (option !== '--help') expect(readme).toContain(option)
    const named = [...readme.matchAll(/^\| `.*\|/gm)].flatMap(([row]) => [...row.matchAll(/`(--[a-z-]+)/g)])
    for (const [, option = ''] of named) expect(offered).toContain(option)
  })

  it('shows files that exist', () => {
    for (const [, link = ''] of readme.matchAll(/\]\(([^)#:]+)\)/g)) {
      expect(() => readFileSync(path.join(root, link)), link).not.toThrow()
    }
  })
})
