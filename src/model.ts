/**
 * The central types of touchstone. This file imports nothing; every stage speaks in these words.
 * `docs`: README, "How it is built".
 */

/** A value that the outside world may not give. The reason stands where the value would, and is shown. */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly reason: string }

export const known = <T>(value: T): Known<T> => ({ known: true, value })
export const unknown = (reason: string): { readonly known: false; readonly reason: string } => ({
  known: false,
  reason,
})

// ── discovery ────────────────────────────────────────────────────────────────────────────────────

export type Scope = 'user' | 'local' | 'project' | 'managed' | 'plugin' | 'explicit'

/** Where in a configuration file something stands: absolute path and RFC 6901 pointer. */
export interface ConfigPlace {
  readonly file: string
  readonly pointer: string
}

/** One string of an entry, as read, with the place of its token in the file. */
export interface Word {
  readonly text: string
  /** JSON pointer of the string that this word came from. */
  readonly pointer: string
  /** Start, in UTF-16 units of the decoded string at `pointer`; above 0 when the word was split out of a longer string. */
  readonly offset: number
}

export interface StdioLaunch {
  readonly transport: 'stdio'
  /** command and args, in order; never expanded. */
  readonly argv: readonly Word[]
  /** Names and values as written. Values may be secrets: they never leave the process. */
  readonly env: Readonly<Record<string, string>>
  /** Pointer of the map that `env` was read from. */
  readonly envPointer?: string
  /** A file of variables that the client reads for it, as written. */
  readonly envFile?: string
  readonly cwd?: string
}

export interface RemoteLaunch {
  readonly transport: 'remote'
  readonly url: Word
  readonly headers: Readonly<Record<string, string>>
  /** Pointer of the map that `headers` was read from. */
  readonly headersPointer?: string
}

/** What an entry, or its client's settings, allow beyond what the user is asked. */
export interface Grants {
  /** Tools that run without a question, as written; `*` for all of them. */
  readonly autoApproved: readonly string[]
  /** Keys of the entry whose values the client runs as commands, such as `headersHelper`. */
  readonly shellHooks: readonly string[]
  /** What it runs of them, as written, each in a text of its own. They may hold secrets, and never leave the process. */
  readonly hookCommands: readonly string[]
  /** The setting that approves the servers of a project unasked, where one does. */
  readonly approvedBy: ConfigPlace | null
  /** Whether the client starts it as soon as the project is opened, without a question. */
  readonly startsOnOpen: boolean
}

export const NO_GRANTS: Grants = {
  autoApproved: [],
  shellHooks: [],
  hookCommands: [],
  approvedBy: null,
  startsOnOpen: false,
}

/** One server in one client's file. */
export interface ServerEntry {
  readonly client: string
  readonly scope: Scope
  readonly name: string
  readonly place: ConfigPlace
  /** Of the entry in its file, from 1. */
  readonly line: number
  readonly launch: StdioLaunch | RemoteLaunch
  readonly disabled: boolean
  readonly grants: Grants
  /** How npm is told to choose releases of its packages, where its words, its variables or files beside it say so. */
  readonly choices?: readonly PackageChoice[]
}

/** What decides beside a spec which release npm takes, in the place of what the user's own configuration of npm says. */
export interface ReleaseChoice {
  /** ISO 8601: nothing later counts; `null`: everything counts. */
  readonly before?: string | null
  /** Days that a release has to be old; in the place of `before`. */
  readonly minAge?: number
  /** The distribution tag that is taken in the place of `latest`. */
  readonly tag?: string
  /** Why it can't be told, as a clause. */
  readonly unclear?: string
}

/** A choice, and the package of an entry that it is about. */
export interface PackageChoice {
  readonly name: string
  readonly spec: string
  readonly choice: ReleaseChoice
}

// ── launch ───────────────────────────────────────────────────────────────────────────────────────

export type LaunchKind = 'npm' | 'pypi' | 'oci' | 'git' | 'remote' | 'local' | 'unknown'

/** The exact characters of a config file that name a package. */
export interface SpecToken extends ConfigPlace {
  /** Start and end in UTF-16 units of the decoded string at `pointer`. */
  readonly start: number
  readonly end: number
}

