declare module 'write-file-atomic' {
  /** Writes to a file beside `filename` and renames it over it. */
  export default function writeFileAtomic(filename: string, data: string): Promise<void>
}
