/** From the bytes of a tarball to what is audited. */
import ssri from 'ssri'
import type { Artifact } from '../model.js'
import { type UnpackLimits, unpack } from './tarball.js'

/** The files of a tarball as an artefact. Throws `TarballError`. */
export async function artifactOf(
  bytes: Uint8Array,
  about: { readonly purl: string; readonly integrity: string },
  limits: UnpackLimits,
): Promise<Artifact> {
  const { files, refused } = await unpack(bytes, limits)
  const listed = [...files.values()]
    .map(({ path, size, executable }) => ({ path, size, executable }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return { ...about, refused, list: () => listed, read: (path) => files.get(path)?.bytes }
}

/** SRI of bytes that nobody vouches for. */
export const hashOf = (bytes: Uint8Array, algorithm = 'sha512'): string =>
  ssri.fromData(Buffer.from(bytes), { algorithms: [algorithm] }).toString()
