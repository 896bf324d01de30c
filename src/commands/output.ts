/** From a report to what stands on standard output or in a file, and to the exit code. */
import { EXIT_CODE } from '../audit/conclude.js'
import type { Host } from '../host.js'
import type { Failure, Report } from '../model.js'
import { toJson } from '../report/json.js'
import { colorWanted, unicodeWanted } from '../report/style.js'
import { renderText } from '../report/text.js'
import { printableJson, visible } from '../report/visible.js'
import type { Io } from './io.js'
import type { SharedOptions } from './options.js'
import { tool } from './package.js'

/** Width of what goes to a file or a pipe. */
const COLUMNS = 80

export interface OutputOptions
  extends Pick<SharedOptions, 'json' | 'output' | 'failOn' | 'strict' | 'color' | 'quiet'> {
  /** Whether all facts are listed. */
  readonly facts?: boolean
}

/** Prints a report, or writes it to `-o FILE`. @returns the exit code */
export async function emit(io: Io, host: Host, report: Report, options: OutputOptions): Promise<number> {
  const facts = options.facts ?? false
  if (options.output === undefined) {
    io.stdout.write(options.json ? asJson(report, facts) : asText(io, host, report, options))
    return EXIT_CODE[report.conclusion]
  }
  const text = options.json ? asJson(report, facts) : asText(io, host, report, { ...options, color: false })
  const failure = await writeTo(host, options.output, text)
  if (failure === null) {
    if (!options.quiet) io.stderr.write(`Written to ${visible(options.output)}\n`)
    return EXIT_CODE[report.conclusion]
  }
  const failed: Report = { ...report, conclusion: 'incomplete', failures: [...report.failures, failure] }
  io.stdout.write(options.json ? asJson(failed, facts) : asText(io, host, failed, options))
  return EXIT_CODE.incomplete
}

const asJson = (report: Report, facts: boolean): string => printableJson(toJson(report, tool(), { facts }))

function asText({ stdout }: Io, host: Host, report: Report, options: OutputOptions): string {
  const given = Number(host.env.COLUMNS)
  const file = options.output !== undefined
  return renderText(report, {
    columns: (file ? undefined : stdout.columns) ?? (given > 0 ? given : COLUMNS),
    color: !file && colorWanted(host.env, stdout, options.color !== false),
    unicode: file || unicodeWanted(host.env, host.platform),
    failOn: options.failOn ?? 'high',
    strict: options.strict ?? false,
    facts: options.facts ?? false,
  })
}

/** Whole or not at all: the old content stays until the new one is complete. */
async function writeTo(host: Host, file: string, text: string): Promise<Failure | null> {
  const [{ default: writeFileAtomic }, { resolve }] = await Promise.all([
    import('write-file-atomic'),
    import('node:path'),
  ])
  try {
    await writeFileAtomic(resolve(host.cwd, file), text)
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return {
      stage: 'write',
      subject: file,
      message: `can't be written (${code ?? 'unknown error'})`,
      remedy: 'Name a file in a folder that exists and that you may write to.',
    }
  }
}

/** A report that says only why there is none. */
export const failedReport = (command: string, failure: Failure): Report => ({
  command,
  conclusion: 'incomplete',
  servers: [],
  failures: [failure],
  notEvaluated: [],
  searched: [],
})