export interface PackageRef {
  readonly ecosystem: 'npm' | 'pypi' | 'oci'
  /**
   * The registry's name of the package; for `alias@npm:real@1` this is `real`. PyPI: as PEP 503 spells it. Images: without tag
   * and digest, and with the registry where one is written.
   */
  readonly name: string
  /** As written, with credentials in URLs replaced. */
  readonly spec: string
  /**
   * What follows the name: exact version, range or tag. Empty range `*` when nothing is written. Images: the tag, `latest` when
   * nothing is written; a digest counts as a version.
   */
  readonly selector: { readonly type: 'version' | 'range' | 'tag'; readonly value: string }
  /** True unless the spec names one exact version, or an image's digest. */
  readonly floating: boolean
  readonly token: SpecToken
}

/** What an entry would really start. */
export interface Launch {
  readonly kind: LaunchKind
  /** `npx`, `npm exec`, `pnpm dlx`, `yarn dlx`, `bunx`, `node`, `docker` … or the basename of the command. */
  readonly runner: string
  /** Wrappers that were unwrapped, outermost first, e.g. `['cmd', 'env']`. */
  readonly wrappers: readonly string[]
  /** Packages that this launch takes from a registry; empty for all kinds but `npm`, `pypi` and `oci`. */
  readonly packages: readonly PackageRef[]
  /** What stands for the identity of a launch without a package: origin of a URL, image, git URL, path; without secrets. */
  readonly origin: string | null
  /** Where its words or variables take the packages from (`--registry`, `npm_config_registry`, `--index-url`), without credentials. */
  readonly registry?: string
  /** Why the kind is `unknown`, why the code of this kind is not audited, or what a package starts or reaches beside itself. */
  readonly reason?: string
  /** Of a local launch, what runs beside its program and is not audited. */
  readonly beside?: string
}

/**
 * One simple command of what an entry starts, with wrappers and shell scripts taken apart. It holds what the entry holds,
 * secrets too: it is for heuristics, and never shown or stored.
 */
export interface Command {
  /** Base name in lower case, without Windows' extensions: `npx`, `docker`, `curl`. */
  readonly name: string
  /** The words after the name. */
  readonly args: readonly Pick<Word, 'text' | 'pointer'>[]
  /** Variables that stand before it, or that a wrapper around it sets. */
  readonly assignments: readonly { readonly name: string; readonly value: string; readonly pointer: string }[]
  /** Name of the command that its output goes to, in a script: `sh` in `curl … | sh`. */
  readonly pipedTo: string | null
}

/** A file or folder of this machine whose code an entry starts: not expanded, relative to the entry's folder. */
export type LocalProgram =
  /** `node dist/index.js`, or a script that is itself the command. */
  | { readonly type: 'file'; readonly path: string }
  /** `npm run serve`, `npx .`: the package in a folder, started by one of its scripts, or by its own bin. */
  | { readonly type: 'package'; readonly folder: string; readonly script: string | null }

// ── this machine ─────────────────────────────────────────────────────────────────────────────────

/** A copy of a package that is already on this machine. */
export interface InstalledCopy {
  readonly place: 'npx cache' | 'project' | 'global' | 'uv tool' | 'uv cache'
  readonly name: string
  readonly version: string
  /** SRI as the machine's own lockfile states it. */
  readonly integrity: string | null
  /** Absolute path of the copy. */
  readonly folder: string
  /** Whether the entry's own words lead to this copy: the next start looks here first. */
  readonly used: boolean
}

/** A file of this machine that is started in the place of a registry's package. */
export interface Shadow {
  /** Absolute path. */
  readonly file: string
  /** The package that the file belongs to; `null` where it belongs to none. */
  readonly package: { readonly name: string; readonly version: string } | null
}

/** What this machine holds of a server. */
export interface OnMachine {
  readonly copies: readonly InstalledCopy[]
  readonly shadows: readonly Shadow[]
}

export const NOTHING_ON_MACHINE: OnMachine = { copies: [], shadows: [] }

/** A line of a package manager's settings (`.npmrc`, `uv.toml`, `pip.conf`) that chooses where packages come from. */
export interface RegistryFile {
  /** Absolute path. */
  readonly file: string
  /** `registry`, `@scope:registry`, `index-url`. */
  readonly key: string
  /** Origin of the URL: no path, no credentials. */
  readonly origin: string
}

// ── releases and artefacts ───────────────────────────────────────────────────────────────────────

