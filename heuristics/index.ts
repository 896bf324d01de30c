/** All heuristics, in alphabetical order. One heuristic, one file. */
import type { Heuristic } from '../src/heuristic.js'
import agentConfigWrite from './agent-config-write.js'
import agentInvocation from './agent-invocation.js'
import apiHostReplaced from './api-host-replaced.js'
import argumentToNewHost from './argument-to-new-host.js'
import autoApprovedTools from './auto-approved-tools.js'
import blockedServer from './blocked-server.js'
import boundToAllInterfaces from './bound-to-all-interfaces.js'
import browserProfile from './browser-profile.js'
import commandFromArgument from './command-from-argument.js'
import configWritableByOthers from './config-writable-by-others.js'
import constantRecipient from './constant-recipient.js'
import containerIsolation from './container-isolation.js'
import dataToNewPlace from './data-to-new-place.js'
import dependencyBytesChanged from './dependency-bytes-changed.js'
import dependencyDeprecated from './dependency-deprecated.js'
import dependencyInstallScript from './dependency-install-script.js'
import dependencyLookAlike from './dependency-look-alike.js'
import dependencyNeverImported from './dependency-never-imported.js'
import dependencySource from './dependency-source.js'
import dependencyUnpublished from './dependency-unpublished.js'
import dependencyYoung from './dependency-young.js'
import deprecatedRelease from './deprecated-release.js'
import disabledButFloating from './disabled-but-floating.js'
import dnsExfiltration from './dns-exfiltration.js'
import downloadAndExecute from './download-and-execute.js'
import dropService from './drop-service.js'
import dynamicImport from './dynamic-import.js'
import elevated from './elevated.js'
import encodedCommand from './encoded-command.js'
import environmentToNetwork from './environment-to-network.js'
import evalNew from './eval-new.js'
import firstNetworkUse from './first-network-use.js'
import fixedParty from './fixed-party.js'
import floatingSpec from './floating-spec.js'
import globalPatch from './global-patch.js'
import hiddenCharacters from './hidden-characters.js'
import hookWithoutCode from './hook-without-code.js'
import hostileCommand from './hostile-command.js'
import installScriptAdded from './install-script-added.js'
import installScriptChanged from './install-script-changed.js'
import installTimeBehaviour from './install-time-behaviour.js'
import knownMalicious from './known-malicious.js'
import knownMaliciousDependency from './known-malicious-dependency.js'
import knownMaliciousOnMachine from './known-malicious-on-machine.js'
import knownVulnerability from './known-vulnerability.js'
import knownVulnerableDependency from './known-vulnerable-dependency.js'
import listensOnAllInterfaces from './listens-on-all-interfaces.js'
import literalSecret from './literal-secret.js'
import lockedReleaseReplaced from './locked-release-replaced.js'
import machineHarmed from './machine-harmed.js'
import maintainersChanged from './maintainers-changed.js'
import manifestConfusion from './manifest-confusion.js'
import nameShadowing from './name-shadowing.js'
import newHost from './new-host.js'
import newSpawn from './new-spawn.js'
import notTheVendor from './not-the-vendor.js'
import obfuscationAdded from './obfuscation-added.js'
import opaqueFileAdded from './opaque-file-added.js'
import packageLookAlike from './package-look-alike.js'
import payeeFixed from './payee-fixed.js'
import persistence from './persistence.js'
import pipeToShell from './pipe-to-shell.js'
import plainHttp from './plain-http.js'
import projectServersApproved from './project-servers-approved.js'
import provenanceInvalid from './provenance-invalid.js'
import provenanceLost from './provenance-lost.js'
import provenanceSource from './provenance-source.js'
import publishedBytesDiffer from './published-bytes-differ.js'
import publisherChanged from './publisher-changed.js'
import rawIp from './raw-ip.js'
import registryRedirect from './registry-redirect.js'
import releaseAfterDeprecation from './release-after-deprecation.js'
import releaseAfterSilence from './release-after-silence.js'
import releaseBurst from './release-burst.js'
import remoteCode from './remote-code.js'
import repositoryArchived from './repository-archived.js'
import repositoryFork from './repository-fork.js'
import repositoryGone from './repository-gone.js'
import repositoryMissing from './repository-missing.js'
import repositoryMoved from './repository-moved.js'
import repositoryOfAnotherPackage from './repository-of-another-package.js'
import repositoryRecreated from './repository-recreated.js'
import reverseShell from './reverse-shell.js'
import sameVersionDifferentBytes from './same-version-different-bytes.js'
import secretPathRead from './secret-path-read.js'
import secretToNetwork from './secret-to-network.js'
import shadowedByLocalFile from './shadowed-by-local-file.js'
import shellHook from './shell-hook.js'
import startsOnOpen from './starts-on-open.js'
import systemReconToNetwork from './system-recon-to-network.js'
import tagDiffers from './tag-differs.js'
import tlsChecksOff from './tls-checks-off.js'
import toolAnnotationChanged from './tool-annotation-changed.js'
import toolAnnotationContradicted from './tool-annotation-contradicted.js'
import toolTextChanged from './tool-text-changed.js'
import toolTextInjection from './tool-text-injection.js'
import toolTextRemote from './tool-text-remote.js'
import transitiveLookAlike from './transitive-look-alike.js'
import transitiveSource from './transitive-source.js'
import unscopedLookAlike from './unscoped-look-alike.js'
import untaggedRelease from './untagged-release.js'
import vendorClaimed from './vendor-claimed.js'
import versionOrder from './version-order.js'
import weakenedRuntime from './weakened-runtime.js'
import wideFilesystemAccess from './wide-filesystem-access.js'
import withdrawnRelease from './withdrawn-release.js'
import wormPublish from './worm-publish.js'
import youngRelease from './young-release.js'

