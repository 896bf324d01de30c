import { describe, expect, it } from 'vitest'
import { launchOf, table } from './entries.js'

const sh = (line: string): readonly string[] => ['sh', '-c', line]

table('several commands', [
  [sh('npm i -g evil && npx pkg'), 'npm npx <sh> evil@range:* pkg@range:*', ['evil', 'pkg']],
  [sh('npm install --silent a@1.0.0 b && a'), 'npm npm install <sh> a@version:1.0.0! b@range:* (a)', ['a@1.0.0', 'b']],
  [sh('npx pkg || npx other'), 'npm npx <sh> pkg@range:* other@range:*', ['pkg', 'other']],
  [sh('npx a & npx b'), 'npm npx <sh> a@range:* b@range:*', ['a', 'b']],
  [sh('npx a; uvx b'), 'pypi uvx <sh> npm:a@range:* b@range:*', ['a', 'b']],
  [sh('pip install -q x==1.0 && python -m x'), 'pypi pip install <sh> x@version:1.0! (x)', ['x==1.0']],
  [sh('uv pip install x && npx pkg'), 'npm npx <sh> pypi:x@range:* pkg@range:*', ['x', 'pkg']],
  [sh('uv tool install x && x serve'), 'pypi uv tool install <sh> x@range:* (x)', ['x']],
  [sh('pip install -r r.txt && python server.py'), 'local python <sh> (server.py)'],
  [sh('git pull && npx pkg'), 'npm npx <sh> pkg@range:*', ['pkg']],
  [sh('npm ci && npm run build && node dist/x.js'), 'local node <sh> (dist/x.js)'],
  [sh('docker pull img && docker run -i img'), 'oci docker run <sh> img@tag:latest', ['img']],
  [sh('npx pkg && echo done'), 'npm npx <sh> pkg@range:*', ['pkg']],
  [sh('sudo npm i -g x && sudo x'), 'npm npm install <sh sudo> x@range:* (x)', ['x']],
  [sh('$CMD && npx pkg'), 'unknown sh <sh>'],
  [sh('npx pkg && $CMD'), 'unknown sh <sh>'],
  [sh('npx pkg | tee log'), 'unknown sh <sh>'],
  [sh('cat x | npx pkg'), 'unknown sh <sh>'],
  [sh('if true; then npx pkg; fi'), 'unknown sh <sh>'],
  [sh('npm i -g x'), 'unknown npm install <sh>'],
  [sh('npm ci'), 'unknown npm <sh>'],
  [['cmd', '/c', 'npm', 'i', '-g', 'x', '&&', 'npx', 'pkg'], 'npm npx <cmd> x@range:* pkg@range:*'],
])

describe('why', () => {
  it.each([
    ['git pull && npx pkg', 'it also runs `git`, which is not audited'],
    ['npm ci && node x.js', 'it first runs `npm`'],
    ['npx pkg | tee log', 'it joins commands with a pipe; it names pkg'],
    ['a | b', 'it joins commands with a pipe'],
    ['if true; then npx a; else uvx b; fi', 'its shell script is more than one command; it names a, b'],
    [
      'npx a; npx b; npx c; npx d; $X',
      'its command depends on a variable that is not known here; it names a, b, c and others',
    ],
    ['npm i -g x', 'it only installs packages, and starts no server; it names x'],
    ['npx a $(cat x)', 'it runs another command inside ($(…) or `…`); it names a'],
  ])('%s', (line, expected) => {
    expect(launchOf(sh(line)).reason).toContain(expected)
  })
})
