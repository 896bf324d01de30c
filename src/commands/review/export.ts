/** Writes the report of a review to a file. */
import { type Host, pathsOf } from '../../host.js'
import type { Failure, Report } from '../../model.js'
import { toJson } from '../../report/json.js'
import { renderMarkdown } from '../../report/markdown.js'
import { printableJson } from '../../report/visible.js'
import { writeWhole } from '../../write/whole.js'
import { tool } from '../package.js'

/** Whole or not at all. @returns why it could not be written */
export async function exportReport(
  host: Host,
  report: Report,
  { format, file }: { readonly format: 'json' | 'markdown'; readonly file: string },
): Promise<Failure | null> {
  const text = format === 'json' ? printableJson(toJson(report, tool())) : renderMarkdown(report)
  return await writeWhole(pathsOf(host).resolve(host.cwd, file), text)
}