/** One published version, as its registry describes it. */
export interface Release {
  readonly purl: string
  readonly name: string
  readonly version: string
  /** SRI string. Unknown when the registry serves none (then nothing can be verified or cached). */
  readonly integrity: Known<string>
  /** Sums of one algorithm, where the registry states several of them: npm takes bytes of any, so that `integrity` is unknown. */
  readonly sums?: readonly string[]
  /** Where the client takes the tarball from. Not shown, not stored. */
  readonly tarball: string
  /** ISO 8601. Unknown where the registry's times are absent or contradict the order of versions. */
  readonly publishedAt: Known<string>
  readonly publisher: Known<string>
  readonly maintainers: Known<readonly string[]>
  /** Whether the registry serves a provenance attestation for it. */
  readonly provenance: Known<boolean>
  /** What the registry says of how it was published; absent for what no registry describes. */
  readonly publication?: Publication
  readonly deprecated: string | null
  /** The registry's manifest of this version: data from a stranger. */
  readonly manifest: Readonly<Record<string, unknown>>
}

/** How a release was published, beside the name of the account. */
export interface Publication {
  /** The pipeline that published without a token (`github`, `gitlab`); `null` where a token did. Unknown where the registry names none at all. */
  readonly trustedPublisher: Known<string | null>
  /** Domain of each maintainer's mail address, by account, in lower case. Whether it can still be registered is not asked. */
  readonly mailDomains: Known<Readonly<Record<string, string>>>
  /** Address of the attestations, as stated; `null` where none is. */
  readonly attestations: string | null
}

/** Where a pipeline says that it built a release: what a certificate of Sigstore states, not the manifest. */
export interface BuildSource {
  /** `https://github.com/owner/name` */
  readonly repository: string
  /** `refs/tags/v1.0.0`, `refs/heads/main` */
  readonly ref: string | null
  /** File of the workflow in its repository: `.github/workflows/release.yml` */
  readonly workflow: string | null
  readonly commit: string | null
}

/** What an attestation is worth. What can't be told is no attestation, but unknown with its reason. */
export type AttestationEvidence =
  | { readonly result: 'verified'; readonly source: BuildSource }
  /** It is not of these bytes, not of this release, or its signature is wrong. */
  | { readonly result: 'invalid'; readonly why: string }

/** All releases of one package. */
export interface Packument {
  readonly name: string
  readonly distTags: Readonly<Record<string, string>>
  /** Oldest first: by time of publication where known, else by semver precedence. */
  readonly releases: readonly Release[]
}

export interface ArtifactFile {
  readonly path: string
  readonly size: number
  /** Executable bit as the tarball says it. */
  readonly executable: boolean
}

/** Verified bytes of a release, in memory. Paths are relative, `/`-separated, without the tarball's root folder. */
export interface Artifact {
  readonly purl: string
  readonly integrity: string
  list(): readonly ArtifactFile[]
  read(path: string): Uint8Array | undefined
  /** Entries refused while unpacking: traversal, links, devices, names that collide. */
  readonly refused: readonly RefusedEntry[]
}

export interface RefusedEntry {
  readonly path: string
  readonly why: string
}

/** What GitHub says of the repository that a release names. */
export interface RepositoryEvidence {
  readonly url: string
  readonly owner: string
  readonly archived: boolean
  readonly fork: boolean
  readonly licence: string | null
  /** ISO 8601 */
  readonly lastPush: string | null
  /** Whether the repository tags this version; `null` where it could not be asked. */
  readonly tagOfVersion: boolean | null
  /** Whether it has tagged any release at all: absence speaks only against the project's own habit. */
  readonly tagsReleases: boolean | null
  /** The host shows no such repository: it is gone, or private. Then nothing else is known of it. */
  readonly gone?: boolean
  /** `owner/name` that was asked for, where it answers under another one. */
  readonly movedFrom?: string | null
  /** `owner/name` of what it is a fork of. */
  readonly forkOf?: string | null
  /** ISO 8601 */
  readonly createdAt?: string | null
  /** Whether one of its package.json files states the package's name; `null` where not all of them were seen. */
  readonly knowsPackage?: boolean | null
  /** Names that its package.json files state, at most ten, where none is the package's. */
  readonly otherPackages?: readonly string[]
  /** The package's own package.json at the tag of the version; `null` where it could not be had. */
  readonly manifestAtTag?: Readonly<Record<string, unknown>> | null
}

// ── dependencies ─────────────────────────────────────────────────────────────────────────────────

