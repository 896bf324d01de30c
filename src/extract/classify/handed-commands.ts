/**
 * Variables and settings by which a program is told to start another one, or to load code: who sets them runs what they say, in a
 * program that looks as it did.
 */

/** Values are command lines. */
const COMMANDS =
  /^(?:GIT_SSH(?:_COMMAND)?|GIT_PROXY_COMMAND|(?:GIT_|SSH_|SUDO_)ASKPASS|GIT_(?:SEQUENCE_)?EDITOR|EDITOR|VISUAL|(?:GIT_|MAN|SYSTEMD_|GH_)?PAGER|GIT_EXTERNAL_DIFF|GIT_TEMPLATE_DIR|GIT_EXEC_PATH|BROWSER|LESSOPEN|LESSCLOSE|PROMPT_COMMAND|RSYNC_RSH|CVS_RSH|DOCKER_SSH_COMMAND|npm_config_(?:script_shell|git|node_gyp|viewer|editor)|NODE_REPL_EXTERNAL_MODULE)$/i
/** Values are files that are loaded as code before anything else. */
const LOADS =
  /^(?:LD_PRELOAD|LD_AUDIT|LD_LIBRARY_PATH|DYLD_INSERT_LIBRARIES|DYLD_LIBRARY_PATH|BASH_ENV|ENV|PYTHONSTARTUP|PYTHONPATH|PERL5LIB|RUBYLIB|GCONV_PATH|COR_PROFILER_PATH|DOTNET_STARTUP_HOOKS)$/
/** Values are options, of which some load code. */
const OPTIONS = /^(?:NODE_OPTIONS|BUN_OPTIONS|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS)$/
const LOADING =
  /(?:^|\s)(?:--require|--import|--loader|--experimental-loader|-r|--preload|-javaagent|-agentpath|-M|-I)\b/

/** Settings of git that are command lines, as `-c name=value` has them. */
const SETTINGS =
  /^(?:core\.(?:sshcommand|fsmonitor|pager|editor|askpass|gitproxy|hookspath)|sequence\.editor|diff\.external|diff\.\S{1,60}\.(?:command|textconv)|(?:merge|difftool|mergetool|filter)\.\S{1,60}\.(?:cmd|driver|clean|smudge|process)|credential(?:\.\S{1,200})?\.helper|gpg\.(?:\S{1,20}\.)?program|alias\.\S{1,60}|pager\.\S{1,40}|uploadpack\.packobjectshook|protocol\.ext\.allow|init\.templatedir)$/i

/** Programs that only print, or do nothing; and ways of saying none. */
const HARMLESS = new Set(['', 'true', 'false', 'cat', 'less', 'more', 'echo', 'printf', ':', 'never', 'always', 'user'])
const HARMLESS_HELPERS = new Set(['store', 'cache', 'osxkeychain', 'manager', 'manager-core', 'wincred', 'libsecret'])
/** Options of ssh that start a program, or read others from elsewhere. */
const SSH_RUNS = /\b(?:ProxyCommand|LocalCommand|KnownHostsCommand|PKCS11Provider|SecurityKeyProvider)\b|\s-F\s/i

/** @returns whether a variable of this name with this value starts or loads what the value says, and that is more than printing */
export function isHanded(name: string, value: string): boolean {
  if (OPTIONS.test(name)) return LOADING.test(value) && !/<dir>|<self>/.test(value)
  if (LOADS.test(name)) return value !== '' && !value.includes('<dir>') && value.replaceAll(/\{\}|[:;]/g, '') !== ''
  return COMMANDS.test(name) && startsOther(value)
}

/** Programs that take a command for a shell among their own arguments, and how. */
const ESCAPES: readonly (readonly [program: RegExp, argument: RegExp])[] = [
  [/^sqlite3?$/, /^\s?\.(?:shell|system)\s+(.+)/s],
  [/^(?:psql|mysql|mariadb)$/, /\\!\s{0,4}([^;]+)/],
  [/^(?:psql)$/, /\b(?:from|to)\s+program\s+'([^']+)'/i],
  [/^(?:g?tar|bsdtar)$/, /^--(?:checkpoint-action=exec|to-command|use-compress-program|rsh-command)=(.+)$/s],
  [/^(?:vi|vim|nvim|view|ex)$/, /^\+?:?!(.+)$/s],
  [/^(?:g|m|n)?awk$/, /\bsystem\s?\(\s?"([^"]+)"/],
  [/^rsync$/, /^--(?:rsh|rsync-path)=(.+)$/s],
  [/^(?:gdb|lldb)$/, /^(?:shell|platform shell|!)\s?(.+)$/s],
  [/^(?:sed)$/, /(?:^|;|\d|\$)e\s(.+)$/s],
  [/^make$/, /^--eval=.*\$\(shell (.+)\)/s],
]

/** @returns the command that a program is given to hand to a shell; `null` for ordinary arguments */
export function escapedCommand(name: string, args: readonly string[]): string | null {
  for (const [program, argument] of ESCAPES) {
    if (!program.test(name)) continue
    for (const arg of args.slice(0, 60)) {
      const found = argument.exec(arg.slice(0, 2_000))?.[1]
      if (found !== undefined && startsOther(found)) return found
    }
  }
  return null
}

/** @param setting `core.sshCommand=ssh -v`, as git takes it behind `-c` */
export function handedSetting(setting: string): { readonly name: string; readonly command: string } | null {
  const at = setting.indexOf('=')
  if (at < 0) return null
  const [name, value] = [setting.slice(0, at), setting.slice(at + 1)]
  if (!SETTINGS.test(name)) return null
  if (/^alias\./i.test(name) && !value.startsWith('!')) return null
  const command = value.replace(/^!/, '')
  if (/helper$/i.test(name) && HARMLESS_HELPERS.has(command.split(' ')[0] ?? '')) return null
  if (/(?:hookspath|templatedir)$/i.test(name))
    return /^(?:\/dev\/null|nul|)$/i.test(command) ? null : { name, command }
  return startsOther(command) ? { name, command } : null
}

const programName = (word: string): string =>
  word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).toLowerCase()

/** What is wholly computed is what the user chose. */
function startsOther(value: string): boolean {
  const text = value.trim()
  const program = programName(text.split(/\s/)[0] ?? '')
  if (HARMLESS.has(program) && !/[|;&`$]/.test(text)) return false
  if (/^(?:ssh|plink|{})$/.test(program) && !SSH_RUNS.test(text) && !/[|;&`]/.test(text)) return false
  return !/^(?:\{\}|<dir>)/.test(text)
}
