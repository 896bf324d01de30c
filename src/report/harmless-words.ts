/** Words of a configuration that are no secret, whoever wrote them. Pure. */

/** Keys whose values say how a server is started. */
export const SHOWN_KEYS: ReadonlySet<string> = new Set(
  'command cmd args arguments argv program type transport transporttype runtime runner executable'.split(' '),
)

/** What launches are made of. A secret that is one of these is known to everybody. */
const LAUNCH_WORDS: ReadonlySet<string> = new Set(
  `npx npm exec pnpm dlx pnpx yarn bun bunx deno run node tsx uv uvx tool pipx pip python python3 docker podman nerdctl
  cmd cmd.exe powershell pwsh sh bash zsh fish env nohup start stdio sse http https streamable-http streamableHttp
  streamable_http websocket ws local remote /c /C -- latest mcp serve server npx.cmd
  /bin/sh /bin/bash /usr/bin/env /usr/bin/node /usr/bin/npx /usr/local/bin/npx /usr/local/bin/node /opt/homebrew/bin/npx`.split(
    /\s+/,
  ),
)

/** Flags behind which no value stands. */
const SWITCHES: ReadonlySet<string> = new Set(
  `-y --yes -q --quiet --silent -s -i -it -ti -t -d --rm --init --interactive --tty --no-install --prefer-offline
  --prefer-online --offline --no-cache --refresh --isolated --stdio -v --verbose --debug -u --`.split(/\s+/),
)

/** Of a flag that takes a value the value may be secret; of `-pSECRET` the flag itself. */
export const isFlag = (word: string): boolean =>
  /^(?:-[A-Za-z]|--[a-z][a-z-]{1,40}|--)$/.test(word) || SWITCHES.has(word)

export const takesNothing = (flag: string): boolean => SWITCHES.has(flag)

export const isHarmless = (word: string): boolean => LAUNCH_WORDS.has(word) || isFlag(word)

/**
 * Whether a key, a section or a variable's name may be shown: by mistake or malice the secret itself may stand in its place. Long
 * runs of letters and digits are no names.
 */
export function isName(text: string): boolean {
  if (text.length === 0 || text.length > 100 || /[\p{Cc}]|:\/\/.*[@?]/u.test(text)) return false
  const runs = text.match(/[A-Za-z0-9]{16,}/g) ?? []
  return runs.every((run) => run.length < 40 && !/\d/.test(run))
}
