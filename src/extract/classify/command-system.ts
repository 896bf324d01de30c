/** Programs of the system: what makes things start again, tells of the machine, hands out credentials, or publishes. */
import { draft } from '../draft.js'
import { agentFacts, agentOfPackage } from './agents.js'
import {
  type Flow,
  type Invocation,
  joinFlows,
  NO_FLOW,
  type Program,
  programName,
  type Study,
} from './command-study.js'
import { isSecretName } from './environment.js'
import { handedSetting } from './handed-commands.js'
import { addressFacts, hostOfUrl } from './hosts.js'
import { persistenceTarget } from './paths.js'

function persist(target: string, on: Study): Flow {
  on.add(draft('persistence', target, { target, path: '', write: true }))
  return NO_FLOW
}

const crontab: Program = (call, on) => {
  const lists = call.args.includes('-l')
  if (lists && call.args.length === 1) {
    on.add(draft('persistence', 'crontab', { target: 'crontab', path: '', write: false }))
    return NO_FLOW
  }
  return call.args.includes('-r') ? NO_FLOW : persist('crontab', on)
}

const systemctl: Program = (call, on) =>
  call.args.some((arg) => arg === 'enable' || arg === 'link') ? persist('systemd', on) : NO_FLOW

const launchctl: Program = (call, on) => {
  if (!/^(?:load|bootstrap|enable|submit)$/.test(call.args[0] ?? '')) return NO_FLOW
  return persist(call.args.some((arg) => /LaunchDaemons|^system\b/.test(arg)) ? 'LaunchDaemons' : 'LaunchAgents', on)
}

const schtasks: Program = (call, on) =>
  call.name !== 'schtasks' || call.args.some((arg) => /^\/(?:create|change)$/i.test(arg))
    ? persist('scheduled task', on)
    : NO_FLOW

const registry: Program = (call, on) => {
  const writes = call.name !== 'reg' || /^add$/i.test(call.args[0] ?? '')
  for (const arg of call.args) {
    const target = persistenceTarget(arg)
    if (target === 'Run key') on.add(draft('persistence', target, { target, path: '', write: writes }))
  }
  return NO_FLOW
}

const service: Program = (call, on) => {
  const text = call.args.join(' ').toLowerCase()
  if (call.name === 'sc') return /\bcreate\b|start= ?auto/.test(text) ? persist('Windows service', on) : NO_FLOW
  if (call.name === 'loginctl') return text.includes('enable-linger') ? persist('systemd', on) : NO_FLOW
  if (call.name === 'pm2') return /^startup\b/.test(text) ? persist('systemd', on) : NO_FLOW
  return persist(
    call.name === 'at' || call.name === 'batch'
      ? 'at'
      : call.name === 'new-service'
        ? 'Windows service'
        : 'init script',
    on,
  )
}

// ── what the machine is ──────────────────────────────────────────────────────────────────────────────

const RECON: ReadonlyMap<string, readonly [field: string, strong: boolean]> = new Map([
  ['hostname', ['hostname', true]],
  ['hostnamectl', ['hostname', true]],
  ['scutil', ['hostname', true]],
  ['whoami', ['userInfo', true]],
  ['id', ['userInfo', true]],
  ['logname', ['userInfo', true]],
  ['groups', ['userInfo', true]],
  ['who', ['userInfo', true]],
  ['w', ['userInfo', true]],
  ['last', ['userInfo', true]],
  ['ifconfig', ['networkInterfaces', true]],
  ['ipconfig', ['networkInterfaces', true]],
  ['getmac', ['networkInterfaces', true]],
  ['arp', ['networkInterfaces', true]],
  ['ip', ['networkInterfaces', true]],
  ['systeminfo', ['systemInfo', true]],
  ['system_profiler', ['systemInfo', true]],
  ['dmidecode', ['systemInfo', true]],
  ['uname', ['platform', false]],
  ['sw_vers', ['platform', false]],
  ['lsb_release', ['platform', false]],
  ['ver', ['platform', false]],
  ['lscpu', ['platform', false]],
  ['ps', ['processes', false]],
  ['tasklist', ['processes', false]],
  ['netstat', ['connections', false]],
  ['ss', ['connections', false]],
])

