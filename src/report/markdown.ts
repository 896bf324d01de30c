/** A report as Markdown, for an issue or a pull request. Stub. */
import type { Report } from '../model.js'

export const renderMarkdown = (report: Report): string => `# ${report.command}\n`
