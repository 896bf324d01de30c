/**
 * What a heuristic is, and all that it may look at. A heuristic is pure: it reads the context and yields signs; it does no
 * I/O, has no clock, and keeps no state. Most judge a release; those about the configuration judge how a server is started.
 */

import type { ChangedFact } from './diff.js'
import type {
  Advisory,
  AttestationEvidence,
  Baseline,
  Behaviour,
  Change,
  Command,
  Confidence,
  Dependency,
  Fact,
  FactKind,
  Known,
  Launch,
  OnMachine,
  PackageRef,
  RegistryFile,
  Release,
  RepositoryEvidence,
  ServerEntry,
  Severity,
  Where,
} from './model.js'
import type { Vendor } from './vendor.js'

/** How far the version moved from the baseline. `none`: no baseline, the same version, or versions that are no semver. */
export type SemverStep = 'major' | 'minor' | 'patch' | 'prerelease' | 'none'

/** What one audit of one package knows, before it is judged. */
export interface JudgedSubject {
  /** Id of the server. */
  readonly server: string
  /** The release that would run. */
  readonly release: Release
  /** All releases of the package, oldest first; empty where they are not known. */
  readonly history: readonly Release[]
  /** With `from: 'none'` the change is empty, and every fact is judged as present. */
  readonly baseline: Baseline
  /** `null` when the code was not evaluated: then only what needs no facts is judged. */
  readonly behaviour: Behaviour | null
  /** What the baseline does; absent where no more than the change is known. */
  readonly baselineBehaviour?: Behaviour | null
  readonly change: Change
  /** Fields in which the registry's manifest differs from the tarball's package.json, as sentences. */
  readonly manifestDifferences: readonly string[]
  readonly repository: Known<RepositoryEvidence>
  /** What the release's attestation is worth; absent where nobody asked. */
  readonly attestation?: Known<AttestationEvidence>
  /** The same of the baseline's. */
  readonly attestationBefore?: Known<AttestationEvidence>
  readonly onMachine: OnMachine
  /** What is publicly known of the release; absent where nobody was asked. */
  readonly advisories?: readonly Advisory[]
  readonly now: Date
}

export interface ContextChange {
  added(kind: FactKind): readonly Fact[]
  removed(kind: FactKind): readonly Fact[]
  /** Same subject, other form; also in `added` and `removed`. */
  changed(kind: FactKind): readonly ChangedFact[]
  /** All live facts that came, of every kind. */
  readonly all: readonly Fact[]
  /** All live facts that went. */
  readonly gone: readonly Fact[]
}

/** All that a heuristic may look at. Facts are live ones unless it says otherwise. */
export interface Context extends Omit<JudgedSubject, 'change' | 'behaviour' | 'baselineBehaviour'> {
  /** Live facts of the candidate. */
  facts(kind: FactKind): readonly Fact[]
  /** Shipped, and reached by nothing that runs. */
  dormant(kind: FactKind): readonly Fact[]
  /** What must be judged: what came, where the baseline is accepted (a lock); else all that is present. */
  judged(kind: FactKind): readonly Fact[]
  /** Live facts of the baseline; empty without one. */
  before(kind: FactKind): readonly Fact[]
  /** The same with the details that the baseline's own analysis has; `null` where no more than the change is known. */
  baselineFacts(kind: FactKind): readonly Fact[] | null
  readonly change: ContextChange
  /** Whether a fact came with this release. Without a baseline nothing is known to be new. */
  isNew(fact: Fact): boolean
  /** Whether there is a baseline to compare with. */
  readonly compared: boolean
  /** Whether a person accepted the baseline. */
  readonly accepted: boolean
  readonly step: SemverStep
  /** Compared, and the version moved less than a minor step: the less a release says of itself, the more its news weigh. */
  readonly smallStep: boolean
  readonly vendor: Vendor
  /** Registrable domains that the baseline's code reaches or names. */
  readonly knownDomains: ReadonlySet<string>
  /** The package's own host, or of a domain that the baseline knew, or not public at all (loopback, private, computed). */
  isFamiliar(host: string): boolean
  /** Whether a README names the host's registrable domain: that of the baseline, or only that of the release itself. */
  documented(host: string): 'before' | 'now' | null
}

/** What a heuristic yields: one finding. */
export interface Sign {
  /** Names the values: "new bcc recipient x@y". */
  readonly message: string
  /** Facts that the finding rests on (they are dated), or bare places. */
  readonly evidence: readonly (Fact | Where)[]
  /** Facts that only say how bad it is: shown, and no part of the finding's identity or date. */
  readonly context?: readonly Fact[]
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** Replaces the purl: the configuration's place, for a finding about the entry. */
  readonly subject?: string
  /**
   * What tells findings without facts apart, for their fingerprint, since who lets one pass lets no other pass: the value that it
   * is about. A version of the package only where the finding is about that one release.
   */
  readonly key?: readonly string[]
}

/** One entry of a server, as its file has it. */
export interface ConfiguredEntry {
  readonly entry: ServerEntry
  /** What it starts, from the outermost command to the innermost. Words may be secrets: no message may quote one. */
  readonly commands: readonly Command[]
  /** Who else may write to the file, or to its folder; `null` where nobody can, or where it can't be told. */
  readonly writableBy: 'group' | 'everyone' | null
}

