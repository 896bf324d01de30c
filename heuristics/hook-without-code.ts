import { defineHeuristic } from '../src/heuristic.js'
import { isBuild } from './knowledge/install.js'
import { clip, text } from './knowledge/read.js'

/** Nothing changed but package.json, and what came there runs something from outside of the package. */
export default defineHeuristic({
  id: 'hook-without-code',
  title: 'only the manifest changed, and a hook came that runs something from elsewhere',
  severity: 'critical',
  confidence: 'medium',
  needs: ['install.script'],
  remedy: 'Do not install this release. Compare it with the tag in the repository, which will not have the hook.',

  *judge({ change, compared, dormant }) {
    if (!compared) return
    const scripts = change.added('install.script')
    const others = change.all.filter((fact) => fact.kind !== 'install.script' && fact.where.file !== 'package.json')
    if (others.length > 0 || change.changed('install.script').length > 0) return
    for (const fact of scripts) {
      const command = text(fact, 'command')
      if (text(fact, 'file') !== '' || text(fact, 'hash') !== '' || isBuild(command) || command === '') continue
      if (/^node\s+-[ep]\s+["']?console\.\w+\(/.test(command)) continue
      yield { message: `nothing but \`${clip(command)}\` came`, evidence: [fact], context: dormant('install.script') }
    }
  },
})
