/** One package spec: what npm would take for it. `npm-package-arg` parses it; nothing is looked up. Pure. */
import npa from 'npm-package-arg'
import semver from 'semver'
import type { LaunchKind, PackageRef } from '../model.js'
import { type Arg, tokenOf } from './arg.js'
import { expandDefaults, hasVariable } from './normalise.js'
import { redactSpec, redactUrl } from './redact.js'

export type SpecReading =
  /** `remark` says that the spec depends on the environment. */
  | { readonly kind: 'package'; readonly ref: PackageRef; readonly remark: string | null }
  | {
      readonly kind: 'other'
      readonly launch: Extract<LaunchKind, 'git' | 'local' | 'unknown'>
      readonly origin: string | null
      readonly reason: string
    }

/**
 * @param file the configuration file that the argument stands in
 * @param rename what the runner makes of a spec before it looks it up: `npm create x` takes `create-x`
 */
export function readSpec(arg: Arg, file: string, rename: (spec: string) => string = (spec) => spec): SpecReading {
  const { text, variables } = expandDefaults(arg.text)
  const spec = rename(text.trim())
  if (spec === '') return other('unknown', null, 'its package spec is empty')
  if (hasVariable(spec)) return other('unknown', null, 'its package spec depends on a variable that is not known here')
  // Windows' paths, which npm-package-arg knows only when it runs there.
  if (/^(\.{0,2}\\|[A-Za-z]:[\\/])/.test(spec)) return other('local', redactSpec(spec), FROM_FOLDER)
  let parsed: npa.Result
  try {
    parsed = npa(spec, '/')
  } catch {
    // Its message holds the spec, which may hold a secret.
    return other('unknown', null, 'it names no valid package')
  }
  const target = parsed.type === 'alias' ? (parsed as npa.AliasResult).subSpec : parsed
  const { type } = target
  if (type === 'git') return gitLaunch(parsed)
  if (type === 'remote')
    return other('unknown', redactUrl(parsed.fetchSpec ?? ''), 'a package from a URL is not audited')
  if (type === 'file' || type === 'directory') return other('local', redactSpec(parsed.rawSpec), FROM_FOLDER)
  if (!target.name || (type !== 'version' && type !== 'range' && type !== 'tag')) {
    return other('unknown', null, 'it names no valid package')
  }
  const written = (target.fetchSpec ?? '').trim()
  const value = type === 'version' ? (semver.valid(written, true) ?? written) : written === '' ? '*' : written
  const ref: PackageRef = {
    ecosystem: 'npm',
    name: target.name,
    spec: redactSpec(arg.text),
    selector: { type, value },
    floating: type !== 'version' || variables.length > 0,
    token: tokenOf(arg, file),
  }
  const remark = variables.length > 0 ? `its package depends on ${variables.join(', ')}; the default is audited` : null
  return { kind: 'package', ref, remark }
}

const FROM_FOLDER = 'a package from a folder or file of this machine is not audited'

function gitLaunch(parsed: npa.Result): SpecReading {
  const { hosted, gitCommittish, gitRange } = parsed as npa.HostedGitResult
  // The short form of a known host holds no credentials. It is missing in the published types.
  const short = hosted && (hosted as unknown as { shortcut(): string }).shortcut()
  const ref = gitCommittish ?? gitRange
  const reason = `code from git is not audited${ref ? `; it is written at ${redactSpec(ref)}` : ''}`
  return other('git', short ?? redactUrl(parsed.rawSpec.split('#', 1)[0] ?? ''), reason)
}

const other = (launch: 'git' | 'local' | 'unknown', origin: string | null, reason: string): SpecReading => ({
  kind: 'other',
  launch,
  origin,
  reason,
})
