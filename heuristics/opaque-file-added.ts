import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { clip, flag, text } from './knowledge/read.js'

/** What cannot be read is a fact, never silence. */
export default defineHeuristic({
  id: 'opaque-file-added',
  title: 'a file came that cannot be read as code, and that runs',
  severity: 'medium',
  confidence: 'medium',
  needs: ['file.opaque'],
  remedy: 'Find the source that it is built from. Without one there is only the publisher’s word for what it does.',

  *judge(context) {
    const changed = new Set(context.change.changed('file.opaque').map(({ after }) => after))
    for (const fact of context.judged('file.opaque')) {
      const severity = weigh(context, fact, changed.has(fact))
      if (severity === null) continue
      const how = changed.has(fact) ? 'has changed' : context.isNew(fact) ? 'is new' : 'is there'
      yield {
        severity,
        confidence: severity === 'high' || severity === 'critical' ? 'high' : 'medium',
        message: `${clip(text(fact, 'path') || fact.where.file)} (${WORDS[whyOf(fact)] ?? whyOf(fact)}) ${how}`,
        evidence: [fact],
      }
    }
  },
})

const whyOf = (fact: Fact): string => text(fact, 'why') || (fact.value.split(' ', 1)[0] ?? '')

function weigh(context: Context, fact: Fact, changed: boolean): Severity | null {
  const why = whyOf(fact)
  const isNew = context.isNew(fact)
  // A tarball that leaves its folder, or names devices, is made to harm.
  if (why === 'refused') return isNew || !context.compared ? 'high' : 'medium'
  if (fact.reach === 'install' && flag(fact, 'code')) return 'high'
  if (!context.compared) return why === 'native' || flag(fact, 'code') ? 'medium' : null
  if (!isNew) return null
  if (changed) return flag(fact, 'code') && why !== 'wasm' && why !== 'native' ? 'medium' : 'low'
  if (why === 'native') {
    if (isOneMorePlatform(context, fact)) return 'low'
    if (isPrebuilt(context, fact)) return 'medium'
    return context.step === 'major' ? 'medium' : 'high'
  }
  if (why === 'wasm') return 'medium'
  if (why === 'archive') return context.smallStep ? 'medium' : 'low'
  return flag(fact, 'code') ? 'medium' : 'low'
}

/** A folder or name that says for which platform a library is built, as prebuildify, node-pre-gyp and napi-rs write it. */
const PLATFORM =
  /(?:^|[/._-])(?:darwin|linux|win32|win\d{0,2}|windows|macos|android|freebsd|alpine|linuxmusl)[._-](?:x64|x86_64|amd64|ia32|x86|arm64|aarch64|arm|armv7|universal|musl|s390x|riscv64|ppc64(?:le)?)/i

/** Built for a platform by name, in a package that compiled native code on install until now: it saves the compiler. */
function isPrebuilt(context: Context, fact: Fact): boolean {
  const compiled = context
    .before('install.script')
    .some(
      (each) =>
        flag(each, 'gyp') || /\b(?:node-gyp|node-gyp-build|prebuild-install|cmake-js)\b/.test(text(each, 'command')),
    )
  return compiled && PLATFORM.test(text(fact, 'path') || fact.where.file)
}

/** A library for one more platform, of which the baseline has others: a build matrix that grew. */
function isOneMorePlatform(context: Context, fact: Fact): boolean {
  const path = text(fact, 'path') || fact.where.file
  return (
    PLATFORM.test(path) &&
    path.endsWith('.node') &&
    context
      .before('file.opaque')
      .some((each) => whyOf(each) === 'native' && PLATFORM.test(text(each, 'path') || each.where.file))
  )
}

const WORDS: Readonly<Record<string, string>> = {
  native: 'a native binary',
  wasm: 'WebAssembly',
  archive: 'an archive',
  unparsable: 'no parser accepts it',
  'too-large': 'too large to analyse',
  'too-deep': 'nested too deeply to analyse',
  budget: 'the budget of analysis did not reach',
  refused: 'refused while unpacking',
}
