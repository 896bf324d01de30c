import { type ConfigurationSign, type ConfiguredServer, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command } from '../src/model.js'
import { weighed } from './knowledge/entries.js'
import { foreignLetters, type ScopeTwin, scopeTwin } from './knowledge/scope-twins.js'

/**
 * A scope says whose a package is, and it is what gets lost when a command is told by heart: by a person, or by a model.
 * Names that are almost another's as a whole are left to `package-look-alike`, which judges a release.
 */
export default defineConfigurationHeuristic({
  id: 'unscoped-look-alike',
  title: 'the name is a well-known server’s, but for the scope that says whose it is',
  severity: 'medium',
  confidence: 'medium',
  remedy: 'Compare the name with the one in the vendor’s own documentation, and write its scope.',

  *judge(server) {
    const twin = server.ref === null ? null : scopeTwin(server.ref)
    for (const { entry, commands } of server.entries) {
      const sign = twin === null ? ofLetters(server, commands) : ofTwin(server.ref?.name ?? '', twin)
      if (sign !== null) yield { ...sign, severity: weighed(sign.severity ?? 'medium', entry), entry }
    }
  },
})

type Sign = Omit<ConfigurationSign, 'entry'>

const ofTwin = (name: string, { of, says, severity, confidence }: ScopeTwin): Sign => ({
  message: `\`${name}\` ${says}`,
  severity,
  confidence,
  key: [of],
  ...(of === name ? {} : { remedy: `Find out whose it is. If ${of} is meant, write that in full.` }),
})

/** Words of commands that are looked at. */
const MAX_WORDS = 500

/** No registry takes such a name, so that the launch names no package. */
function ofLetters({ ref }: ConfiguredServer, commands: readonly Command[]): Sign | null {
  if (ref !== null) return null
  const words = commands.flatMap(({ args }) => args).slice(0, MAX_WORDS)
  for (const { text, pointer } of words) {
    const known = foreignLetters(text)
    if (known === null) continue
    return {
      message: `a word looks like ${known}, and is written with letters of another alphabet`,
      severity: 'high',
      confidence: 'high',
      pointer,
      key: [known],
      remedy: `Write ${known} anew, by hand, and find out where the entry came from.`,
    }
  }
  return null
}
