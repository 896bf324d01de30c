import { defineConfigurationHeuristic } from '../src/heuristic.js'
import { baseName } from './knowledge/entries.js'

/** Whoever may write the file chooses which program runs as the one who starts the client. */
export default defineConfigurationHeuristic({
  id: 'config-writable-by-others',
  title: 'other users of this machine may change the entry',
  severity: 'high',
  // What others there are, and whether they are strangers, can't be told from here.
  confidence: 'medium',
  remedy: 'Take the right to write from others, for the file and its folder: `chmod go-w`.',

  *judge({ entries }) {
    for (const { entry, writableBy } of entries) {
      if (writableBy === null || isWindowsDrive(entry.place.file)) continue
      const everyone = writableBy === 'everyone'
      const who = everyone ? 'every user of this machine' : 'every member of its group'
      yield {
        // A checkout that a team shares is meant to be written by it.
        severity: everyone ? 'high' : entry.scope === 'project' ? 'low' : 'medium',
        message: `${who} may write \`${baseName(entry.place.file)}\` or its folder, and so choose what runs as you`,
        entry,
        key: [writableBy],
      }
    }
  },
})

/** WSL shows every file of a Windows drive as writable by everyone, whatever Windows says of it. */
const isWindowsDrive = (file: string): boolean => /^\/mnt\/[a-z](\/|$)/.test(file)
