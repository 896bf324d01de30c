/** The Markdown of a heuristic's page as lines: headings, paragraphs, lists, tables, code. What it does not know stays text. Pure. */
import { widthOf } from '../../report/measure.js'
import { decoration, EMPTY_LINE, type Line, line, type Span, span, strong } from '../line.js'
import { bulletOf, paragraph, type Sheet } from './prose.js'

/** Lines of a page that are drawn; the longest page has some sixty. */
const MOST = 2_000

type Part =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'item'; readonly mark: string; readonly indent: number; readonly text: string }
  | { readonly type: 'code'; readonly lines: readonly string[] }
  | { readonly type: 'table'; readonly rows: readonly (readonly string[])[] }

/** Parts stand apart by an empty line, but items of one list. */
export function markdownLines(markdown: string, sheet: Sheet): readonly Line[] {
  const lines: Line[] = []
  let before: Part['type'] | null = null
  for (const part of partsOf(markdown.split(/\r?\n/, MOST))) {
    if (before !== null && !(before === 'item' && part.type === 'item')) lines.push(EMPTY_LINE)
    for (const each of partLines(part, sheet)) lines.push(each)
    before = part.type
  }
  return lines
}

function partLines(part: Part, sheet: Sheet): readonly Line[] {
  switch (part.type) {
    case 'heading':
      return paragraph([strong(part.text, part.level === 1 ? 'accent' : 'plain')], sheet)
    case 'text':
      return paragraph(inline(part.text), sheet)
    case 'item': {
      const mark = part.mark === '' ? bulletOf(sheet.signs) : part.mark
      return paragraph(
        [span(`${mark} `, 'quiet'), ...inline(part.text)],
        sheet,
        part.indent,
        part.indent + widthOf(mark) + 1,
      )
    }
    case 'code':
      return part.lines.flatMap((each) =>
        paragraph([span(each === '' ? ' ' : each)], { ...sheet, width: sheet.width - 2 }).map((own) => [
          decoration(sheet.signs.trunk.padEnd(2)),
          ...own,
        ]),
      )
    case 'table':
      return tableLines(part.rows, sheet)
  }
}

function partsOf(lines: readonly string[]): readonly Part[] {
  const parts: Part[] = []
  let text: string[] = []
  const endText = (): void => {
    if (text.length > 0) parts.push({ type: 'text', text: text.join(' ') })
    text = []
  }
  for (let index = 0; index < lines.length; index += 1) {
    const each = lines[index] ?? ''
    const heading = /^(#{1,6}) +(\S.*)$/.exec(each)
    const item = /^( *)(?:[-*+]|(\d{1,3}[.)])) +(\S.*)$/.exec(each)
    if (/^ *```/.test(each)) {
      endText()
      const end = lines.findIndex((other, at) => at > index && /^ *```/.test(other))
      const last = end < 0 ? lines.length : end
      parts.push({ type: 'code', lines: lines.slice(index + 1, last) })
      index = last
    } else if (heading !== null) {
      endText()
      parts.push({ type: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' })
    } else if (item !== null) {
      endText()
      parts.push({ type: 'item', indent: Math.min(item[1]?.length ?? 0, 8), mark: item[2] ?? '', text: item[3] ?? '' })
    } else if (/^ *\|/.test(each)) {
      endText()
      const end = lines.findIndex((other, at) => at > index && !/^ *\|/.test(other))
      const last = end < 0 ? lines.length : end
      parts.push({ type: 'table', rows: rowsOf(lines.slice(index, last)) })
      index = last - 1
    } else if (each.trim() === '') endText()
    // What is set in below an item belongs to it.
    else if (/^ {2,}\S/.test(each) && text.length === 0 && parts.at(-1)?.type === 'item')
      continueItem(parts, each.trim())
    else text.push(each.trim())
  }
  endText()
  return parts
}

function continueItem(parts: Part[], more: string): void {
  const last = parts.pop()
  if (last?.type === 'item') parts.push({ ...last, text: `${last.text} ${more}` })
}

/** Cells, without the line between heading and rows. */
const rowsOf = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines
    .filter((each) => !/^[\s|:-]+$/.test(each))
    .map((each) =>
      each
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    )

/** In columns where they fit, else a line for each cell behind the name of its column. */
function tableLines(rows: readonly (readonly string[])[], sheet: Sheet): readonly Line[] {
  const [titles = [], ...cells] = rows
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => widthOf(shown(row[column] ?? '')))))
  const total = widths.reduce((sum, each) => sum + each + 2, -2)
  if (total <= sheet.width) {
    return rows.map((row, index) =>
      row.flatMap((cell, column) => {
        const pad = span(' '.repeat(Math.max((widths[column] ?? 0) - widthOf(shown(cell)), 0) + 2))
        return [...(index === 0 ? [strong(shown(cell))] : inline(cell)), ...(column < row.length - 1 ? [pad] : [])]
      }),
    )
  }
  return cells.flatMap((row, index) => [
    ...(index > 0 ? [EMPTY_LINE] : []),
    ...row.flatMap((cell, column) => {
      const title = shown(titles[column] ?? '')
      const name = title === '' ? [] : [span(`${title}: `, 'quiet')]
      return paragraph([...name, ...inline(cell)], sheet, column === 0 ? 0 : 2, column === 0 ? 2 : 4)
    }),
  ])
}

const shown = (markdown: string): string =>
  inline(markdown)
    .map(({ text }) => text)
    .join('')

/** Code, strong and emphasised text, links. Bounded, so that no text makes it slow. */
const MARKS =
  /`([^`]{1,200})`|\*\*([^*]{1,200})\*\*|(?<!\w)_([^_\s](?:[^_]{0,200}[^_\s])?)_(?!\w)|\[([^\][]{1,200})\]\(([^()\s]{1,400})\)/g

function inline(markdown: string): Line {
  const spans: (Span | string)[] = []
  let from = 0
  for (const mark of markdown.matchAll(MARKS)) {
    const [whole, code, bold, emphasised, text, url = ''] = mark
    spans.push(markdown.slice(from, mark.index))
    if (code !== undefined) spans.push(span(code, 'string'))
    else if (text === undefined) spans.push(strong(bold ?? emphasised ?? ''))
    else spans.push(span(text, 'accent', /^https?:\/\//.test(url) ? { href: url } : {}))
    from = mark.index + whole.length
  }
  spans.push(markdown.slice(from))
  return line(...spans.filter((each) => each !== ''))
}
