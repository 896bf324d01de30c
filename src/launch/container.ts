/** `docker run`, `podman run`, `nerdctl run`: read so far as to name the image; images are not audited yet. Pure. */
import type { Arg } from './arg.js'
import { localLaunch, type Resolution, unknownLaunch } from './resolution.js'

/** Options before the command that take a value. */
const GLOBAL_VALUES = new Set(
  '--config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey'.split(' '),
)
/** Options of `run` that stand alone. Every other one takes a value. */
const RUN_SWITCHES = new Set(
  `--rm --init --privileged --read-only --no-healthcheck --oom-kill-disable --sig-proxy --disable-content-trust
  --use-api-socket --help --detach --interactive --tty --publish-all --quiet`.split(/\s+/),
)
const SHORT_SWITCHES = 'ditPq'

export const readContainer =
  (runner: string) =>
  (words: readonly Arg[]): Resolution => {
    let at = 0
    while (words[at]?.text.startsWith('-')) at += GLOBAL_VALUES.has(words[at]?.text ?? '') ? 2 : 1
    if (words[at]?.text === 'container') at += 1
    const command = words[at]?.text
    if (command === 'mcp') {
      return localLaunch(runner, null, "it starts Docker's MCP gateway, whose servers stand in its own catalogue")
    }
    if (command !== 'run') {
      return localLaunch(runner, null, `it uses ${runner} for something other than to start an image`)
    }
    for (at += 1; at < words.length; at += 1) {
      const { text } = words[at] as Arg
      if (text === '--') at += 1
      else if (text.startsWith('-') && text !== '-') {
        at += takesNext(text) ? 1 : 0
        continue
      }
      break
    }
    const image = words[at]
    if (!image) return unknownLaunch(`${runner} run`, 'it names no image')
    // Any other text is no image, and might be a secret that an option was given.
    if (!/^[a-z0-9][\w./:@-]*$/i.test(image.text)) return unknownLaunch(`${runner} run`, 'it names no valid image')
    const written = image.text
    const origin = repository(written)
    const reason = `container images are not audited yet${origin === written ? '' : `; it is written as ${written}`}`
    return { kind: 'other', launch: 'oci', runner: `${runner} run`, origin, reason }
  }

/** An image without digest and tag. The tag's colon comes after the last slash: `localhost:5000/image` has none. */
function repository(image: string): string {
  const [named = ''] = image.split('@', 1)
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  return colon < 0 ? named : named.slice(0, colon)
}

/** In a cluster such as `-ite`, letters that stand alone come first; the first other one takes the rest, or the next word. */
function takesNext(option: string): boolean {
  if (option.startsWith('--')) return !option.includes('=') && !RUN_SWITCHES.has(option)
  const letters = [...option.slice(1)]
  const valued = letters.findIndex((letter) => !SHORT_SWITCHES.includes(letter))
  return valued >= 0 && valued === letters.length - 1
}