/** One package below a server, as npm would install it today. */
export interface Dependency {
  readonly name: string
  /** As its manifest says; for what comes from no registry the spec as written, without credentials. */
  readonly version: string
  /** `pkg:npm/name@version`; of what comes from no registry `pkg:generic/name`. */
  readonly purl: string
  /** SRI; `null` where nobody states one. */
  readonly integrity: string | null
  /** Where its bytes come from. `bundled`: inside of the tarball of the package above it. */
  readonly source: 'registry' | 'git' | 'url' | 'file' | 'bundled'
  /** From the server to it, both counted, as `name@version`; the shortest way. */
  readonly path: readonly string[]
  /** Whether the install goes on without it, on every way to it. */
  readonly optional: boolean
  /** Whether the registry says that it runs scripts when it is installed. */
  readonly installScript: boolean
  /** What its registry says of it; `null` for every other source. */
  readonly release: Release | null
}

/** What npm would install below a release: every package once per version, on every platform. */
export interface DependencyTree {
  /** purl of the release above it. */
  readonly root: string
  /** Sorted by name, version and source. */
  readonly packages: readonly Dependency[]
}

/** One package of a tree that is not as it was in the baseline's. */
export interface DependencyChange {
  readonly change: 'added' | 'removed' | 'moved' | 'integrity'
  readonly name: string
  /** `null` for an added one. */
  readonly from: { readonly version: string; readonly integrity: string | null } | null
  /** `null` for a removed one. */
  readonly to: { readonly version: string; readonly integrity: string | null } | null
  /** From the server to it; for a removed one the server alone. */
  readonly path: readonly string[]
  /** What the new one does and the old one did not; `null` where it was not read. */
  readonly behaviour: Change | null
}

/** The tree below a server, and what came to it. */
export interface DependencyReport {
  readonly tree: DependencyTree
  /** What the tree is compared with. */
  readonly baseline: BaselineOrigin
  /** Sorted by name. */
  readonly changes: readonly DependencyChange[]
}

/** A known vulnerability or malicious release. */
export interface Advisory {
  /** `GHSA-…`, `CVE-…`, `MAL-…`. */
  readonly id: string
  readonly summary: string
  readonly severity: Severity
  /** Whether the release itself is an attack, and not merely flawed. */
  readonly malicious: boolean
  /** Where it can be read. */
  readonly url: string
  /** The first release without it; `null` where none is known. */
  readonly fixedIn: string | null
}

// ── facts ────────────────────────────────────────────────────────────────────────────────────────

export const FACT_KINDS = [
  'net.egress',
  'net.host',
  'net.raw-ip',
  'net.drop-service',
  'net.dns',
  'net.listen',
  'tls.unchecked',
  'message.recipient',
  'request.field',
  'env.read',
  'env.bulk',
  'process.spawn',
  'code.eval',
  'module.dynamic',
  'fs.read',
  'fs.write',
  'fs.delete',
  'fs.secret-path',
  'agent.config',
  'agent.invoke',
  'persistence',
  'system.recon',
  'install.script',
  'code.obfuscated',
  'global.patch',
  'worm.publish',
  'file.opaque',
  'dependency',
  'mcp.tool',
  'data.flow',
] as const

export type FactKind = (typeof FACT_KINDS)[number]

/** `runs`: reached from bin, exports or workers. `install`: reached from an install script. `dormant`: shipped, reached by neither. */
export type Reach = 'runs' | 'install' | 'dormant'

/** A place in a package. Line and column count from 1; column in UTF-16 units. */
export interface Where {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The statement's own text, one line, at most 200 characters, raw (made visible when printed). */
  readonly excerpt: string
}

export type Detail = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** A thing that the code does. Its identity is kind + value: never a position, never a local name. */
export interface Fact {
  readonly kind: FactKind
  readonly value: string
  /** The parts of the value and what else a heuristic weighs. Not part of the identity. */
  readonly detail: Detail
  readonly where: Where
  /** The other end of a flow: where the code gets what it lets go. Not part of the identity. */
  readonly source?: Where
  readonly reach: Reach
  /** The ways in that reach it, where the main one does not: `bin`, keys of `exports`. Not part of the identity. */
  readonly by?: readonly string[]
}

/** All that extraction says of one artefact. */
export interface Behaviour {
  /** Sorted by kind, value; one fact per identity, the place that is reached first, by file and line. */
  readonly facts: readonly Fact[]
  /** Reached code that could not be analysed, each also a `file.opaque` fact. */
  readonly unanalysed: readonly { readonly file: string; readonly why: string }[]
  /** Specifiers of other packages that the code which runs loads, as written, sorted; `{}` among them where one is computed. */
  readonly imports?: readonly string[]
  /** Registrable domains that its README names, sorted; absent where none is known. */
  readonly documented?: readonly string[]
}

// ── change, findings, score ──────────────────────────────────────────────────────────────────────

