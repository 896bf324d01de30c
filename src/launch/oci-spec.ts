/** One container image, as Docker and Podman write it. Nothing is looked up. Pure. */
import type { PackageRef } from '../model.js'
import { type Arg, slice, tokenOf } from './arg.js'
import { expandDefaults, hasVariable } from './normalise.js'
import type { SpecReading } from './npm-spec.js'

/** Source: the reference grammar of the distribution project. Domain and path, tag, digest. */
const IMAGE =
  /^([a-z0-9][\w.-]*(?::\d+(?=\/))?(?:\/[a-z0-9][\w.-]*)*)(?::(\w[\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]+))?$/i
/** `sha256` with 64 digits; Docker knows `sha512` too. */
const DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/
/** Podman's names for images that are files or folders of the machine. */
const ON_MACHINE = /^(docker-archive|oci-archive|oci|dir|containers-storage|docker-daemon):/

/** @param file the configuration file that the argument stands in */
export function readImage(arg: Arg, file: string): SpecReading {
  const prefix = /^docker:\/\//.exec(arg.text)?.[0].length ?? 0
  const image = prefix > 0 ? slice(arg, prefix) : arg
  const { text, variables } = expandDefaults(image.text)
  if (hasVariable(text)) return other('unknown', 'its image depends on a variable that is not known here')
  if (ON_MACHINE.test(text)) return other('local', 'an image that is a file of this machine is not audited')
  const [, named, tag, digest] = IMAGE.exec(text) ?? []
  // Any other text is no image, and might be a secret that an option was given.
  if (named === undefined || (digest !== undefined && !DIGEST.test(digest))) {
    return other('unknown', 'it names no valid image')
  }
  const selector: PackageRef['selector'] =
    digest === undefined ? { type: 'tag', value: tag ?? 'latest' } : { type: 'version', value: digest }
  const ref: PackageRef = {
    ecosystem: 'oci',
    name: named,
    spec: image.text,
    selector,
    floating: selector.type !== 'version' || variables.length > 0,
    token: tokenOf(image, file),
  }
  const remark = variables.length > 0 ? `its image depends on ${variables.join(', ')}; the default is named` : null
  return { kind: 'package', ref, remark }
}

const other = (launch: 'local' | 'unknown', reason: string): SpecReading => ({
  kind: 'other',
  launch,
  origin: null,
  reason,
})
