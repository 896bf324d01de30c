/** The machine that the code runs on: its files, its name, its resolver. */
import { pathFacts, secretPath } from '../../classify/paths.js'
import { pathText } from '../catalogue.js'
import { shownSources } from '../origins.js'
import type { CallNode } from '../syntax.js'
import { alternatives, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import { asWritten } from './agent-config.js'
import type { Recogniser } from './context.js'
import { recordFlow } from './flow.js'
import { isSecretVariable } from './process.js'

type Access = 'read' | 'write' | 'delete'

const FS: Readonly<Record<string, Access>> = Object.assign(Object.create(null), {
  readFile: 'read',
  readFileSync: 'read',
  createReadStream: 'read',
  readdir: 'read',
  readdirSync: 'read',
  opendir: 'read',
  readlink: 'read',
  open: 'read',
  openSync: 'read',
  readJson: 'read',
  readJsonSync: 'read',
  readJSON: 'read',
  openAsBlob: 'read',
  watch: 'read',
  cpSync: 'read',
  cp: 'read',
  copyFile: 'read',
  copyFileSync: 'read',
  copy: 'read',
  writeFile: 'write',
  writeFileSync: 'write',
  appendFile: 'write',
  appendFileSync: 'write',
  createWriteStream: 'write',
  outputFile: 'write',
  outputFileSync: 'write',
  writeJson: 'write',
  writeJSON: 'write',
  writeJsonSync: 'write',
  outputJson: 'write',
  outputJsonSync: 'write',
  outputJSON: 'write',
  outputJSONSync: 'write',
  writeJSONSync: 'write',
  chmod: 'write',
  chmodSync: 'write',
  symlink: 'write',
  symlinkSync: 'write',
  rename: 'write',
  renameSync: 'write',
  unlink: 'delete',
  unlinkSync: 'delete',
  rm: 'delete',
  rmSync: 'delete',
  rmdir: 'delete',
  rmdirSync: 'delete',
  remove: 'delete',
  removeSync: 'delete',
  emptyDir: 'delete',
})
const DENO: Readonly<Record<string, Access>> = Object.assign(Object.create(null), {
  'global:Deno.readTextFile': 'read',
  'global:Deno.readFile': 'read',
  'global:Deno.readTextFileSync': 'read',
  'global:Bun.file': 'read',
  'global:Deno.writeTextFile': 'write',
  'global:Deno.writeFile': 'write',
  'global:Bun.write': 'write',
  'global:Deno.remove': 'delete',
})

/** Libraries that write a file whole, under a name of their own. */
function writerOf(path: string): Access | undefined {
  return /^pkg:(?:write-file-atomic|fast-write-atomic|write-json-file|write-json|write|jsonfile|steno|write-pkg|write-yaml-file|loadjsonfile|@npmcli\/fs|fs-jetpack|sander|atomically)(?:\.(?:default|sync|write\w*|output\w*|append\w*))*$/.test(
    path,
  )
    ? 'write'
    : undefined
}

/** @returns whether the call touches a file */
export function recogniseFile(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): boolean {
  const name = /^node:fs\.(?:promises\.)?(\w+)$/.exec(path)?.[1]
  const listed = name === undefined ? (DENO[path] ?? writerOf(path)) : FS[name]
  const flags = name?.startsWith('open') === true ? (stringOf(args[1]) ?? 'r') : ''
  const access = /[wa+]/.test(flags) && listed !== undefined ? 'write' : listed
  if (access === undefined) return false
  const [first] = args
  const renames = name?.startsWith('rename') === true
  for (const each of first === undefined || renames ? [] : alternatives(first))
    touch(to, call, access, pathText(each), args[1])
  // A rename is how a file is written whole: what is written is where it goes.
  if (name !== undefined && /^(?:cp|copy|rename|link|symlink)/.test(name)) {
    for (const each of args[1] === undefined ? [] : alternatives(args[1])) touch(to, call, 'write', pathText(each))
  }
  if (access === 'write') {
    const target = first === undefined ? undefined : pathText(first)
    for (const source of args[1] === undefined ? [] : sourcesOf(args[1])) {
      const lies = /^(?:net:|secret:|env:\*|clipboard|conversation|transport)/.test(source)
      const shared = target !== undefined && COPIED_PLACE.test(target)
      if (lies || shared || (isSecretVariable(source) && target !== undefined && SHARED_PLACE.test(target)))
        recordFlow(to, call, {
          source,
          sink: `file:${target ?? '{}'}`,
          sinkKind: 'file',
          slot: '',
          via: 'file content',
          shared,
        })
    }
  }
  if (name !== undefined && /^(?:cp|copyFile|rename|link|symlink)/.test(name)) copied(to, call, args)
  return true
}

/** A file that lands where a service copies it: what it holds leaves the machine. */
function copied(to: Recogniser, call: CallNode, args: readonly Value[]): void {
  const [from, target] = args
  const path = target === undefined ? undefined : pathText(target)
  if (from === undefined || path === undefined || !COPIED_PLACE.test(path)) return
  const source = pathText(from) ?? '{}'
  const secret = secretPath(source)
  const sink = `file:${path}`
  const what = secret === null ? `file:${source}` : `secret:${secret}`
  recordFlow(to, call, { source: what, sink, sinkKind: 'file', slot: '', via: 'file', shared: true })
}

function touch(to: Recogniser, call: CallNode, access: Access, path: string | undefined, content?: Value): void {
  const shown = path === undefined || path === '' ? '{}' : folded(path.slice(0, 300))
  const sealed = access === 'write' && content !== undefined && isEncrypted(content, 0)
  to.add({ kind: `fs.${access}`, value: shown, detail: { path: shown, ...(sealed ? { encrypted: true } : {}) } }, call)
  if (path === undefined) return
  const drafts = pathFacts(shown, access)
  // A script at a computed place of a repository's own folder can only be a hook.
  if (access === 'write' && IN_GIT.test(shown) && content !== undefined && /^#!/.test(textOf(content) ?? ''))
    drafts.push({ kind: 'persistence', value: 'git hook', detail: { target: 'git hook', path: shown, write: true } })
  for (const draft of drafts) for (const each of asWritten(to, draft, call, content)) to.add(each, call)
}

const IN_GIT = /(?:^|[/\\])\.git[/\\](?:[^/\\]+[/\\])*[^/\\]*\{\}/
const DEEPEST_CONTENT = 6

/** What a cipher made, or a list that holds it. */
function isEncrypted(value: Value, depth: number): boolean {
  if (depth > DEEPEST_CONTENT) return false
  return alternatives(value)
    .slice(0, 8)
    .some((each) => {
      if (each.t === 'array')
        return [...each.items, ...each.rest].slice(0, 16).some((one) => isEncrypted(one, depth + 1))
      if (each.t !== 'ref') return false
      if (/^node:crypto\.(?:createCipher(?:iv)?|publicEncrypt)\(\)/.test(each.path)) return true
      return (
        (each.on !== undefined && isEncrypted(each.on, depth + 1)) ||
        (each.args ?? []).slice(0, 8).some((one) => isEncrypted(one, depth + 1))
      )
    })
}

/** Neighbouring holes are one: how many parts a computed path has says nothing, and changes with the code around it. */
function folded(path: string): string {
  return path.replace(/(?:\{\}|[/.]\{\}|\{\}\/~)+/g, (run) => (run.startsWith('/') && run !== path ? '/{}' : '{}'))
}

/** Where every user of the machine reads, or what a service copies to other machines. */
const SHARED_PLACE =
  /^(?:<tmp>|\/tmp|\/var\/tmp|\/dev\/shm)\/|[/\\](?:dropbox|onedrive|google ?drive|icloud ?drive|mobile documents|syncthing|nextcloud|public)[/\\]/i

/** What others read, or a service copies to other machines, without a further call. */
const COPIED_PLACE =
  /(?:^|[/\\])(?:dropbox|onedrive[^/\\]{0,40}|google ?drive|my drive|icloud ?drive|mobile documents|syncthing|nextcloud)[/\\]|^(?:~|\/users\/[^/]{1,40})[/\\]public[/\\]|^\/(?:var\/www|srv\/(?:www|http))\//i

const STRONG = new Set(['hostname', 'userInfo', 'networkInterfaces'])

/** @returns whether the call asks about the machine */
export function recogniseRecon(to: Recogniser, call: CallNode, path: string): boolean {
  const field =
    /^node:os\.(hostname|userInfo|networkInterfaces|platform|arch|release|type|version|cpus|totalmem|uptime|machine)$/.exec(
      path,
    )?.[1]
  if (field === undefined) return false
  to.add({ kind: 'system.recon', value: field, detail: { field, strong: STRONG.has(field) } }, call)
  return true
}

/** @returns whether the call asks a resolver */
export function recogniseDns(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): boolean {
  const name = /^(?:new )?node:dns\.(?:promises\.)?(?:Resolver\.)?(lookup|resolve\w*|setServers|reverse)$/.exec(
    path,
  )?.[1]
  if (name === undefined) return false
  const [first] = args
  if (name === 'setServers') {
    const servers = first?.t === 'array' ? first.items.map((each) => stringOf(each) ?? '{}') : ['{}']
    for (const server of servers)
      to.add({ kind: 'net.dns', value: `setServers ${server}`, detail: { carries: [], computed: false } }, call)
    return true
  }
  const carries = first === undefined ? [] : shownSources(sourcesOf(first))
  for (const each of first === undefined ? [] : alternatives(first)) {
    const template = textOf(each) ?? '{}'
    to.add(
      {
        kind: 'net.dns',
        value: template.slice(0, 200).toLowerCase(),
        detail: { carries, computed: template.includes('{}') && template !== '{}' },
      },
      call,
    )
    const sink = `dns:${template.slice(0, 200).toLowerCase()}`
    for (const source of sourcesOf(each))
      recordFlow(to, call, { source, sink, sinkKind: 'dns', slot: 'name', via: 'dns name', sources: sourcesOf(each) })
  }
  return true
}
