import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { runsWhatItDownloads } from './knowledge/commands.js'
import { clip, flag, flowOf, groupBy, list, netHost, several, text } from './knowledge/read.js'

const CODE_FILE = /\.(?:[cm]?js|node|sh|bash|py|exe|dll|so|dylib|bat|cmd|ps1|vbs|wasm|jar|bin|AppImage)$/i

/** What is fetched at run time was never in the package: no audit, integrity or lock holds for it. */
export default defineHeuristic({
  id: 'download-and-execute',
  title: 'the code downloads a program and runs it',
  severity: 'high',
  confidence: 'high',
  needs: ['process.spawn'],
  remedy: 'Do not run this release: what it runs is decided by whoever holds the host, at any time.',

  *judge(context) {
    const commands = context
      .judged('process.spawn')
      .filter((fact) => runsWhatItDownloads(text(fact, 'command') || fact.value))
    for (const [severity, facts] of groupBy(commands, (fact) => weigh(context, fact))) {
      yield {
        severity: severity as Severity,
        message: `${facts.some(context.isNew) ? 'now runs' : 'runs'} what it downloads: ${several(facts.map((fact) => `\`${clip(text(fact, 'command') || fact.value)}\``))}`,
        evidence: facts,
      }
    }

    const written = context
      .facts('data.flow')
      .filter((fact) => netHost(flowOf(fact).source) !== null && flowOf(fact).sink.startsWith('file:'))
    const judged = new Set<Fact>(context.judged('data.flow'))
    for (const [path, flows] of groupBy(written, (fact) => flowOf(fact).sink.slice('file:'.length))) {
      const started = starters(path)
      if (
        started.length === 0 ||
        ![...flows, ...started].some((fact) => judged.has(fact) || context.isNew(fact) || !context.accepted)
      )
        continue
      const host = netHost(flowOf(flows[0] as Fact).source) ?? '*'
      const isNew = [...flows, ...started].some((fact) => context.isNew(fact))
      yield {
        severity: context.vendor.owns(host) && !context.smallStep ? 'medium' : isNew ? 'critical' : 'high',
        message: `writes what ${clip(host)} answers to ${clip(path)}, and runs it`,
        evidence: [...flows, ...started],
      }
    }

    /** What runs or loads the file: by its own name, or by a computed one where the file is code. */
    function starters(path: string): Fact[] {
      const name = path.split('/').at(-1) ?? path
      const distinct = name.replaceAll('{}', '').length > 3
      const spawned = context
        .facts('process.spawn')
        .filter(
          (fact) =>
            (distinct && fact.value.includes(name)) ||
            (CODE_FILE.test(name) && /^\{\}/.test(fact.value) && !flag(fact, 'argument')),
        )
      const loaded = context
        .facts('module.dynamic')
        .filter((fact) => (distinct && fact.value.includes(name)) || (CODE_FILE.test(name) && fact.value === '{}'))
      return [...spawned, ...loaded]
    }
  },
})

function weigh(context: Context, fact: Fact): Severity {
  const hosts = list(fact, 'hosts')
  const isNew = context.isNew(fact)
  if (hosts.length > 0 && hosts.every((host) => context.vendor.owns(host))) return isNew ? 'high' : 'medium'
  return isNew || fact.reach === 'install' ? 'critical' : 'high'
}
