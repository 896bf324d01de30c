/** Locks for tests. */
import { lockedBehaviour } from '../../src/lockfile/behaviour.js'
import type { Fact, FactKind, LockedServer, Lockfile } from '../../src/model.js'

export const fact = (kind: FactKind, value: string, reach: Fact['reach'] = 'runs'): Fact => ({
  kind,
  value,
  reach,
  detail: {},
  where: { file: 'index.js', line: 1, column: 1, excerpt: '' },
})

export const integrityOf = (letter: string): string => `sha512-${letter.repeat(86)}==`
export const digestOf = (letter: string): string => `sha256-${letter.repeat(43)}=`

export const mail: LockedServer = {
  kind: 'npm',
  configured: [
    { client: 'cursor', scope: 'user', name: 'mail', launch: digestOf('L') },
    { client: 'vscode', scope: 'project', name: 'post', launch: digestOf('M') },
  ],
  spec: 'mail-mcp@latest',
  follows: null,
  decision: 'accept',
  reason: null,
  purl: 'pkg:npm/mail-mcp@1.0.15',
  integrity: integrityOf('A'),
  publisher: 'someone',
  provenance: null,
  behaviour: lockedBehaviour([
    fact('net.host', 'api.mail.example'),
    fact('env.read', 'MAIL_TOKEN'),
    fact('install.script', 'postinstall: node setup.js', 'install'),
    fact('fs.read', '*', 'dormant'),
  ]),
  acknowledged: [
    {
      fingerprint: 'f'.repeat(64),
      reason: 'it sends mail, that is what it is for',
      when: '2026-11-20',
      until: null,
      by: null,
    },
  ],
  findings: ['1'.repeat(64), 'e'.repeat(64)],
  dependencies: new Map([
    ['axios@1.7.2', integrityOf('B')],
    ['left@git+https://git.example/left.git#0123456', null],
    ['zod@3.25.76', integrityOf('C')],
  ]),
}

/** Of what is named and not audited. */
export const remote: LockedServer = {
  ...mail,
  kind: 'remote',
  configured: [{ client: 'claude-code', scope: 'project', name: 'docs', launch: digestOf('N') }],
  spec: 'https://mcp.docs.example',
  purl: null,
  integrity: null,
  publisher: null,
  behaviour: null,
  acknowledged: [],
  findings: [],
  dependencies: null,
}

export const sample: Lockfile = {
  lockfileVersion: 1,
  servers: new Map([
    ['npm:mail-mcp', mail],
    ['remote:https://mcp.docs.example', remote],
  ]),
}