export type BaselineOrigin = 'lock' | 'cache' | 'previous' | 'none'

export interface Baseline {
  readonly from: BaselineOrigin
  readonly release: Release | null
}

export const NO_BASELINE: Baseline = { from: 'none', release: null }

/** Set arithmetic over facts. A fact that was dormant and is now reached counts as added, and the reverse as removed. */
export interface Change {
  readonly added: readonly Fact[]
  readonly removed: readonly Fact[]
}

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** The order of texts by code units: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** 0 is the worst. */
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity)

export type Confidence = 'high' | 'medium' | 'low'

export interface Since {
  readonly version: string
  /** ISO 8601 day, or `null` where the registry's times are unknown. */
  readonly date: string | null
  /** How many earlier releases stood without it. */
  readonly releasesBefore: number
}

export interface Finding {
  readonly fingerprint: string
  readonly heuristic: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** Id of the server. */
  readonly server: string
  /** purl, or the config's place for a finding about the entry. */
  readonly subject: string
  readonly title: string
  readonly message: string
  readonly evidence: readonly Where[]
  /** Identities of the facts that the finding rests on; what is dated. Empty for findings about publishing or configuration. */
  readonly facts: readonly { readonly kind: FactKind; readonly value: string }[]
  readonly remedy: string
  readonly since: Since | null
  /** From the server to the package that it is about, as `name@version`; absent where it is about the server itself. */
  readonly path?: readonly string[]
  /** Why a person lets it pass; absent where nobody does. It counts neither in the score nor in the conclusion. */
  readonly acknowledged?: Acknowledgement
}

export type Verdict = 'trust' | 'review' | 'block' | 'unknown'
export type Grade = 'A' | 'B' | 'C' | 'D' | 'F'

/** One named part of a score. `line` keeps apart what changed, what the code can reach, who publishes it, how it is started, and what is below it. */
export interface Contribution {
  readonly line: 'change' | 'reach' | 'publisher' | 'configuration' | 'dependencies'
  readonly reason: string
  /** 0 or negative. */
  readonly points: number
}

export interface TrustScore {
  /** 0–100; `null` when the code was not evaluated. */
  readonly value: number | null
  readonly grade: Grade | null
  readonly verdict: Verdict
  readonly contributions: readonly Contribution[]
}

// ── report ───────────────────────────────────────────────────────────────────────────────────────

export type Stage = 'discover' | 'launch' | 'resolve' | 'fetch' | 'extract' | 'diff' | 'judge' | 'lock' | 'write'

/** What should have been done and could not be. Never a finding. */
export interface Failure {
  readonly stage: Stage
  /** File, purl or server: never a secret. */
  readonly subject: string
  readonly message: string
  /** The next step for the person who reads it. */
  readonly remedy: string
}

/** What is not evaluated by nature, or optional evidence that could not be had. */
export interface NotEvaluated {
  readonly subject: string
  readonly what: string
  readonly why: string
}

export interface Occurrence {
  readonly client: string
  readonly scope: Scope
  readonly file: string
  readonly pointer: string
  readonly disabled: boolean
}

/** A configured server, as far as it is known without a network. */
export interface ListedServer {
  readonly id: string
  readonly name: string
  readonly occurrences: readonly Occurrence[]
  readonly launch: Launch
  /** The package of `launch` that this is about; `null` for other kinds. */
  readonly package: PackageRef | null
  readonly onMachine: OnMachine
}

export interface ServerReport extends ListedServer {
  readonly release: Release | null
  readonly baseline: Baseline
  readonly score: TrustScore
  readonly change: Change
  /** Facts of the candidate, or `null` when nothing was analysed. */
  readonly facts: readonly Fact[] | null
  readonly findings: readonly Finding[]
  readonly repository: Known<RepositoryEvidence>
  /** `null` where the tree was not resolved. */
  readonly dependencies: DependencyReport | null
  /** How it is configured, as a lock says it. */
  readonly configured: readonly LockedOccurrence[]
  /** What the lock of this user says of it; absent where none knows it. */
  readonly locked?: LockedServer
}

export type Conclusion = 'pass' | 'fail' | 'incomplete'

export interface Report {
  readonly command: string
  readonly conclusion: Conclusion
  /** Worst first. */
  readonly servers: readonly ServerReport[]
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
  /** Config files looked for, and what was found in each. */
  readonly searched: readonly SearchedFile[]
  /** What differs from the lock; only of `verify`. */
  readonly drift?: readonly Drift[]
  /** What `pin` and `update` write into the lock. */
  readonly locked?: readonly LockedPackage[]
  /** Servers that `pin` and `update` do not lock. */
  readonly refused?: readonly RefusedServer[]
  /** What `pin` and `update` change in configurations. */
  readonly edits?: readonly ConfigEdit[]
}

