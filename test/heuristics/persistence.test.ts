import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const write = (target: string, reach: 'runs' | 'install' = 'runs') =>
  fact('persistence', target, { target, write: true }, { reach })

casesOf('persistence', ({ fires, silent }) => {
  fires(
    'a line for the shell',
    { before: [], facts: [write('~/.zshrc')] },
    { severity: 'high', message: /now writes ~\/\.zshrc/ },
  )
  fires('since ever', { facts: [write('crontab')] }, { severity: 'high' })
  fires('a key', { facts: [write('authorized_keys')] }, { severity: 'critical' })
  fires('at install time', { facts: [write('~/.bashrc', 'install')] }, { severity: 'critical' })

  silent(
    'an alias for every shell, on request',
    { facts: ['~/.bashrc', '~/.zshrc', '~/.config/fish/config.fish', 'PowerShell profile'].map((each) => write(each)) },
    'medium',
  )
  silent('only named', { before: [], facts: [fact('persistence', '~/.bashrc', { target: '~/.bashrc', write: false })] })
  silent('git hooks, since ever', { facts: [write('git hook')] }, 'medium')
  silent('accepted', { from: 'lock', before: [write('systemd')], facts: [write('systemd')] })

  const aliases = ['~/.bashrc', '~/.zshrc', '~/.config/fish/config.fish', 'PowerShell profile'].map((each) =>
    write(each),
  )
  silent('an alias that the release before set up', { before: aliases, facts: aliases }, 'low')
  fires(
    'one profile, though the release before did it',
    { before: [write('~/.zshrc')], facts: [write('~/.zshrc')] },
    { severity: 'high' },
  )
})
