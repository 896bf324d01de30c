/** From what was thrown to what the report says of it. */
import { redactSpec } from '../launch/redact.js'
import { LockError } from '../lockfile/lock-error.js'
import type { Failure, Stage } from '../model.js'
import { RegistryError } from '../registry/registry.js'

/** @param at where it happened and to what, for errors that do not say so themselves */
export function failureOf(error: unknown, at: { readonly stage: Stage; readonly subject: string }): Failure {
  if (error instanceof RegistryError) {
    return { stage: error.stage, subject: error.subject, message: error.message, remedy: error.remedy }
  }
  if (error instanceof LockError) {
    const { file, line, message, remedy } = error
    return { stage: 'lock', subject: line === null ? file : `${file}:${line}`, message, remedy }
  }
  return {
    ...at,
    // A message that is not our own may quote a URL.
    message: redactSpec(error instanceof Error ? error.message : String(error)),
    remedy: 'This is a bug in touchstone: report it, with the package that it stopped at.',
  }
}
