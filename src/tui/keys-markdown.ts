/** The keys as tables of Markdown, for the README. Pure. */
import { keyGroups, nameOf } from './bindings.js'

/** A heading of the third level and a table for each group of screens. */
export const keysAsMarkdown = (): string =>
  keyGroups()
    .map(({ on, bindings }) =>
      [
        `### ${nameOf(on)}`,
        '',
        '| Key | What it does |',
        '| --- | --- |',
        ...bindings.map(({ keys, help }) => `| ${keys.map(code).join(' ')} | ${cell(help)} |`),
        '',
      ].join('\n'),
    )
    .join('\n')

const code = (key: string): string => `\`${cell(key)}\``
const cell = (text: string): string => text.replaceAll('|', '\\|')