const recon: Program = (call, on) => {
  const [field, strong] = RECON.get(call.name) ?? ['', false]
  // `hostname new-name` sets it; `ip` does other things too.
  if (call.name === 'ip' && !call.args.some((arg) => /^(?:a|addr|address|route|r|link|neigh)$/.test(arg)))
    return undefined
  if (call.name === 'scutil' && !call.args.includes('--get')) return undefined
  on.add(draft('system.recon', field, { field, strong }))
  // `ps eww` prints the environment of every process.
  if (call.name === 'ps' && /^[a-df-z]*e[a-z]*$/i.test(call.args[0] ?? '')) {
    on.add(draft('fs.secret-path', '/proc/*/environ', { path: '/proc/*/environ', read: true, write: false }))
    return { sources: ['secret:/proc/*/environ'], net: null, decoded: false }
  }
  return { sources: [`recon:${field}`], net: null, decoded: false }
}

/** The whole environment, or one name of it. */
const environment: Program = (call, on) => {
  const operand = call.args.find((arg) => !arg.startsWith('-'))
  if (call.name === 'printenv' && operand !== undefined) {
    const secret = isSecretName(operand)
    on.add(draft('env.read', operand.slice(0, 100), { secret }))
    return { sources: [`env:${operand.slice(0, 100)}`], net: null, decoded: false }
  }
  const bulk: Flow = { sources: ['env:*'], net: null, decoded: false }
  if (call.name === 'set' || call.name === 'export' || call.name === 'declare')
    return operand === undefined && call.args.every((arg) => arg === '-p') ? bulk : call.argumentFlow
  if (/^(?:get-childitem|gci|dir|ls)$/.test(call.name)) return /^env:/i.test(operand ?? '') ? bulk : NO_FLOW
  return operand === undefined ? bulk : call.argumentFlow
}

const clipboard: Program = (call) =>
  call.name === 'xclip' && !call.args.some((arg) => /^-o/.test(arg))
    ? NO_FLOW
    : { sources: ['clipboard'], net: null, decoded: false }

// ── credentials ──────────────────────────────────────────────────────────────────────────────────────

/** Programs that print a secret: arguments that make them do so, and the place that it comes from. */
const CREDENTIALS: readonly (readonly [name: string, args: RegExp, canonical: string])[] = [
  ['security', /find-(?:generic|internet)-password|dump-keychain|export/, '~/Library/Keychains/*'],
  ['secret-tool', /lookup|search/, '~/.local/share/keyrings/*'],
  ['cmdkey', /\/list/i, 'Windows credentials'],
  ['vaultcmd', /\/list/i, 'Windows credentials'],
  ['gh', /^auth (?:token|status .*(?:-t|--show-token))/, '~/.config/gh/hosts.yml'],
  ['gcloud', /auth (?:application-default )?print-(?:access|identity)-token/, '~/.config/gcloud/*'],
  ['aws', /configure (?:get|export-credentials)|sts get-session-token/, '~/.aws/credentials'],
  ['az', /account get-access-token/, '~/.azure/*'],
  ['git', /^credential fill|^credential-\S+ get/, '~/.git-credentials'],
  ['npm', /^(?:config|c) (?:get|ls|list).*(?:_auth|_password)|^token (?:list|create)/, '~/.npmrc'],
  ['op', /^(?:read|item (?:get|list)|document get|vault list|inject)\b/, '1Password'],
  ['bw', /^(?:get|list|export)\b/, 'Bitwarden'],
  ['lpass', /^(?:show|export)\b/, 'LastPass'],
  ['pass', /^(?:show\b|[\w./-]+$)/, '~/.password-store/*'],
  ['vault', /^(?:read|kv get)\b/, '~/.vault-token'],
  ['ssh-add', /^-L$/, '~/.ssh/*'],
  ['trufflehog', /./, 'secret scanner'],
  ['gitleaks', /./, 'secret scanner'],
]

