/** A difference as text: the mark of the place, both numbers, the sign, the line. */
import type { CodeDiff, CodeLine } from '../../src/evidence/code-diff.js'

export const lineText = ({ pieces }: CodeLine): string =>
  pieces.map((piece) => (piece.mark ? `⟨${piece.text}⟩` : piece.text)).join('')

export function asText({ hunks, remark }: CodeDiff): string {
  const numbered = ({ marked, before, after, change, ...line }: CodeLine): string => {
    const numbers = `${String(before ?? '').padStart(4)} ${String(after ?? '').padStart(4)}`
    const sign = { same: ' ', added: '+', removed: '-' }[change]
    return `${marked ? '>' : ' '}${numbers} ${sign} ${lineText({ marked, before, after, change, ...line })}`.trimEnd()
  }
  const lines = hunks.flatMap(({ side, lines }) => [...(side === null ? [] : [`… ${side}`]), ...lines.map(numbered)])
  return [...lines, ...(remark === null ? [] : [remark])].join('\n')
}
