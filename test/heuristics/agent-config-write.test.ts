import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const config = (file: string, write = true) => fact('agent.config', file, { file, write })
const written = (file: string, more: Readonly<Record<string, boolean | readonly string[]>>) =>
  fact('agent.config', file, { file, write: true, asked: false, atLoad: false, holds: [], starts: [], ...more })
const own = ['npx -y @tallybird/mcp']

casesOf('agent-config-write', ({ fires, silent }) => {
  fires(
    'new in a patch release',
    { before: [], facts: [config('.vscode/tasks.json'), config('.cursor/mcp.json')] },
    { severity: 'high', count: 2 },
  )
  fires('settings with hooks, since ever', { facts: [config('.claude/settings.json')] }, { severity: 'high' })
  fires(
    'beside decoded code',
    { facts: [config('.cursor/mcp.json'), fact('code.eval', 'decoded Function', { origin: 'decoded' })] },
    { severity: 'critical' },
  )
  fires(
    'beside an injected text',
    {
      facts: [
        config('.cursor/mcp.json'),
        fact('mcp.tool', 'tool:lint 00', { name: 'lint', phrases: ['do not tell the user'], hidden: [] }),
      ],
    },
    { severity: 'critical' },
  )
  fires(
    'at install time',
    {
      facts: [
        fact('agent.config', '.cursor/mcp.json', { file: '.cursor/mcp.json', write: true }, { reach: 'install' }),
      ],
    },
    { severity: 'critical' },
  )

  silent(
    'an installer, new with a patch release',
    { before: [], facts: [config('claude_desktop_config.json'), config('.cursor/mcp.json')] },
    'medium',
  )
  silent('only named', { before: [], facts: [config('.cursor/mcp.json', false)] })
  silent(
    'an installer, new with a minor release',
    { before: [], facts: [config('claude_desktop_config.json'), config('.cursor/mcp.json')], baselineVersion: '0.9.0' },
    'medium',
  )
  silent(
    'an installer, since ever',
    { facts: [config('claude_desktop_config.json'), config('.claude/settings.json')] },
    'medium',
  )

  fires(
    'hooks at the start, unasked',
    { before: [], facts: [written('.claude/settings.json', { atLoad: true, holds: ['hooks'] })] },
    { severity: 'critical', message: /runs by itself/ },
  )
  fires(
    'another server, by a tool',
    { before: [], facts: [written('.cursor/mcp.json', { starts: ['npx -y quiet-helper'] })] },
    { severity: 'high' },
  )
  fires(
    'orders to the model, even by a command',
    { before: [], facts: [written('CLAUDE.md', { asked: true, holds: ['orders'] })] },
    { severity: 'critical' },
  )
  fires(
    'an extension, unasked',
    { before: [], facts: [written('extension quiet.helper', { atLoad: true, starts: ['quiet.helper'] })] },
    { severity: 'critical' },
  )

  silent(
    'its own entry, by a command',
    { before: [], facts: [written('.cursor/mcp.json', { asked: true, starts: own })] },
    'low',
  )
  silent(
    'its own hooks and instructions, by a command',
    {
      before: [],
      facts: [
        written('.claude/settings.json', { asked: true, holds: ['hooks'], starts: ['npx -y @tallybird/mcp hook'] }),
        written('AGENTS.md', { asked: true }),
      ],
    },
    'low',
  )
  silent(
    'a rule that the tool is given',
    { before: [], facts: [written('.cursor/rules', { fromArgument: true })] },
    'low',
  )
  silent(
    'a setup command of its own',
    {
      release: {
        manifest: {
          name: '@tallybird/mcp',
          version: '1.0.1',
          bin: { mcp: 'dist/index.js', 'mcp-setup': 'dist/setup.js' },
        },
      },
      before: [],
      facts: [
        fact(
          'agent.config',
          '.cursor/mcp.json',
          { file: '.cursor/mcp.json', write: true, atLoad: true, asked: false, holds: [], starts: own },
          { file: 'dist/setup.js' },
        ),
      ],
    },
    'low',
  )

  const everywhere = [written('.cursor/mcp.json', { starts: own }), written('.claude/skills', {})]
  silent('the same places as the release before', { before: everywhere, facts: everywhere }, 'low')
  const hooks = [written('.claude/settings.json', { holds: ['hooks'] }), written('.cursor/mcp.json', { starts: own })]
  fires('hooks that the release before wrote', { before: hooks, facts: hooks }, { severity: 'medium', count: 2 })
})
