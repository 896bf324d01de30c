// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
/** Entries that would make a reader see another package than the one that runs, or none at all. */
import { describe, expect, it } from 'vitest'
import { launchOf, table, wordsOf } from './entries.js'

table('words that another word swallows, or does not', [
  ['npx --loglevel -p=good@1.0.0 evil', 'npm npx evil@range:*'],
  ['npx --browser -p evil good@1.0.0', 'npm npx evil@range:*'],
  ['npx --pac good@1.0.0', 'local good@1.0.0 <npx> (good@1.0.0)'],
  ['npm exec --browser good@1.0.0 evil', 'npm npm exec evil@range:*'],
  ['npm exec -p=good@1.0.0', 'npm npm exec good@version:1.0.0!'],
  ['npm exec --call -p evil', 'npm npm exec evil@range:*'],
  ['npm exe evil', 'npm npm exec evil@range:*'],
  ['npm runScript evil', 'local npm'],
  ['npm explore x -- npx evil', 'npm npx <npm> evil@range:*'],
])

table('what is started with packages at hand', [
  [
    ['npx', '-p', 'good@1.0.0', '-c', 'npx -y evil'],
    'npm npx good@version:1.0.0! evil@range:*',
    ['good@1.0.0', 'evil'],
  ],
  [['npx', '-p', 'good@1.0.0', 'uvx', 'evil'], 'npm npx good@version:1.0.0! pypi:evil@range:*'],
  [['npx', '-p', 'good@1.0.0', 'npx evil &', 'x'], 'npm npx good@version:1.0.0! evil@range:*'],
  [
    ['pnpm', '--package=good@1.0.0', 'dlx', '-c', 'npx evil'],
    'npm pnpm dlx good@version:1.0.0! evil@range:*',
    ['good@1.0.0', 'evil'],
  ],
  ['uvx --from good npx evil', 'pypi uvx good@range:* npm:evil@range:*'],
  ['npx @modelcontextprotocol/inspector npx -y evil', 'npm npx @modelcontextprotocol/inspector@range:* evil@range:*'],
  [['npx', 'nodemon', '--exec', 'npx evil'], 'npm npx nodemon@range:* evil@range:*', ['nodemon', 'evil']],
])

table('programs that are given a command', [
  ['flock /tmp/l npx evil', 'npm npx <flock> evil@range:*'],
  [['flock', '/tmp/l', '-c', 'npx evil'], 'npm npx <flock -c> evil@range:*', ['evil']],
  ['sudo -Eu me npx evil', 'npm npx <sudo me> evil@range:*'],
  ['some-tool --wait npx evil@1.0.0', 'npm npx <some-tool> evil@version:1.0.0!'],
  [['some-tool', '--exec=no', 'npx evil'], 'npm npx <some-tool> evil@range:*', ['evil']],
  ['kubectl exec pod -- npx evil', 'npm npx <kubectl> evil@range:*'],
  ['busybox sh -c npx', 'unknown npx <busybox sh>'],
  ['some-server --runner npx --verbose', 'local some-server (some-server)'],
  ['some-server docker', 'local some-server (some-server)'],
  ['some-server npm install', 'local some-server (some-server)'],
])

table('files of the project with the name of a runner', [
  ['./npx -y good@1.0.0', 'local npx (./npx)'],
  ['tools/uvx good==1.0', 'local uvx (tools/uvx)'],
  ['${workspaceFolder}/bin/npx good@1.0.0', 'local npx (${workspaceFolder}/bin/npx)'],
  ['./env npx good@1.0.0', 'local env (./env)'],
  ['sh -c ./npx', 'unknown npx <sh>'],
  ['/opt/homebrew/bin/npx good@1.0.0', 'npm npx good@version:1.0.0!'],
  ['~/.local/bin/uvx good', 'pypi uvx good@range:*'],
  ['${HOME}/.local/bin/uvx good', 'pypi uvx good@range:*'],
])

