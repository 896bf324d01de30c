/** Commands that stand before another one: `env`, `sudo`, `timeout`, sandboxes. Facts from their manuals. Pure. */
import { type Arg, slice } from './arg.js'
import { listed, optionValue, walkOptions } from './options.js'
import { type Assignment, assignmentIn, leadingAssignments } from './script.js'
import { splitShell } from './shell.js'
import { problem, startsScript, startsWords, type Unwrap } from './step.js'

/** `env -S` may stand in what `env -S` holds. No real entry nests more than a few. */
const MAX_SPLITS = 12

export const env: Unwrap = (args) => {
  const assignments: Assignment[] = []
  let words = args
  let cwd: Arg | null = null
  let splits = 0
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    const { text } = word
    const split = /^(-[i0v]*S|--split-string=?)/.exec(text)
    const assignment = assignmentIn(word)
    if (split) {
      splits += 1
      if (splits > MAX_SPLITS) return problem('its wrappers nest too deeply')
      const attached = slice(word, split[0].length)
      const line = attached.text === '' ? words[i + 1] : attached
      if (!line) return problem('it names no command')
      const read = splitShell(line, 'posix')
      if (read.problem !== null) return problem(read.problem)
      const inner = read.tokens.flatMap((token) => (token.type === 'word' ? [token.arg] : []))
      if (inner.length !== read.tokens.length) return problem('it joins commands in its shell')
      words = [...inner, ...words.slice(i + (attached.text === '' ? 2 : 1))]
      i = -1
    } else if (/^(-C|--chdir)$/.test(text)) {
      cwd = words[i + 1] ?? null
      i += 1
    } else if (/^(-u|--unset|-P|-a|--argv0)$/.test(text)) i += 1
    else if (text.startsWith('--chdir=')) cwd = slice(word, '--chdir='.length)
    else if (assignment && !text.startsWith('-')) assignments.push(assignment)
    else if (!text.startsWith('-')) return startsWords(words.slice(i), { assignments, cwd })
  }
  return null
}

interface Prefix {
  /** Options that take a value. */
  readonly values?: string
  /** Options that take two words. */
  readonly pairs?: string
  /** Operands before the command. */
  readonly operands?: number
  /** Whether `NAME=value` may stand before the command. */
  readonly assignments?: true
  /** Option that names the folder. */
  readonly cwd?: string
  /** Option that holds a line of shell in place of the command. */
  readonly script?: string
  /** A single operand is a line of shell. */
  readonly line?: true
  readonly elsewhere?: true
}

const PREFIXES: Readonly<Record<string, Prefix>> = {
  sudo: {
    values: `-u --user -g --group -h --host -p --prompt -C --close-from -T --command-timeout -r --role -t --type
      -U --other-user -D --chdir -R --chroot -a --auth-type -c --login-class`,
    assignments: true,
    cwd: '-D --chdir',
  },
  doas: { values: '-u -C -a' },
  pkexec: { values: '--user' },
  gosu: { operands: 1 },
  'su-exec': { operands: 1 },
  runuser: { values: '-u --user -g --group -G --supp-group -w --whitelist-environment', script: '-c --command' },
  nice: { values: '-n --adjustment' },
  ionice: { values: '-c --class -n --classdata -p --pid -P --pgid -u --uid' },
  chrt: { values: '-T --sched-runtime -P --sched-period -D --sched-deadline', operands: 1 },
  taskset: { operands: 1 },
  timeout: { values: '-k --kill-after -s --signal', operands: 1 },
  gtimeout: { values: '-k --kill-after -s --signal', operands: 1 },
  stdbuf: { values: '-i --input -o --output -e --error' },
  gstdbuf: { values: '-i --input -o --output -e --error' },
  unbuffer: {},
  nohup: {},
  setsid: {},
  setarch: { operands: 1 },
  arch: { values: '-arch --arch -e -d' },
  linux32: {},
  linux64: {},
  time: { values: '-f --format -o --output' },
  caffeinate: { values: '-t -w' },
  rlwrap: { values: '-f -H -s -b -q -S -P -O -t -C -g -D -M -w -z' },
  exec: { values: '-a' },
  command: {},
  builtin: {},
  call: {},
  noglob: {},
  proxychains: { values: '-f' },
  proxychains4: { values: '-f' },
  torsocks: { values: '-a --address -P --port -u --user -p --pass' },
  torify: {},
  faketime: { operands: 1 },
  strace: { values: '-o -e -f -p -s -a -O -S -P -u -E -I -b -X -U --trace --output' },
  'xvfb-run': {
    values: '-n --server-num -s --server-args -e --error-file -f --auth-file -p --xauth-protocol -w --wait',
  },
  'dbus-run-session': { values: '--config-file --dbus-daemon' },
  'systemd-run': {
    values: `-p --property -u --unit -E --setenv --description --slice -M --machine -H --host --uid --gid --nice
      --working-directory --service-type --on-active --job-mode -C --capsule`,
    cwd: '--working-directory',
  },
  'systemd-inhibit': { values: '--what --who --why --mode' },
  firejail: {},
  bwrap: {
    values: `--args --argv0 --userns --userns2 --pidns --uid --gid --hostname --chdir --unsetenv --lock-file --sync-fd
      --remount-ro --overlay-src --tmp-overlay --ro-overlay --exec-label --file-label --proc --dev --tmpfs --mqueue
      --dir --seccomp --add-seccomp-fd --block-fd --userns-block-fd --info-fd --json-status-fd --cap-add --cap-drop
      --perms --size`,
    pairs: `--setenv --bind --bind-try --dev-bind --dev-bind-try --ro-bind --ro-bind-try --bind-fd --ro-bind-fd --file
      --bind-data --ro-bind-data --symlink --chmod`,
    cwd: '--chdir',
  },
  'sandbox-exec': { values: '-f -n -p -D' },
  srt: { values: '-s --settings --control-fd', script: '-c', line: true },
  unshare: {
    values: `-S --setuid -G --setgid -R --root -w --wd --map-user --map-users --map-group --map-groups --monotonic
      --boottime --propagation --setgroups`,
    cwd: '-w --wd',
  },
  chroot: { values: '--groups --userspec', operands: 1, elsewhere: true },
  wsl: {
    values: '-d --distribution --distribution-id -u --user --cd --shell-type',
    cwd: '--cd',
    elsewhere: true,
  },
  'flatpak-spawn': {},
  'distrobox-enter': { values: '-n --name -a --additional-flags', elsewhere: true },
  'distrobox-host-exec': {},
  'toolbox-run': {},
  'cross-env': { assignments: true },
  'cross-env-shell': { assignments: true, line: true },
  busybox: {},
  toybox: {},
  flock: { values: '-E --conflict-exit-code -w --timeout --wait', operands: 1 },
  xargs: { values: '-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --replace --max-lines' },
  setpriv: {},
  prlimit: { values: '-p --pid -o --output' },
  numactl: {},
  tini: { values: '-p -e' },
  'dumb-init': { values: '-r --rewrite' },
  'env-cmd': { values: '-e --environments -f --file -r --rc-file' },
  envmcp: { values: '-e --env-file' },
  dotenv: { values: '-e -v -p -c -f --file' },
  envchain: { operands: 1 },
  summon: { values: '-p --provider -f -e --environment -D --ignore -i' },
  winpty: { values: '--mouse' },
  cpulimit: { values: '-l --limit -p --pid -e --exe' },
}

