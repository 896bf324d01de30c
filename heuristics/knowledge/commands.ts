/** Shapes of command lines. Templates: `{}` stands for what is not known before it runs. */

/** The program a command line starts: `/usr/bin/env FOO=1 curl -s x` → `curl`. */
export function programOf(command: string): string {
  const words = command.trim().split(/\s+/)
  let at = 0
  while (/^(?:[A-Za-z_]\w*=\S*|(?:\S*\/)?(?:env|sudo|nohup|exec|command|time))$/.test(words[at] ?? '')) at++
  return (words[at] ?? '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:exe|cmd|bat)$/i, '')
    .toLowerCase()
}

const FETCH =
  /\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod|certutil|bitsadmin|downloadstring|downloadfile)\b/i
const RUN = new RegExp(
  [
    String.raw`\|\s{0,100}(?:sudo\s+)?(?:\S{0,200}/)?(?:(?:ba|z|da|k|a)?sh|node|bun|deno|python\d?|perl|ruby|php|iex|invoke-expression)\b`,
    String.raw`\b(?:ba|z|da|k)?sh\s+(?:-c\s+)?["']?(?:<\(|\$\()`,
    String.raw`\b(?:iex|invoke-expression)\b`,
    String.raw`\bchmod\s+(?:\+x|[0246]*[1357][0-7]*)\b`,
    String.raw`(?:&&|;|&)\s{0,100}(?:nohup\s+|sudo\s+|start\s+(?:/b\s+)?)?(?:\./|/tmp/|/var/tmp/|/dev/shm/|%temp%|\$env:temp|~/\.|\S{0,200}python\d?\s+/tmp/|(?:ba|z)?sh\s+\S+|node\s+/tmp/|rundll32|regsvr32)`,
    String.raw`\bpython\d?\s+-c\b|\bnode\s+-e\b`,
  ].join('|'),
  'i',
)

/** `curl … | sh`, `wget … && chmod +x … && ./x`, `irm … | iex`: what is downloaded is run by the same command. */
export const runsWhatItDownloads = (command: string): boolean => FETCH.test(command) && RUN.test(command)

export const downloads = (command: string): boolean => FETCH.test(command)

/** A shell that takes its commands from its input. */
export const isBareShell = (command: string): boolean =>
  /^(?:\S*[\\/])?(?:(?:ba|z|da|k|fi|a)?sh(?:\s+-[il]+)*|cmd(?:\.exe)?(?:\s+\/q)?|(?:powershell|pwsh)(?:\.exe)?(?:\s+-\w+)*)$/i.test(
    command.trim(),
  )
