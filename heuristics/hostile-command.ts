import { type ConfigurationSign, type ConfiguredEntry, defineConfigurationHeuristic } from '../src/heuristic.js'
import { type CommandHarm, harmsOf } from './knowledge/command-harm.js'
import { weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'

/** CVE-2025-54136 (MCPoison): an entry is a command line that a client runs at every start, whatever it says. */
export default defineConfigurationHeuristic({
  id: 'hostile-command',
  title: 'the entry’s own command line does what no server needs',
  severity: 'critical',
  confidence: 'high',
  remedy:
    'Remove the entry before the client starts again. If it ran, treat what it could read as disclosed, and the machine as entered.',

  *judge(server) {
    for (const each of ownEntries(server)) yield* signs(each)
  },
})

const WORDS: Record<CommandHarm['what'], string> = {
  shell: 'hands a shell of this machine to whoever is at the other end',
  leak: 'sends secrets of this machine away',
  persistence: 'makes something start by itself on this machine',
  agent: 'writes the configuration of an agent',
}

function* signs({ entry }: ConfiguredEntry): Iterable<ConfigurationSign> {
  if (entry.launch.transport === 'remote') return
  for (const { what, target } of harmsOf(entry.launch.argv.map(({ text }) => text))) {
    const grave = what === 'shell' || what === 'leak'
    yield {
      message: `its command ${WORDS[what]}${target === '' ? '' : ` (\`${target}\`)`}, each time that a client starts it`,
      entry,
      key: [what],
      severity: weighed(grave ? 'critical' : 'high', entry),
      confidence: grave ? 'high' : 'medium',
    }
  }
}
