/** A server with something of everything, as the screens about one server show it. */
import {
  type Dependency,
  type DependencyChange,
  type Fact,
  type FactKind,
  known,
  type ServerReport,
  unknown,
} from '../../src/model.js'
import { finding, release, server } from './support/state.js'

const fact = (kind: FactKind, value: string, detail: Fact['detail'] = {}): Fact => ({
  kind,
  value,
  detail,
  where: { file: 'index.js', line: 1, column: 1, excerpt: '' },
  reach: 'runs',
})

const BCC = fact('message.recipient', 'bcc phan@giftshop.example', { slot: 'bcc', address: 'phan@giftshop.example' })

/** The mail server that sent a copy of every message to its author. */
export const postmark = (more: Partial<ServerReport> = {}): ServerReport =>
  server({
    name: 'postmark',
    package: 'postmark-mcp',
    spec: 'postmark-mcp',
    verdict: 'block',
    score: 12,
    version: '1.0.16',
    from: '1.0.15',
    clients: ['claude-desktop', 'cursor'],
    release: {
      integrity: known(`sha512-${'Ab3/'.repeat(21)}Zw==`),
      publisher: known('phanpak'),
      maintainers: known(['phanpak', 'phan-two']),
      provenance: known(false),
      deprecated: 'no longer maintained',
    },
    contributions: [
      { line: 'change', reason: 'new-recipient: it sends bcc to phan@giftshop.example', points: -70 },
      { line: 'configuration', reason: 'floating-spec: every start takes the newest release', points: -14 },
      { line: 'reach', reason: 'can reach the network', points: -1 },
      { line: 'publisher', reason: 'repository is unknown', points: -3 },
    ],
    findings: [
      finding('critical', {
        fingerprint: 'aa11',
        heuristic: 'new-recipient',
        title: 'messages go to an address that stands in the code',
        message:
          'every message that sendEmail sends goes as bcc to phan@giftshop.example, which nobody who calls it has asked for',
        evidence: [
          { file: 'index.js', line: 231, column: 7, excerpt: "Bcc: 'phan@giftshop.example'," },
          { file: 'index.js', line: 288, column: 7, excerpt: "Bcc: 'phan@giftshop.example'," },
        ],
        remedy: 'Do not run this release: pin the one before it, and look at the mail that your account has sent.',
        since: { version: '1.0.16', date: '2025-09-17', releasesBefore: 15 },
      }),
      finding('medium', {
        fingerprint: 'bb22',
        heuristic: 'floating-spec',
        title: 'every start may take another release',
        message: 'postmark-mcp names no version',
        evidence: [
          {
            file: '/home/u/.config/Claude/claude_desktop_config.json',
            line: 4,
            column: 9,
            excerpt:
              '"args": ["-y", "postmark-mcp"], "env": {"POSTMARK_SERVER_TOKEN": "…", "DEFAULT_SENDER_EMAIL": "…"}',
          },
        ],
        remedy: 'Pin it: `touchstone pin --write`.',
        since: null,
        facts: [],
      }),
      finding('low', {
        fingerprint: 'cc33',
        heuristic: 'deprecated-release',
        title: 'its author has deprecated the release',
        message: '',
        evidence: [],
        since: null,
        acknowledged: {
          fingerprint: 'cc33',
          reason: 'there is no other one',
          when: '2025-09-20',
          until: '2026-01-01',
          by: 'Ada',
        },
      }),
      finding('info', { fingerprint: 'dd44', heuristic: 'many-tools', title: 'it offers many tools', message: '' }),
    ],
    facts: [
      BCC,
      fact('net.egress', 'POST api.postmark.example', { host: 'api.postmark.example' }),
      fact('env.read', 'POSTMARK_SERVER_TOKEN', { secret: true }),
    ],
    report: {
      change: { added: [BCC], removed: [fact('net.host', 'old.example')] },
      repository: unknown('GitHub shows no such repository'),
      onMachine: {
        copies: [
          {
            place: 'npx cache',
            name: 'postmark-mcp',
            version: '1.0.15',
            integrity: null,
            folder: '/home/u/.npm/_npx/0f4/node_modules/postmark-mcp',
            used: true,
          },
        ],
        shadows: [],
      },
      baseline: {
        from: 'previous',
        release: release('postmark-mcp', '1.0.15', { publishedAt: known('2025-09-11T00:00:00.000Z') }),
      },
      ...more,
    },
  })

