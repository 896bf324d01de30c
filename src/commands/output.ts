/** From a report to what stands on standard output or in a file, and to the exit code. */
import { EXIT_CODE } from '../audit/conclude.js'
import { type Host, pathsOf } from '../host.js'
import type { Conclusion, Failure, Report } from '../model.js'
import { toJson } from '../report/json.js'
import { colorWanted, type Look, unicodeWanted } from '../report/style.js'
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

/** What a command has to say, in the two forms that it can be printed in. */
export interface Rendering<T> {
  json(result: T): string
  text(result: T, layout: Look & { readonly columns: number; readonly home: string }): string
}

/** Prints a report, or writes it to `-o FILE`. @returns the exit code */
export const emit = (io: Io, host: Host, report: Report, options: OutputOptions): Promise<number> =>
  deliver(
    io,
    host,
    report,
    {
      json: (result) => printableJson(toJson(result, tool(), { facts: options.facts ?? false })),
      text: (result, layout) =>
        renderText(result, {
          ...layout,
          failOn: options.failOn ?? 'high',
          strict: options.strict ?? false,
          facts: options.facts ?? false,
        }),
    },
    options,
  )

/** Prints a result as JSON or text, or writes it to `-o FILE`. @returns the exit code */
export async function deliver<T extends { readonly conclusion: Conclusion; readonly failures: readonly Failure[] }>(
  io: Io,
  host: Host,
  result: T,
  rendering: Rendering<T>,
  options: OutputOptions,
): Promise<number> {
  const print = (what: T): void => {
    io.stdout.write(options.json ? rendering.json(what) : rendering.text(what, layoutOf(io, host, options)))
  }
  if (options.output === undefined) {
    print(result)
    return EXIT_CODE[result.conclusion]
  }
  const text = options.json ? rendering.json(result) : rendering.text(result, layoutOfFile(host))
  const failure = await writeTo(host, options.output, text)
  if (failure === null) {
    if (!options.quiet) io.stderr.write(`Written to ${visible(options.output)}\n`)
    return EXIT_CODE[result.conclusion]
  }
  print({ ...result, conclusion: 'incomplete', failures: [...result.failures, failure] })
  return EXIT_CODE.incomplete
}

const layoutOfFile = ({ home }: Host) => ({ columns: COLUMNS, color: false, unicode: true, home })

function layoutOf({ stdout }: Io, host: Host, options: OutputOptions) {
  const given = Number(host.env.COLUMNS)
  return {
    columns: stdout.columns ?? (given > 0 ? given : COLUMNS),
    color: colorWanted(host.env, stdout, options.color !== false),
    unicode: unicodeWanted(host.env, host.platform),
    home: host.home,
  }
}

/** Whole or not at all: the old content stays until the new one is complete. */
async function writeTo(host: Host, file: string, text: string): Promise<Failure | null> {
  const { writeWhole } = await import('../write/whole.js')
  const failure = await writeWhole(pathsOf(host).resolve(host.cwd, file), text)
  return failure && { ...failure, subject: file }
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