export const heuristics: readonly Heuristic[] = [
  agentConfigWrite,
  agentInvocation,
  apiHostReplaced,
  argumentToNewHost,
  autoApprovedTools,
  blockedServer,
  boundToAllInterfaces,
  browserProfile,
  commandFromArgument,
  configWritableByOthers,
  constantRecipient,
  containerIsolation,
  dataToNewPlace,
  dependencyBytesChanged,
  dependencyDeprecated,
  dependencyInstallScript,
  dependencyLookAlike,
  dependencyNeverImported,
  dependencySource,
  dependencyUnpublished,
  dependencyYoung,
  deprecatedRelease,
  disabledButFloating,
  dnsExfiltration,
  downloadAndExecute,
  dropService,
  dynamicImport,
  elevated,
  encodedCommand,
  environmentToNetwork,
  evalNew,
  firstNetworkUse,
  fixedParty,
  floatingSpec,
  globalPatch,
  hiddenCharacters,
  hookWithoutCode,
  hostileCommand,
  installScriptAdded,
  installScriptChanged,
  installTimeBehaviour,
  knownMalicious,
  knownMaliciousDependency,
  knownMaliciousOnMachine,
  knownVulnerability,
  knownVulnerableDependency,
  listensOnAllInterfaces,
  literalSecret,
  lockedReleaseReplaced,
  machineHarmed,
  maintainersChanged,
  manifestConfusion,
  nameShadowing,
  newHost,
  newSpawn,
  notTheVendor,
  obfuscationAdded,
  opaqueFileAdded,
  packageLookAlike,
  payeeFixed,
  persistence,
  pipeToShell,
  plainHttp,
  projectServersApproved,
  provenanceInvalid,
  provenanceLost,
  provenanceSource,
  publishedBytesDiffer,
  publisherChanged,
  rawIp,
  registryRedirect,
  releaseAfterDeprecation,
  releaseAfterSilence,
  releaseBurst,
  remoteCode,
  repositoryArchived,
  repositoryFork,
  repositoryGone,
  repositoryMissing,
  repositoryMoved,
  repositoryOfAnotherPackage,
  repositoryRecreated,
  reverseShell,
  sameVersionDifferentBytes,
  secretPathRead,
  secretToNetwork,
  shadowedByLocalFile,
  shellHook,
  startsOnOpen,
  systemReconToNetwork,
  tagDiffers,
  tlsChecksOff,
  toolAnnotationChanged,
  toolAnnotationContradicted,
  toolTextChanged,
  toolTextInjection,
  toolTextRemote,
  transitiveLookAlike,
  transitiveSource,
  unscopedLookAlike,
  untaggedRelease,
  vendorClaimed,
  versionOrder,
  weakenedRuntime,
  wideFilesystemAccess,
  withdrawnRelease,
  wormPublish,
  youngRelease,
]
