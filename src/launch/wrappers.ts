/** Commands that only start another command; see `launch-forms.md`, "Wrappers to unwrap". Pure. */
import type { Arg } from './arg.js'
import { command, env, prefixes, script, ssh } from './prefixes.js'
import { cmd, posixShell, powershell, start } from './shells.js'
import type { Step, Unwrap } from './step.js'
import { dotenv, mise, nix, nixShell, nvm, proto, sops, tools } from './tools.js'

export const SHELLS = [
  'sh',
  'bash',
  'zsh',
  'dash',
  'ash',
  'ksh',
  'mksh',
  'fish',
  'nu',
  'rbash',
  'csh',
  'tcsh',
  'yash',
  'elvish',
  'xonsh',
]

const plain = new Map(prefixes)
const none: Unwrap = () => null

const WRAPPERS: ReadonlyMap<string, Unwrap> = new Map<string, Unwrap>([
  ...prefixes,
  ...tools,
  ...SHELLS.map((name) => [name, posixShell] as const),
  ['cmd', cmd],
  ['start', start],
  ['powershell', powershell],
  ['pwsh', powershell],
  ['env', env],
  ['genv', env],
  ['command', command],
  ['script', script],
  ['ssh', ssh],
  ['dotenv', dotenv(plain.get('dotenv') ?? none)],
  ['mise', mise],
  ['nvm', nvm],
  ['proto', proto],
  ['nix', nix],
  ['nix-shell', nixShell],
  ['sops', sops],
])

export const isWrapper = (name: string): boolean => WRAPPERS.has(name)

/** What a wrapper of this name starts; `null` where it is none, or starts nothing that stands in its words. */
export const wrapperStep = (name: string, args: readonly Arg[], isKnown: (name: string) => boolean): Step | null =>
  WRAPPERS.get(name)?.(args, isKnown) ?? null