function credentials(call: Invocation, on: Study): Flow | undefined {
  const text = call.args.slice(0, 30).join(' ').slice(0, 2000)
  for (const [name, args, canonical] of CREDENTIALS) {
    if (call.name !== name || !args.test(text)) continue
    on.add(draft('fs.secret-path', canonical, { path: canonical, read: true, write: false }))
    return { sources: [`secret:${canonical}`], net: null, decoded: false }
  }
  return undefined
}

// ── publishing ───────────────────────────────────────────────────────────────────────────────────────

const publish = (which: string, on: Study): Flow => {
  on.add(draft('worm.publish', which, { which }))
  return NO_FLOW
}

const git: Program = (call, on) => {
  const secret = credentials(call, on)
  if (secret) return secret
  const words = call.args.filter((arg, i) => !arg.startsWith('-') && !/^-[cC]$/.test(call.args[i - 1] ?? ''))
  const verb = words[0]
  for (const [i, arg] of call.args.slice(0, 60).entries()) {
    const setting = call.args[i - 1] === '-c' || call.args[i - 1] === '--config' ? handedSetting(arg) : null
    if (setting === null) continue
    on.handed.add(setting.name.toLowerCase())
    on.run(setting.command, 'posix')
  }
  if (verb === 'push') publish('git push', on)
  if (call.args.some((arg) => /^core\.hooksPath\b/i.test(arg)) && verb === 'config') persist('git hook', on)
  if (call.args.some((arg) => /^init\.templateDir\b/i.test(arg)) && verb === 'config') persist('git hook', on)
  for (const word of words) {
    const url = hostOfUrl(word) ?? scpLike(word)
    if (url === null) continue
    on.hosts.add(url.host)
    on.add(...addressFacts(url.host, { scheme: url.scheme, ofCall: true, path: url.path }))
  }
  return joinFlows(call.input, call.argumentFlow)
}

function scpLike(word: string): { host: string; scheme: string; path: string } | null {
  const found = /^[\w.-]{1,64}@([\w.-]{3,253}):([^\s]{1,500})$/.exec(word)
  return found?.[1] ? { host: found[1], scheme: 'ssh', path: `/${found[2]}` } : null
}

const gh: Program = (call, on) => {
  const agent = agentFacts('gh', call.args)
  if (agent.length > 0) {
    on.add(...agent)
    return NO_FLOW
  }
  const secret = credentials(call, on)
  if (secret) return secret
  const text = call.args.slice(0, 2).join(' ')
  if (/^repo (?:create|fork)$/.test(text)) publish('repository create', on)
  if (/^secret set$/.test(text)) publish('secret write', on)
  if (/^workflow (?:run|enable)$/.test(text)) publish('workflow run', on)
  if (
    call.args[0] === 'api' &&
    call.args.some((arg) => /^(?:\/?user\/repos|\/?orgs\/[^/]+\/repos)$/.test(arg)) &&
    call.args.some((arg) => /^POST$/i.test(arg))
  )
    publish('repository create', on)
  if (/^(?:gist create|release upload|release create|issue create|api)/.test(text)) {
    const host = 'api.github.com'
    on.hosts.add(host)
    on.add(
      draft('net.egress', `* ${host}`, {
        method: '*',
        host,
        carries: joinFlows(call.input, call.argumentFlow).sources,
        scheme: 'https',
      }),
    )
    on.flowsTo(joinFlows(call.input, call.argumentFlow), `net:${host}`, 'net')
  }
  return NO_FLOW
}

