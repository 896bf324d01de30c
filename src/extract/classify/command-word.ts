/** Puts a shell word together from its quoted, expanded and substituted parts. */
import type { Script, Word } from './command-syntax.js'

/** Values of variables that the text itself sets; null where the value is not constant. */
export type Variables = Map<string, string | null>

export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'variable'; readonly name: string; readonly text: string }
  | { readonly type: 'script'; readonly script: Script }
  | { readonly type: 'hole' }
  /** Unquoted `$IFS`: a blank in disguise. */
  | { readonly type: 'separator' }

/** A word longer than this is cut: no command line of a real system is as long (ARG_MAX of one string on Linux is 128 KiB). */
const LONGEST_WORD = 1 << 17

export class WordBuilder {
  readonly parts: string[] = []
  readonly inner: Script[] = []
  readonly variables: string[] = []
  length = 0
  quoted = false

  text(text: string, quoted: boolean): void {
    if (quoted) this.quoted = true
    if (this.length > LONGEST_WORD) return
    this.parts.push(text)
    this.length += text.length
  }

  add(part: Part): void {
    if (part.type === 'text') this.text(part.text, true)
    else if (part.type === 'variable') {
      this.text(part.text, false)
      if (part.name !== '') this.variables.push(part.name)
    } else if (part.type === 'script') {
      this.text('{}', false)
      this.inner.push(part.script)
    } else if (part.type === 'hole') this.text('{}', false)
  }

  script(script: Script): void {
    this.add({ type: 'script', script })
  }
}

export const finish = (builder: WordBuilder): Word => ({
  text: builder.parts.join(''),
  inner: builder.inner,
  variables: builder.variables,
  quoted: builder.quoted,
})