/** Another server of the same name. */
export interface Namesake {
  readonly entry: ServerEntry
  readonly launch: Launch
}

/** All that a heuristic about the configuration may look at: one server, and every entry that starts it. */
export interface ConfiguredServer {
  /** Id of the server. */
  readonly server: string
  readonly launch: Launch
  /** The package of `launch` that is meant; `null` where it is taken from no registry. */
  readonly ref: PackageRef | null
  /** At least one. */
  readonly entries: readonly ConfiguredEntry[]
  readonly onMachine: OnMachine
  /** Entries of these names that launch something else. */
  readonly namesakes: readonly Namesake[]
  /** Settings of package managers beside the entries, which choose where packages come from. */
  readonly registryFiles: readonly RegistryFile[]
  /** Why a lock says that it must not be configured, where one does. */
  readonly blocked?: { readonly reason: string | null } | null
}

/** What a heuristic about the configuration yields: one finding. */
export interface ConfigurationSign {
  /** Names keys, flags and hosts; never a value that could be a secret. */
  readonly message: string
  readonly entry: ServerEntry
  /** Of the value in the entry's file; the entry's own when absent. */
  readonly pointer?: string
  /** What tells this finding apart from others of the same heuristic and server: no path of this machine, no version. */
  readonly key: readonly string[]
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** Replaces the heuristic's own: the client's own syntax, for instance. */
  readonly remedy?: string
}

/** A package below a server, and how it stands to the tree that was there before. */
export interface JudgedDependency extends Dependency {
  /** `unknown` without a baseline's tree. */
  readonly status: 'added' | 'moved' | 'same' | 'unknown'
  /** Version in the baseline's tree, of a moved one. */
  readonly movedFrom: string | null
  /** Whether that version ran scripts when it was installed; `null` where there is none, or nobody says. */
  readonly ranScriptBefore: boolean | null
  /** SRI that the baseline's tree states of this very version; `null` where it has none. */
  readonly integrityBefore: string | null
  /** ISO 8601, of the package's first version. Asked of what is not `same`. */
  readonly packageSince: Known<string>
  readonly advisories: readonly Advisory[]
}

/** A package of the baseline's tree, in a version that its registry does not list any more. */
export interface GoneDependency {
  readonly name: string
  readonly version: string
  readonly purl: string
  /** From the server to it, as far as it is known. */
  readonly path: readonly string[]
  /** Whether the registry has nothing of the package any more, or nothing but a note in its place. */
  readonly wholly: boolean
}

/** All that a heuristic about dependencies may look at: what a registry says of the packages below one server. */
export interface DependencyContext {
  /** Id of the server. */
  readonly server: string
  /** The server's own release. */
  readonly release: Release
  /** Whether there is a tree to compare with. */
  readonly compared: boolean
  /** Whether a person accepted that tree. */
  readonly accepted: boolean
  readonly packages: readonly JudgedDependency[]
  readonly gone: readonly GoneDependency[]
  readonly now: Date
}

/** What a heuristic about dependencies yields: one finding. */
export interface DependencySign {
  readonly message: string
  /** `null` for a finding about several of them. */
  readonly dependency: Pick<JudgedDependency, 'name' | 'purl' | 'path'> | null
  /** What tells findings about one package apart, as of `Sign`. */
  readonly key?: readonly string[]
  readonly severity?: Severity
  readonly confidence?: Confidence
}

/** Where a heuristic's findings count in the score: what the code does, who publishes it, how it is started, or what is below it. */
export type About = 'behaviour' | 'publishing' | 'configuration' | 'dependencies'

interface Named {
  /** Equals the file's name; in kebab case. */
  readonly id: string
  /** What it finds, in a clause without a full stop. */
  readonly title: string
  /** Of a sign that does not say otherwise. */
  readonly severity: Severity
  readonly confidence: Confidence
  /** The next step for the person who reads the finding. */
  readonly remedy: string
}

export interface ReleaseHeuristic extends Named {
  readonly about: 'behaviour' | 'publishing'
  /** Kinds without which it has nothing to say. Empty: it needs no code, and also judges a release whose code was not evaluated. */
  readonly needs: readonly FactKind[]
  judge(context: Context): Iterable<Sign>
}

export interface ConfigurationHeuristic extends Named {
  readonly about: 'configuration'
  judge(server: ConfiguredServer): Iterable<ConfigurationSign>
}

export interface DependencyHeuristic extends Named {
  readonly about: 'dependencies'
  judge(context: DependencyContext): Iterable<DependencySign>
}

export type Heuristic = ReleaseHeuristic | ConfigurationHeuristic | DependencyHeuristic

/** @param definition `about` is `behaviour` unless it is said. */
export const defineHeuristic = (
  definition: Omit<ReleaseHeuristic, 'about'> & { readonly about?: ReleaseHeuristic['about'] },
): ReleaseHeuristic => ({ about: 'behaviour', ...definition })

/** For heuristics that judge how a server is started; they need no network and no code. */
export const defineConfigurationHeuristic = (
  definition: Omit<ConfigurationHeuristic, 'about'>,
): ConfigurationHeuristic => ({ about: 'configuration', ...definition })

/** For heuristics that judge what a registry says of the packages below a server; they need no code. */
export const defineDependencyHeuristic = (definition: Omit<DependencyHeuristic, 'about'>): DependencyHeuristic => ({
  about: 'dependencies',
  ...definition,
})