const packageManager: Program = (call, on) => {
  const words = call.args.filter((arg) => !arg.startsWith('-'))
  const verb =
    call.name === 'npx' || call.name === 'bunx' || call.name === 'pnpx' || call.name === 'uvx' ? 'exec' : words[0]
  const secret = credentials({ ...call, name: 'npm' }, on)
  if (secret) return secret
  if (verb === 'publish' || (call.name === 'yarn' && verb === 'npm' && words[1] === 'publish'))
    publish('npm publish', on)
  if (verb === 'exec' || verb === 'x' || verb === 'dlx') {
    const rest = call.name.endsWith('x') && call.name !== 'x' ? call.args : call.args.slice(call.args.indexOf(verb) + 1)
    const at = rest.findIndex(
      (arg, i) => !arg.startsWith('-') && !/^(?:-p|--package|-c|--call)$/.test(rest[i - 1] ?? ''),
    )
    const called = rest[rest.findIndex((arg) => arg === '-c' || arg === '--call') + 1]
    if (rest.some((arg) => arg === '-c' || arg === '--call') && called !== undefined) return on.run(called, 'posix')
    const spec = rest[at]
    if (spec !== undefined) {
      const agent = agentOfPackage(spec)
      const version = spec.indexOf('@', Math.max(1, spec.lastIndexOf('/')))
      const bare = version < 0 ? spec : spec.slice(0, version)
      return on.argv([agent ?? programName(bare), ...rest.slice(at + 1)], call.dialect, call.input)
    }
  }
  return joinFlows(call.input, call.argumentFlow)
}

/** `cargo publish`, `twine upload`, `gem push`, `vsce publish` … */
const otherPublisher: Program = (call, on) => {
  if (call.args.some((arg) => /^(?:publish|upload|push)$/.test(arg))) publish(`${call.name} publish`, on)
  return NO_FLOW
}

const credentialProgram: Program = (call, on) => credentials(call, on)

const agentProgram: Program = (call, on) => {
  const facts = agentFacts(call.name, call.args)
  on.add(...facts)
  return facts.length > 0 ? NO_FLOW : undefined
}

export const SYSTEM_PROGRAMS: readonly (readonly [names: readonly string[], program: Program])[] = [
  [['crontab'], crontab],
  [['systemctl'], systemctl],
  [['launchctl'], launchctl],
  [['schtasks', 'register-scheduledtask'], schtasks],
  [['reg', 'set-itemproperty', 'new-itemproperty', 'sp'], registry],
  [['sc', 'at', 'batch', 'chkconfig', 'update-rc.d', 'loginctl', 'pm2', 'new-service'], service],
  [[...RECON.keys()], recon],
  [['env', 'printenv', 'set', 'export', 'declare', 'get-childitem', 'gci'], environment],
  [['pbpaste', 'xclip', 'xsel', 'wl-paste', 'get-clipboard'], clipboard],
  [['git'], git],
  [['gh'], gh],
  [['npm', 'pnpm', 'yarn', 'bun', 'npx', 'bunx', 'pnpx', 'yarnpkg'], packageManager],
  [['cargo', 'twine', 'gem', 'vsce', 'ovsx', 'poetry', 'hatch', 'flit'], otherPublisher],
  [
    [...new Set(CREDENTIALS.map(([name]) => name).filter((name) => name !== 'git' && name !== 'gh' && name !== 'npm'))],
    credentialProgram,
  ],
  [
    [
      ...[
        'claude',
        'claude-code',
        'gemini',
        'gemini-cli',
        'codex',
        'q',
        'qchat',
        'kiro-cli',
        'cursor-agent',
        'cursor',
        'code',
      ],
      ...[
        'code-insiders',
        'copilot',
        'aider',
        'opencode',
        'opencode-ai',
        'qwen',
        'qwen-code',
        'goose',
        'crush',
        'amp',
        'droid',
      ],
      ...['auggie', 'cline'],
    ],
    agentProgram,
  ],
]