table('shells', [
  ['cmd /cnpx evil', 'npm npx <cmd> evil@range:*'],
  [['cmd', '/d/s/cnpx evil'], 'npm npx <cmd> evil@range:*', ['evil']],
  [['cmd', '/v:on', '/q', '/cnpx -y evil'], 'npm npx <cmd> evil@range:*', ['evil']],
  ['cmd evil', 'unknown cmd <cmd>'],
  [['bash', '-O', 'extglob', '-c', 'npx evil'], 'npm npx <bash> evil@range:*', ['evil']],
  [['fish', '--command=npx evil'], 'npm npx <fish> evil@range:*', ['evil']],
  [['tcsh', '-c', 'npx evil'], 'npm npx <tcsh> evil@range:*', ['evil']],
  [['powershell', 'npx -y evil'], 'npm npx <powershell> evil@range:*', ['evil']],
  [['sh', '-c', "alias npx='npx evil'; npx good@1.0.0"], 'unknown sh <sh>'],
  [['sh', '-c', '. ./x.sh && npx good@1.0.0'], 'npm npx <sh> good@version:1.0.0!', ['good@1.0.0']],
])

describe('what stands beside the package', () => {
  it.each([
    ['npx --cache ./c good@1.0.0', {}, 'what stands in the cache that its words name is started before'],
    ['npx --userconfig ./x good@1.0.0', {}, "npm's settings stand in a file that its words name"],
    ['npx --userconfig ./x good', {}, 'is read for nothing but registries and the choice of releases'],
    ['npx --prefer-offline good', {}, 'the cache that its words name may hold another release'],
    ['npx good', { npm_config_min_release_age_exclude: 'good' }, 'are taken however young they are'],
    ['npx --before=2025-01-01 --tag=beta good', { npm_config_min_release_age: '3' }, null],
    ['pnpm dlx good', { npm_config_tag: 'beta' }, 'the settings that its environment names may choose another release'],
    ['pnpm --tag=beta dlx good', {}, 'the settings that its words name may choose another release'],
    ['pnpm dlx good', { npm_config_resolution_mode: 'lowest-direct' }, 'may choose another release'],
    ['bunx --minimum-release-age=9999999 good', {}, 'may choose another release'],
    ['yarn dlx good', { YARN_NPM_MINIMAL_AGE_GATE: '400d' }, 'may choose another release'],
    ['npx --node-options=--require=./x.js good@1.0.0', {}, 'the options for Node that its words name may load'],
    ['npx --shell ./x.sh good@1.0.0', {}, 'the shell that its words name starts it'],
    ['npx -p good@1.0.0 node ./x.js', {}, 'it starts a second command: it is a file of this machine'],
    ['npx -p good@1.0.0 ./x.sh', {}, 'it starts a second command: it is a program of this machine'],
    ['uvx --from good python x.py', {}, 'it starts a second command: it is a file of this machine'],
    ['uvx --overrides x.txt good==1.0', {}, 'the file that its words name may choose other versions'],
    ['uvx --python ./py good==1.0', {}, "its interpreter is a file in the project's folder"],
    ['uvx good==1.0', { UV_OVERRIDE: 'x.txt' }, 'the file that its environment names may choose other versions'],
    ['npx good@1.0.0', { npm_config_cache: './c' }, 'what stands in the cache that its environment names'],
    ['npx good@1.0.0', { NPM_CONFIG_SCRIPT_SHELL: './x' }, 'the shell that its environment names starts it'],
    ['npx good@1.0.0', { NODE_OPTIONS: '--import ./x.mjs' }, '`NODE_OPTIONS` in its environment may load other code'],
    ['env NODE_OPTIONS=--require=./x npx good@1.0.0', {}, '`NODE_OPTIONS` in its environment may load other code'],
    ['npx good@1.0.0', { LD_PRELOAD: '/x.so' }, '`LD_PRELOAD` in its environment may load other code'],
    ['npx good@1.0.0', { PATH: './bin:/usr/bin' }, '`PATH` in its environment leads into the project'],
    ['npx good@1.0.0', { Path: '${workspaceFolder}\\bin;C:\\Windows' }, '`PATH` in its environment leads into'],
    ['node ./wrapper.js npx evil', {}, 'its arguments name evil, which is not audited'],
    ['pnpm --config.registry=https://r.example/ dlx good@1.0.0', {}, null],
    ['npx good@1.0.0', { NODE_OPTIONS: '--no-warnings' }, null],
    ['npx good@1.0.0', { PATH: '/usr/bin:/opt/x/bin:$PATH' }, null],
    ['npx good@1.0.0', { PATH: 'C:\\nodejs;%PATH%' }, null],
    ['npx good@1.0.0', { PATH: '${env:PATH}:/opt/x' }, null],
  ])('%s %o', (line, env, reason) => {
    const { reason: said } = launchOf(wordsOf(line), env)
    if (reason === null) expect(said).toBeUndefined()
    else expect(said).toContain(reason)
  })
})
