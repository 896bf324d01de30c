/** What a backup says of itself. It is read as if a stranger had written it: it lies where anyone may edit it. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const absolute = z
  .string()
  .min(1)
  .max(4096)
  .refine((file) => path.isAbsolute(file) && !file.includes('\0'))

const savedFile = z.strictObject({
  /** As it was named, for people. */
  file: z.string().max(4096),
  /** Absolute path without links. */
  real: absolute,
  /** SHA-256 of what it held; `null`: there was no file. */
  before: digest.nullable(),
  /** SHA-256 of what it holds by the change. */
  after: digest,
  /** Name of the file in the backup's folder that holds the old bytes; `null`: there was no file. */
  content: z
    .string()
    .regex(/^\d{1,6}$/)
    .nullable(),
})

const manifest = z.strictObject({
  backupVersion: z.literal(1),
  /** Of this backup alone: what is written beside the files carries it in its name. */
  token: z.string().regex(/^[0-9a-f]{16}$/),
  /** ISO 8601. */
  made: z.string().max(40),
  /** Whether the change came to its end, with failures or without; where it was killed the next one takes over what this one holds. */
  whole: z.boolean(),
  files: z.array(savedFile.refine(({ before, content }) => (before === null) === (content === null))).max(10_000),
})

export type Manifest = Readonly<z.infer<typeof manifest>>
export type SavedFile = Readonly<z.infer<typeof savedFile>>

/** Above what ten thousand files with long paths take. */
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024

export const manifestText = (of: Manifest): string => `${JSON.stringify(of, null, 2)}\n`

/** @returns the manifest, or why there is none: never with a piece of the text */
export function readManifest(text: string): Manifest | string {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return 'its manifest is no JSON'
  }
  const version = (data as { readonly backupVersion?: unknown } | null)?.backupVersion
  if (typeof version === 'number' && version > 1) return 'it was made by a newer touchstone'
  const parsed = manifest.safeParse(data)
  if (!parsed.success) return 'its manifest has another shape'
  const places = new Set(parsed.data.files.map(({ real }) => real))
  return places.size === parsed.data.files.length ? parsed.data : 'its manifest names a file twice'
}

/** Path of what is written beside a file of the manifest before it takes its place. */
export const temporaryOf = ({ token }: Pick<Manifest, 'token'>, real: string): string =>
  path.join(path.dirname(real), `.touchstone-${token}-${createHash('sha256').update(real).digest('hex').slice(0, 8)}`)
