/**
 * `npm create x` and its kin start the package `create-x`. Sources: npm 11's `lib/commands/init.js`, pnpm's `create.ts`, yarn's
 * `create.js`, Bun's documentation of `bun create`. Pure.
 */

/** `foo@1` → `create-foo@1`, `@scope` → `@scope/create`, `@scope/foo` → `@scope/create-foo`; places stay as they are. */
export function npmInitializer(spec: string): string {
  const parts = /^(?:(@[^/@]+)(?:\/([^/@]*))?|\/?([^/@]*))(@.*)?$/s.exec(spec)
  if (!parts) return spec
  const [, scope, below, alone, version = ''] = parts
  const name = below ?? alone ?? ''
  if ((scope === undefined && name === '') || /:/.test(name)) return spec
  if (scope === undefined) return `create-${name}${version}`
  return name === '' ? `${scope}/create${version}` : `${scope}/create-${name}${version}`
}

/** pnpm leaves a name that begins with `create-` as it is. */
export const pnpmInitializer = (spec: string): string =>
  /^(@[^/@]+\/)?create(-|@|$)/.test(spec) ? spec : npmInitializer(spec)
