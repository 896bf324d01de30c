/** Writes the report of a review to a file. */
import { type Host, pathsOf } from '../../host.js'
import type { Failure, Report } from '../../model.js'
import { toJson } from '../../report/json.js'
import { MARKDOWN_TITLE, renderMarkdown } from '../../report/markdown.js'
import { printableJson } from '../../report/visible.js'
import { writeWhole } from '../../write/whole.js'
import { tool } from '../package.js'

/** Reports are not longer. */
const MAX_BYTES = 256 * 1024 * 1024
/** Characters in which a report says what it is. */
const HEAD = 200

/**
 * Whole or not at all, and never over anything but an earlier report: a name that is typed may be that of a configuration.
 *
 * @returns why it could not be written
 */
export async function exportReport(
  host: Host,
  report: Report,
  { format, file }: { readonly format: 'json' | 'markdown'; readonly file: string },
): Promise<Failure | null> {
  const { resolve, join } = pathsOf(host)
  const target = /^~[\\/]/.test(file) ? join(host.home, file.slice(2)) : resolve(host.cwd, file)
  if ((await host.files.type(target)) !== null && !(await isReport(host, target))) {
    const message = 'exists already, and is no report of touchstone'
    return { stage: 'write', subject: target, message, remedy: 'Name another file.' }
  }
  const text = format === 'json' ? printableJson(toJson(report, tool())) : renderMarkdown(report, { home: host.home })
  return await writeWhole(target, text)
}

async function isReport(host: Host, file: string): Promise<boolean> {
  try {
    const head = (await host.files.readText(file, { maxBytes: MAX_BYTES })).slice(0, HEAD)
    return (
      head.startsWith(MARKDOWN_TITLE) ||
      (/^\{\s*"schemaVersion"/.test(head) && head.includes(`"name": "${tool().name}"`))
    )
  } catch {
    return false
  }
}