/** Parts of the shell itself: not worth a name in the report. */
export const BUILTINS: ReadonlySet<string> = new Set(['exec', 'command', 'builtin', 'call', 'noglob', 'start'])

const prefix = ({
  values = '',
  pairs = '',
  operands = 0,
  assignments,
  cwd = '',
  script = '',
  line: takesLine,
  elsewhere,
}: Prefix): Unwrap => {
  const ones = listed(`${values} ${script}`)
  const twos = new Map([...listed(pairs)].map((name) => [name, 2] as const))
  const inFolder = [...listed(cwd)]
  const inScript = [...listed(script)]
  return (args) => {
    // `wsl -e` and `--exec` read like options without a value, as they are followed by the command itself.
    const walked = walkOptions(args, ones, twos)
    const { rest } = walked
    const line = optionValue(walked.options, ...inScript)
    if (line) return startsScript(line, 'posix', elsewhere ?? false)
    const leading = assignments ? leadingAssignments(rest, 'posix') : { assignments: [], rest }
    const inner = leading.rest.slice(operands)
    const [only] = inner
    if (only === undefined) return null
    if (takesLine && inner.length === 1 && leading.assignments.length === 0) {
      return startsScript(only, 'posix', elsewhere ?? false)
    }
    return startsWords(inner[0]?.text === '--' ? inner.slice(1) : inner, {
      assignments: leading.assignments,
      cwd: optionValue(walked.options, ...inFolder),
      elsewhere: elsewhere ?? false,
    })
  }
}

export const prefixes: readonly (readonly [name: string, unwrap: Unwrap])[] = Object.entries(PREFIXES).map(
  ([name, about]) => [name, prefix(about)] as const,
)

/** `command -v name` looks a command up. */
export const command: Unwrap = (args) => (/^-[vV]$/.test(args[0]?.text ?? '') ? null : prefix({})(args, () => false))

/** `script -c "line" file` of Linux, `script file command` of macOS and BSD. */
export const script: Unwrap = (args) => {
  const values = listed(
    '-c --command -E --echo -I --log-in -O --log-out -B --log-io -m --logging-format -o --output-limit -T',
  )
  const { options, rest, marked } = walkOptions(args, values)
  // Letters may stand before it: `-qc`.
  const cluster = args.findIndex(({ text }) => /^-[aefq]*c$/.test(text))
  const line = optionValue(options, '-c', '--command') ?? (cluster < 0 ? null : (args[cluster + 1] ?? null))
  if (line) return startsScript(line, 'posix')
  const inner = marked ? rest : rest.slice(1)
  return inner.length > 0 ? startsWords(inner[0]?.text === '--' ? inner.slice(1) : inner) : null
}

/** Another machine: nothing of it can be looked at from here. */
export const ssh: Unwrap = (args) => {
  const values = listed('-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w')
  const [, ...inner] = walkOptions(args, values).rest
  return problem('it starts a command on another machine, which is not looked at', walkOptions(inner, new Set()).rest)
}
