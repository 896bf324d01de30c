import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const tools = (autoApproved: string[], more: Partial<ConfigurationParts> = {}): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1'] },
  grants: { autoApproved },
  ...more,
})

configurationCasesOf('auto-approved-tools', ({ fires, silent }) => {
  fires('all', tools(['*']), { severity: 'medium', message: /every tool/ })
  fires('all, among others', tools(['read_file', '*', 'write_file']), { severity: 'medium' })
  fires('all, as Claude Code writes it', tools(['mcp__tally__*']), { severity: 'medium' })
  fires('all, in a project', tools(['*'], { scope: 'project' }), { severity: 'high', message: /everyone who opens it/ })
  fires('all, by an administrator', tools(['*'], { scope: 'managed' }), { severity: 'low' })
  fires('all, and disabled', tools(['*'], { disabled: true }), { severity: 'info' })
  fires('a shell', tools(['execute_command']), { severity: 'medium', message: /`execute_command`/ })
  fires('a terminal', tools(['terminal']), { severity: 'medium' })
  fires('a process', tools(['start_process']), { severity: 'medium' })
  fires('code in a page', tools(['puppeteer_evaluate']), { severity: 'medium' })
  fires('in camel case', tools(['runQuery']), { severity: 'medium' })
  fires('deletes', tools(['list_files', 'delete_file']), { severity: 'medium', message: /^[^`]*`delete_file`$/ })
  fires('sends', tools(['slack_post_message', 'get_thread']), { severity: 'medium' })
  fires('pushes', tools(['git_push']), { severity: 'medium' })
  fires('writes', tools(['write_file', 'read_file']), { severity: 'low', message: /change something/ })
  fires('creates', tools(['create_issue']), { severity: 'low' })
  fires('a family of tools', tools(['browser_*']), { severity: 'low' })
  fires('both, in two findings', tools(['write_file', 'run_script']), { severity: 'medium', count: 2 })
  fires('a long list', tools(Array.from({ length: 20 }, (_, i) => `run_${i}`)), { message: /and 14 more/ })

  silent('nothing', tools([]))
  silent('tools that read', tools(['read_file', 'list_directory', 'search_files', 'get_file_info']))
  silent('documentation', tools(['resolve-library-id', 'get-library-docs', 'query-docs']))
  silent('names that do not say', tools(['sequentialthinking', 'context', 'query']))
  silent('a reading tool about messages', tools(['get_messages', 'search_emails', 'list_processes']))
  silent('a reading tool about runs', tools(['list_workflow_runs', 'get_command_history', 'readTerminal']))
  silent('pages', tools(['browser_snapshot', 'browser_take_screenshot', 'browser_console_messages']))
  silent('a family of tools that read', tools(['get_*', 'list_*']))
  silent('an empty name', tools(['', ' ', '___']))
  silent('a writing tool', tools(['write_file']), 'low')
  silent('a name that would be of the object', tools(['constructor', '__proto__']))
})
