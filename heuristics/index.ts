/** All heuristics, in alphabetical order. One heuristic, one file. */
import type { Heuristic } from '../src/heuristic.js'
import agentConfigWrite from './agent-config-write.js'
import agentInvocation from './agent-invocation.js'
import argumentToNewHost from './argument-to-new-host.js'
import commandFromArgument from './command-from-argument.js'
import constantRecipient from './constant-recipient.js'
import dependencyLookAlike from './dependency-look-alike.js'
import dependencyNeverImported from './dependency-never-imported.js'
import dependencySource from './dependency-source.js'
import deprecatedRelease from './deprecated-release.js'
import dnsExfiltration from './dns-exfiltration.js'
import downloadAndExecute from './download-and-execute.js'
import dropService from './drop-service.js'
import dynamicImport from './dynamic-import.js'
import environmentToNetwork from './environment-to-network.js'
import evalNew from './eval-new.js'
import firstNetworkUse from './first-network-use.js'
import floatingSpec from './floating-spec.js'
import globalPatch from './global-patch.js'
import hiddenCharacters from './hidden-characters.js'
import hookWithoutCode from './hook-without-code.js'
import installScriptAdded from './install-script-added.js'
import installScriptChanged from './install-script-changed.js'
import installTimeBehaviour from './install-time-behaviour.js'
import listensOnAllInterfaces from './listens-on-all-interfaces.js'
import manifestConfusion from './manifest-confusion.js'
import newHost from './new-host.js'
import newSpawn from './new-spawn.js'
import obfuscationAdded from './obfuscation-added.js'
import opaqueFileAdded from './opaque-file-added.js'
import packageLookAlike from './package-look-alike.js'
import persistence from './persistence.js'
import provenanceLost from './provenance-lost.js'
import publishedBytesDiffer from './published-bytes-differ.js'
import publisherChanged from './publisher-changed.js'
import rawIp from './raw-ip.js'
import releaseAfterSilence from './release-after-silence.js'
import remoteCode from './remote-code.js'
import repositoryArchived from './repository-archived.js'
import repositoryMissing from './repository-missing.js'
import reverseShell from './reverse-shell.js'
import secretPathRead from './secret-path-read.js'
import secretToNetwork from './secret-to-network.js'
import systemReconToNetwork from './system-recon-to-network.js'
import toolTextInjection from './tool-text-injection.js'
import untaggedRelease from './untagged-release.js'
import withdrawnRelease from './withdrawn-release.js'
import wormPublish from './worm-publish.js'
import youngRelease from './young-release.js'

export const heuristics: readonly Heuristic[] = [
  agentConfigWrite,
  agentInvocation,
  argumentToNewHost,
  commandFromArgument,
  constantRecipient,
  dependencyLookAlike,
  dependencyNeverImported,
  dependencySource,
  deprecatedRelease,
  dnsExfiltration,
  downloadAndExecute,
  dropService,
  dynamicImport,
  environmentToNetwork,
  evalNew,
  firstNetworkUse,
  floatingSpec,
  globalPatch,
  hiddenCharacters,
  hookWithoutCode,
  installScriptAdded,
  installScriptChanged,
  installTimeBehaviour,
  listensOnAllInterfaces,
  manifestConfusion,
  newHost,
  newSpawn,
  obfuscationAdded,
  opaqueFileAdded,
  packageLookAlike,
  persistence,
  provenanceLost,
  publishedBytesDiffer,
  publisherChanged,
  rawIp,
  releaseAfterSilence,
  remoteCode,
  repositoryArchived,
  repositoryMissing,
  reverseShell,
  secretPathRead,
  secretToNetwork,
  systemReconToNetwork,
  toolTextInjection,
  untaggedRelease,
  withdrawnRelease,
  wormPublish,
  youngRelease,
]
