/** npm's settings that decide a tree. Pure. */

export interface TreeSettings {
  readonly before: Date | null
  readonly minReleaseAgeExclude: readonly string[]
  readonly legacyPeerDeps: boolean
  readonly strictPeerDeps: boolean
  readonly preferDedupe: boolean
  readonly installStrategy: string
  readonly engineStrict: boolean
  readonly force: boolean
  readonly defaultTag: string
}

/**
 * @param npm flat options
 * @param before of the caller; the earlier one holds, and then for every package, those too that npm's configuration spares
 */
export function settingsOf(npm: Readonly<Record<string, unknown>>, before: Date | undefined): TreeSettings {
  const configured = npm.before instanceof Date ? npm.before : null
  const earlier = before !== undefined && (configured === null || before < configured)
  const spared = before === undefined && Array.isArray(npm.minReleaseAgeExclude) ? npm.minReleaseAgeExclude : []
  const strategy = String(npm.installStrategy)
  return {
    before: earlier ? before : configured,
    minReleaseAgeExclude: spared.map(String),
    legacyPeerDeps: npm.legacyPeerDeps === true,
    strictPeerDeps: npm.strictPeerDeps === true,
    preferDedupe: npm.preferDedupe === true,
    // `linked` lays out what the hoisted tree holds.
    installStrategy: ['nested', 'shallow'].includes(strategy) ? strategy : 'hoisted',
    engineStrict: npm.engineStrict === true,
    force: npm.force === true,
    defaultTag: String(npm.defaultTag ?? 'latest'),
  }
}