/** What is configured on this machine, without a judgement. */
export interface Inventory {
  /** `incomplete` where a configuration could not be read, or it can't be told what an entry starts. */
  readonly conclusion: Conclusion
  readonly servers: readonly ListedServer[]
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
  readonly searched: readonly SearchedFile[]
}

export interface SearchedFile {
  readonly client: string
  readonly scope: Scope
  readonly file: string
  readonly found: 'servers' | 'no servers' | 'absent' | 'failed'
  /** Entries in it. */
  readonly entries: number
}

// ── lock ─────────────────────────────────────────────────────────────────────────────────────────

/** What a person decided about a server: `hold` keeps the locked release against `update`; a blocked server must not be configured. */
export type Decision = 'accept' | 'hold' | 'block'

/** One entry that starts a server: neither a path of this machine nor a value of it. */
export interface LockedOccurrence {
  readonly client: string
  readonly scope: Scope
  /** As the configuration calls it. */
  readonly name: string
  /** Digest of all that decides what is started, beside the spec of its package and beside secrets. */
  readonly launch: string
}

/** A finding that a person lets pass. */
export interface Acknowledgement {
  readonly fingerprint: string
  readonly reason: string
  /** ISO 8601 day. */
  readonly when: string
  /** The last ISO 8601 day on which it holds; `null` for ever. */
  readonly until: string | null
  /** Only where the person said so. */
  readonly by: string | null
}

/** What a release did when it was locked. */
export interface LockedBehaviour {
  /** SRI over the facts. */
  readonly digest: string
  /** Version of the extractor that found them: another one may see more in the same bytes. */
  readonly extractor: number
  /** `kind value`, behind `install ` or `dormant ` where it does not run; sorted. */
  readonly facts: readonly string[]
}

/** One server of a lock. */
export interface LockedServer {
  readonly kind: LaunchKind
  /** Sorted. */
  readonly configured: readonly LockedOccurrence[]
  /** As written in the configuration; the origin for what is taken from no registry. */
  readonly spec: string | null
  /** The floating spec that `pin --write` replaced, which `update` follows. */
  readonly follows: string | null
  readonly decision: Decision
  /** Why, where the person said so. */
  readonly reason: string | null
  /** `null` for what is taken from no registry, or was not resolved. */
  readonly purl: string | null
  readonly integrity: string | null
  /** `null` where the registry does not say. */
  readonly publisher: string | null
  readonly provenance: boolean | null
  /** `null` where the code was not evaluated, or is held without being accepted. */
  readonly behaviour: LockedBehaviour | null
  /** Sorted by fingerprint. */
  readonly acknowledged: readonly Acknowledgement[]
  /** Fingerprints of all other findings of severity medium and above that stood when it was locked: they are no news. Sorted. */
  readonly findings: readonly string[]
  /** `name@version` → integrity; `null` where the tree was not resolved. */
  readonly dependencies: ReadonlyMap<string, string | null> | null
}

/** `mcp-lock.json`: what was reviewed. */
export interface Lockfile {
  readonly lockfileVersion: 1
  /** By key: the server's id where it was first locked. */
  readonly servers: ReadonlyMap<string, LockedServer>
}

export type DriftKind = 'config' | 'version' | 'integrity' | 'dependency' | 'publisher' | 'provenance' | 'cache'

/** One way in which what is configured, or would run today, differs from the lock. */
export interface Drift {
  /** Id of the server; the key of the lock for one that is configured no more. */
  readonly server: string
  readonly kind: DriftKind
  readonly severity: Severity
  /** What it is, in a sentence. */
  readonly message: string
  /** As locked; `null` where there was nothing. */
  readonly from: string | null
  /** As it is; `null` where there is nothing. */
  readonly to: string | null
  /** From the server to the package, as `name@version`; empty where it is about the server itself. */
  readonly path: readonly string[]
}

export interface LockedPackage {
  readonly server: string
  readonly purl: string | null
  readonly integrity: string | null
}

export interface RefusedServer {
  readonly server: string
  readonly why: string
}

/** Characters of a configuration that change. */
export interface ConfigEdit extends ConfigPlace {
  /** The words before and after: a spec, or arguments that are put in. */
  readonly from: string
  readonly to: string
}
