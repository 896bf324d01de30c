import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const dependency = (name: string, imported = true) =>
  fact('dependency', `${name}@^1.0.0`, { name, spec: '^1.0.0', source: 'registry', imported }, { file: 'package.json' })

casesOf('dependency-look-alike', ({ fires, silent }) => {
  fires(
    'one character',
    { before: [], facts: [dependency('expres')] },
    { severity: 'high', message: /expres is almost express/ },
  )
  fires('two exchanged', { before: [], facts: [dependency('axois')] }, { severity: 'high' })
  fires('other separators', { before: [], facts: [dependency('crossenv')] }, { severity: 'high' })
  fires(
    'words in another order',
    { before: [], facts: [dependency('env-cross')], baselineVersion: '0.9.0' },
    { severity: 'medium' },
  )
  fires('a scope in the name', { before: [], facts: [dependency('modelcontextprotocol-sdk')] }, { severity: 'high' })

  silent('popular ones', {
    before: [],
    facts: [dependency('express'), dependency('preact'), dependency('chai'), dependency('dayjs')],
  })
  silent("packages of someone's scope", {
    before: [],
    facts: [dependency('@tallybird/express'), dependency('@tallybird/sdk')],
  })
  silent('short names and numbers', { before: [], facts: [dependency('jose2'), dependency('wz'), dependency('vue2')] })
  silent('since ever', { facts: [dependency('expres')] }, 'low')
})
