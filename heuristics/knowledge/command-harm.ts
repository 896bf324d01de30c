/** What a command line does to the machine beside starting a server. Pure; bounded as the study of commands is. */
import { commandFacts } from '../../src/extract/classify/command.js'
import { clip } from './read.js'

export interface CommandHarm {
  readonly what: 'shell' | 'leak' | 'persistence' | 'agent'
  /** A host, or a place; never a value. */
  readonly target: string
}

const LONGEST = 1 << 16

/** Code of one line that joins a socket and a shell, in Python, Perl, Ruby, PHP and Node. */
const SOCKET_CODE = /\bsocket\b|\bfsockopen\b|\bTCPSocket\b|\bnet\.(?:connect|Socket|createConnection)\b|IO::Socket/i
const SHELL_CODE =
  /\bdup2\b|\bpty\.spawn\b|(?:\/bin\/|["'])(?:ba|z|da)?sh["'\s)\],]|cmd(?:\.exe)?["']|child_process|\bsubprocess\b|\bpopen\b|\bexec\s{0,3}[({"']/i
/** `mkfifo f; sh < f | nc host port > f`, `sh -i 2>&1 | nc …`, `socat exec:'sh' tcp:…` */
const PIPED =
  /\bmkfifo\b[\s\S]{0,200}\b(?:nc|ncat|netcat|openssl s_client|telnet)\b|\b(?:ba|z|da)?sh\s{1,5}-i\b[^\n;]{0,80}\|\s{0,5}(?:nc|ncat|netcat|telnet)\b|\bsocat\b[^\n;]{0,200}\bexec:|\b(?:nc|ncat|netcat)\b[^\n;|]{0,80}\s-\w{0,4}[ec]\s{0,3}\S{0,20}(?:sh|cmd|powershell)\b/i

/** @param argv the entry's words, as written */
export function harmsOf(argv: readonly string[]): readonly CommandHarm[] {
  const text = argv.join(' ').slice(0, LONGEST)
  const [first = ''] = argv
  const line = /\s/.test(first.trim()) ? text : argv
  const facts = commandFacts(line, { shell: typeof line === 'string' })
  const found = new Map<CommandHarm['what'], string>()
  const put = (what: CommandHarm['what'], target: string): void => {
    if (!found.has(what)) found.set(what, clip(target, 80))
  }
  const sockets = facts.filter(({ kind, value }) => kind === 'net.egress' && /^(?:TCP|UDP|CONNECT) /.test(value))
  const netCode = facts.some(({ kind, detail }) => kind === 'code.eval' && detail.origin === 'net')
  if (PIPED.test(text) || (netCode && sockets.length > 0)) put('shell', hostIn(sockets[0]?.value))
  else if (
    argv.some(
      (word) => SOCKET_CODE.test(word) && SHELL_CODE.test(word) && /\bconnect|fsockopen|TCPSocket|INET|->/i.test(word),
    )
  )
    put('shell', '')
  for (const { kind, value, detail } of facts) {
    if (kind === 'data.flow' && /^(?:env:\*|secret:[^>]{1,200}) -> (?:net|dns):/.test(value))
      put('leak', value.slice(value.lastIndexOf(':', value.lastIndexOf(' -> ') + 8) + 1))
    if (kind === 'persistence' && detail.write === true) put('persistence', value)
    if (kind === 'agent.config' && detail.write === true) put('agent', value)
  }
  return [...found].map(([what, target]) => ({ what, target }))
}

const hostIn = (egress: string | undefined): string =>
  egress === undefined ? '' : egress.slice(egress.indexOf(' ') + 1)
