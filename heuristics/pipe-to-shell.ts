import { type ConfigurationSign, type ConfiguredEntry, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Severity } from '../src/model.js'
import { reachOf } from './knowledge/addresses.js'
import { type RunsAddress, runsAddress, runsData } from './knowledge/downloads.js'
import { weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import { several } from './knowledge/read.js'

/** What is downloaded at every start has no version, no hash, and nothing to compare it with. */
export default defineConfigurationHeuristic({
  id: 'pipe-to-shell',
  title: 'the entry runs code that it downloads when it starts',
  severity: 'high',
  confidence: 'high',
  remedy:
    'Install the server once, from a package with an exact version, and start that. Where there is only a script: download it, read it, and start the copy.',

  *judge(server) {
    for (const each of ownEntries(server)) {
      const { downloaded, hosts } = runsData(each)
      if (!downloaded) {
        yield* ofAddress(each)
        continue
      }
      const far = hosts.filter((host) => reachOf(host) !== 'loopback')
      if (hosts.length > 0 && far.length === 0) continue
      const near = far.length > 0 && far.every((host) => reachOf(host) === 'private')
      const from = far.length === 0 ? '' : ` from ${several(far.map((host) => `\`${host}\``))}`
      yield {
        message: `its command downloads code${from} and runs it, at every start: whoever holds the address decides what runs`,
        entry: each.entry,
        key: far,
        severity: weighed(near ? 'medium' : 'high', each.entry),
      }
    }
  },
})

function* ofAddress(each: ConfiguredEntry): Iterable<ConfigurationSign> {
  const found = runsAddress(each)
  if (found === null || reachOf(found.host) === 'loopback') return
  const { what, host, kept, versioned, pointer } = found
  // Deno's addresses with a version are releases, by its custom.
  if (what === 'program' && versioned) return
  const when = kept ? 'when it is first started' : 'at every start'
  yield {
    message: `its ${what} is an address at \`${host}\`, of which no registry keeps a copy: what stands there ${when} is what runs`,
    entry: each.entry,
    pointer,
    key: ['address', host],
    severity: weighed(severityOf(found), each.entry),
  }
}

function severityOf({ kept, versioned, host }: RunsAddress): Severity {
  if (versioned) return 'low'
  return kept || reachOf(host) === 'private' ? 'medium' : 'high'
}
