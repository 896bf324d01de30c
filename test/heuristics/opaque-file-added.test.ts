import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const opaque = (why: string, path: string, hash: string, code = true) =>
  fact('file.opaque', `${why} ${hash}`, { why, path, size: 100, sha256: hash, code }, { file: path })

casesOf('opaque-file-added', ({ fires, silent }) => {
  fires(
    'a native binary in a patch release',
    { before: [], facts: [opaque('native', 'dist/a.node', '01')] },
    { severity: 'high', message: /dist\/a\.node \(a native binary\) is new/ },
  )
  fires('a native binary on a first audit', { facts: [opaque('native', 'dist/a.node', '01')] }, { severity: 'medium' })
  fires(
    'code that cannot be parsed',
    { before: [], facts: [opaque('unparsable', 'dist/x.js', '01')] },
    { severity: 'medium' },
  )
  fires('an entry that was refused', { facts: [opaque('refused', '../../.bashrc', '00', false)] }, { severity: 'high' })
  fires(
    'at install time',
    { facts: [{ ...opaque('too-large', 'bundle.js', '01'), reach: 'install' }] },
    { severity: 'high' },
  )

  silent(
    'a library for one more platform',
    {
      before: [opaque('native', 'prebuilds/linux-x64/driver.node', '01')],
      facts: [
        opaque('native', 'prebuilds/linux-x64/driver.node', '01'),
        opaque('native', 'prebuilds/darwin-arm64/driver.node', '02'),
      ],
    },
    'low',
  )
  silent('the same one', {
    before: [opaque('native', 'dist/a.node', '01')],
    facts: [opaque('native', 'dist/a.node', '01')],
  })
  silent(
    'WebAssembly that is built anew',
    { before: [opaque('wasm', 'dist/t.wasm', '01', false)], facts: [opaque('wasm', 'dist/t.wasm', '02', false)] },
    'low',
  )
  silent('WebAssembly on a first audit', { facts: [opaque('wasm', 'dist/t.wasm', '01', false)] })
  silent('one that nothing reaches', { before: [], facts: [{ ...opaque('native', 'a.node', '01'), reach: 'dormant' }] })

  const compiled = fact(
    'install.script',
    'install: node-gyp rebuild',
    { event: 'install', command: 'node-gyp rebuild' },
    { reach: 'install' },
  )
  const library = opaque('native', 'third_party/win10-x64/pty.dll', '01')
  silent('a built library where a compiler ran before', { before: [compiled], facts: [compiled, library] }, 'medium')
  fires(
    'one that names no platform',
    { before: [compiled], facts: [compiled, opaque('native', 'dist/a.node', '01')] },
    { severity: 'high' },
  )
})
