import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { PackageRef, Shadow } from '../src/model.js'

/** npx and uvx look on the machine first: what answers to the name there never comes from the registry. */
export default defineConfigurationHeuristic({
  id: 'shadowed-by-local-file',
  title: 'a file of this machine is started in the place of the package',
  severity: 'high',
  confidence: 'high',
  remedy:
    'Look at the file and remove it, or write an exact version behind the name, which no local file can stand for.',

  *judge({ ref, entries, onMachine }) {
    if (ref === null) return
    const [first] = entries
    if (first === undefined) return
    const entry = (entries.find((each) => !each.entry.disabled) ?? first).entry
    for (const shadow of onMachine.shadows) yield { ...sign(ref, shadow), entry }
  },
})

function sign(ref: PackageRef, shadow: Shadow): Omit<ConfigurationSign, 'entry'> {
  const { file, package: owner } = shadow
  if (owner !== null && sameName(ref, owner.name)) {
    return {
      severity: 'info',
      message: `\`${ref.spec}\` starts the installed ${owner.name}@${owner.version} (${file}), whatever the registry offers`,
      key: ['own'],
      remedy: 'Write an exact version behind the name, or keep the installed copy up to date.',
    }
  }
  const whose = owner === null ? 'which belongs to no package' : `which belongs to ${owner.name}@${owner.version}`
  return {
    message: `\`${ref.spec}\` starts ${file}, ${whose}, in the place of the registry's package`,
    key: [owner?.name ?? 'no package'],
  }
}

/** PyPI takes `-`, `_` and `.` for one, and is blind to case. */
const sameName = (ref: PackageRef, name: string): boolean =>
  ref.ecosystem === 'pypi'
    ? name.toLowerCase().replace(/[-_.]+/g, '-') === ref.name.toLowerCase().replace(/[-_.]+/g, '-')
    : name === ref.name
