import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const config = (file: string, write = true) => fact('agent.config', file, { file, write })

casesOf('agent-config-write', ({ fires, silent }) => {
  fires(
    'new in a patch release',
    { before: [], facts: [config('.vscode/tasks.json'), config('.cursor/mcp.json')] },
    { severity: 'high' },
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
})