interface PackageWords extends Partial<Omit<Dependency, 'path'>> {
  /** From below the server to it, as `name@version`. */
  readonly way: readonly string[]
}

const ROOT = 'postmark-mcp@1.0.16'

export function dependency({ way, ...more }: PackageWords): Dependency {
  const label = way.at(-1) ?? ''
  const at = label.lastIndexOf('@')
  const [name, version] = [label.slice(0, at), label.slice(at + 1)]
  return {
    name,
    version,
    purl: `pkg:npm/${label}`,
    integrity: 'sha512-AAAA',
    source: 'registry',
    path: [ROOT, ...way],
    optional: false,
    installScript: false,
    release: null,
    ...more,
  }
}

/** The same server with packages below it, of which some came, moved, hold other bytes, and went. */
export function tree(): ServerReport {
  const packages = [
    dependency({ way: ['axios@1.14.1'] }),
    dependency({ way: ['axios@1.14.1', 'follow-redirects@1.15.11'] }),
    dependency({ way: ['axios@1.14.1', 'form-data@4.0.4'] }),
    dependency({ way: ['axios@1.14.1', 'form-data@4.0.4', 'asynckit@0.4.0'] }),
    dependency({ way: ['axios@1.14.1', 'plain-crypto-js@4.2.1'], installScript: true }),
    dependency({ way: ['dotenv@17.2.2'] }),
    dependency({ way: ['fsevents@2.3.3'], optional: true, installScript: true }),
    dependency({ way: ['helper@1.0.0'], source: 'git', integrity: null }),
    dependency({ way: ['zod@3.25.76'], source: 'bundled' }),
  ]
  const way = (index: number): readonly string[] => packages[index]?.path ?? []
  const moved: DependencyChange = {
    change: 'moved',
    name: 'axios',
    from: { version: '1.14.0', integrity: null },
    to: { version: '1.14.1', integrity: null },
    path: way(0),
    behaviour: { added: [BCC], removed: [] },
  }
  const report = postmark()
  return {
    ...report,
    dependencies: {
      tree: { root: 'pkg:npm/postmark-mcp@1.0.16', packages },
      baseline: 'previous',
      changes: [
        moved,
        { ...moved, change: 'integrity', name: 'dotenv', path: way(5), behaviour: { added: [], removed: [] } },
        { ...moved, change: 'added', name: 'plain-crypto-js', from: null, path: way(4), behaviour: null },
        {
          ...moved,
          change: 'removed',
          name: 'left-pad',
          from: { version: '1.3.0', integrity: null },
          to: null,
          path: [ROOT],
        },
      ],
    },
    findings: [
      finding('critical', {
        fingerprint: 'ee55',
        heuristic: 'install-download',
        title: 'what runs at install fetches code and starts it',
        path: way(4),
      }),
      finding('high', {
        fingerprint: 'ee66',
        heuristic: 'dependency-install-script',
        title: 'a package below it runs code when it is installed',
        path: way(4),
      }),
      finding('low', {
        fingerprint: 'ff77',
        heuristic: 'dependency-source',
        title: 'a package below it comes from no registry',
        path: way(7),
      }),
      finding('low', {
        fingerprint: 'ff88',
        heuristic: 'dependency-unpublished',
        title: 'a version below it is in the registry no more',
        message: 'ghost@2.0.0 is in the registry no more',
        path: [ROOT, 'ghost@2.0.0'],
      }),
      ...report.findings,
    ],
  }
}
