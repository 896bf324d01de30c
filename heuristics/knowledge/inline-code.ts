/** Code that stands in a command line itself: `node -e`, `python -c`, `deno eval`. */
import type { Command } from '../../src/model.js'

export interface InlineCode {
  /** `python -c` */
  readonly how: string
  readonly code: string
  readonly pointer: string
}

/** Interpreters, and the options that take code. */
const OPTIONS: readonly (readonly [name: RegExp, option: RegExp])[] = [
  [/^(?:node|nodejs|bun)$/, /^(?:-e|--eval|-p|--print|-pe)(?:=|$)/],
  [/^deno$/, /^eval$/],
  [/^(?:python[\d.]*|py|pythonw|pypy3?)$/, /^-[a-zA-Z]{0,4}c$/],
  [/^(?:ruby|perl)$/, /^-[a-zA-Z]{0,4}e$/],
  [/^php$/, /^-r$/],
]

/** Code of a command, also where another program stands before the interpreter: `uv run python -c`, `docker run image node -e`. */
export function inlineCode({ name, args }: Command): InlineCode | null {
  const words = [{ text: name, pointer: args[0]?.pointer ?? '' }, ...args]
  for (const [at, { text }] of words.entries()) {
    const program =
      text
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.exe$/i, '') ?? ''
    const option = OPTIONS.find(([pattern]) => pattern.test(program))?.[1]
    if (option === undefined) continue
    for (let i = at + 1; i < words.length; i += 1) {
      const word = words[i]?.text ?? ''
      if (option.test(word)) {
        const [, attached] = /^--\w+=(.*)$/s.exec(word) ?? []
        const next = attached === undefined ? words[i + 1] : { text: attached, pointer: words[i]?.pointer ?? '' }
        return next ? { how: `${program} ${word.split('=', 1)[0]}`, code: next.text, pointer: next.pointer } : null
      }
      if (!word.startsWith('-')) break
    }
    if (at === 0) return null
  }
  return null
}

const DECODES =
  /\batob\b|\b(?:Buffer\.from|b64decode|base64_decode|b85decode|a85decode|urlsafe_b64decode|unhexlify|fromhex|bytes\.fromhex|decodeURIComponent\(escape|fromCharCode|unpack\()|['"](?:base64|hex)['"]|\bzlib\.(?:decompress|inflate|gunzip)|\bmarshal\.loads|\bpickle\.loads|\brot_?13\b|codecs\.decode/
const EVALUATES =
  /\beval\b|\bexec\s{0,5}\(|\bnew\s{1,5}Function\b|\bFunction\s{0,5}\(|\bcompile\s{0,5}\(|\b__import__\b|\bvm\.run|runIn(?:This|New)Context|\bimport\s{0,5}\(\s{0,5}[^'")\s]|\binstance_eval\b/
const FETCHES =
  /\bfetch\s{0,5}\(|\bhttps?\.(?:get|request)\s{0,5}\(|\burlopen\b|\burlretrieve\b|\brequests\.(?:get|post)\b|\bhttpx\.|\burllib|\bopen-uri\b|\bLWP::|\bfile_get_contents\s{0,5}\(\s{0,5}['"]https?:|\bimport\s{0,5}\(\s{0,5}['"]https?:/

/** Starts other programs, whose words stand in the code. */
const STARTS =
  /\bchild_process\b|\bexec(?:File)?Sync\b|\bspawn(?:Sync)?\b|\bos\.(?:system|popen|exec)|\bsubprocess\b|\bBun\.\$/
const DOWNLOADER = /\b(?:curl|wget|iwr|irm)\s/
const PIPED =
  /\b(?:curl|wget|iwr|irm)\s[^|]{1,2000}\|\s{0,20}(?:sudo\s{1,20})?(?:\/\S{1,40}\/)?(?:(?:ba|z|da|k)?sh|iex)\b/

export interface CodeReading {
  readonly decodes: boolean
  readonly evaluates: boolean
  readonly fetches: boolean
  /** Nobody reads that much in one line of a configuration. */
  readonly long: boolean
}

export function readCode(code: string): CodeReading {
  const text = code.slice(0, 1 << 16)
  const shell = STARTS.test(text)
  return {
    decodes: DECODES.test(text) || /[A-Za-z0-9+/]{200}|(?:\\x[0-9a-f]{2}){20}|(?:\\u[0-9a-f]{4}){20}/i.test(text),
    evaluates: EVALUATES.test(text) || (shell && PIPED.test(text)),
    fetches: FETCHES.test(text) || (shell && DOWNLOADER.test(text)),
    long: code.length > 500,
  }
}
