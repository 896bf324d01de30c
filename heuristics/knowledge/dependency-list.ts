/** Several packages in one sentence. */

const NAMED = 5

/** `a@1.0.0, b@2.0.0 and 3 more`. */
export function several(packages: readonly { readonly name: string; readonly version: string }[]): string {
  const names = packages.map(({ name, version }) => `${name}@${version}`)
  if (names.length > NAMED) return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more packages`
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
