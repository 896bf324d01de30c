/** Texts for the clipboard of the person's terminal, which may be far away (OSC 52). Pure. */

/** Of the text: what terminals commonly take is 100,000 bytes of base64, with the sequence around it. */
const MOST_BYTES = 74_994
/** GNU screen hands on no longer sequences, in bytes. */
const SCREEN_PIECE = 256

/** What a terminal has to be sent; `null` where the text is too long. */
export function clipboardSequence(text: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const bytes = Buffer.from(text)
  if (bytes.length > MOST_BYTES) return null
  const base64 = bytes.toString('base64')
  const sequence = `\x1b]52;c;${base64}\x07`
  // tmux takes it itself (`set-clipboard on`), or hands it on (`allow-passthrough on`): which one is not known here.
  if (env.TMUX) return `${sequence}\x1bPtmux;\x1b${sequence}\x1b\\`
  if (env.STY || /^screen/.test(env.TERM ?? '')) return inPieces(`\x1b]52;c;${base64}\x07`)
  return sequence
}

const inPieces = (sequence: string): string =>
  Array.from({ length: Math.ceil(sequence.length / SCREEN_PIECE) }, (_, index) =>
    sequence.slice(index * SCREEN_PIECE, (index + 1) * SCREEN_PIECE),
  )
    .map((piece) => `\x1bP${piece}\x1b\\`)
    .join('')
