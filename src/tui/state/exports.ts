/** What leaves the review: a report as a file, an identity to be pasted, addresses to be followed. */
import { homeAddress, repositoryAddress } from '../../registry/addresses.js'
import { visible } from '../../report/visible.js'
import type { Binding } from './binding.js'
import { serverInView } from './list.js'
import { type Dialog, notice, type ReviewState, reportOf, rowOf, type Step, stay } from './model.js'

type Links = Extract<Dialog, { readonly type: 'links' }>['links']

/** What a server's release says of its own places; empty where it names none. */
function linksOf(state: ReviewState): Links {
  const server = serverInView(state)
  const manifest = (server === null ? null : reportOf(state, server)?.release?.manifest) ?? {}
  const [repository, home] = [repositoryAddress(manifest), homeAddress(manifest)]
  return [
    ...(repository === null ? [] : [{ label: 'repository', url: repository }]),
    // Many name their repository twice, the second time with an anchor.
    ...(home === null || (repository !== null && home.startsWith(repository))
      ? []
      : [{ label: 'home page', url: home }]),
  ]
}

const purlOf = (state: ReviewState): string | null => {
  const server = serverInView(state)
  return (server === null ? null : reportOf(state, server)?.release?.purl) ?? null
}

/** Why there is no release to speak of: nothing selected, not audited, nothing that has one. */
function withoutRelease(state: ReviewState): string | null {
  const server = serverInView(state)
  const row = server === null ? null : rowOf(state, server)
  if (row === null) return 'There is no server here.'
  const { listed, evaluation } = row
  if (evaluation?.server.release) return null
  if (evaluation === null) return `${listed.name} is not audited yet.`
  return listed.package === null
    ? `${listed.name} is no package of a registry.`
    : `The release of ${listed.name} could not be found out.`
}

/** Takes in how an export went. */
export const exported = (
  state: ReviewState,
  {
    file,
    failure,
  }: { readonly file: string; readonly failure: { readonly message: string; readonly remedy: string } | null },
): ReviewState =>
  failure === null
    ? notice(state, 'good', `The report stands in ${file}.`)
    : notice(state, 'bad', `${file}: ${failure.message}. ${failure.remedy}`)

const copyPurl = (state: ReviewState): Step => {
  const purl = purlOf(state)
  return purl === null ? stay(state) : stay(state, { type: 'copy', text: visible(purl), what: visible(purl) })
}

export const exportKeys: readonly Binding[] = [
  {
    keys: ['c'],
    on: ['servers', 'server'],
    label: null,
    help: 'copy the purl of the release',
    obstacle: withoutRelease,
    run: copyPurl,
  },
  {
    keys: ['o'],
    on: ['servers', 'server'],
    label: null,
    help: 'the addresses of repository and home page, to follow or to copy',
    obstacle: (state) =>
      withoutRelease(state) ??
      (linksOf(state).length === 0 ? 'This release names neither a repository nor a home page.' : null),
    run: (state) => stay({ ...state, dialog: { type: 'links', links: linksOf(state) } }),
  },
  {
    keys: ['e'],
    on: 'every screen',
    label: null,
    help: 'export the report as JSON or Markdown',
    obstacle: ({ servers }) =>
      servers.some(({ evaluation }) => evaluation !== null) ? null : 'Nothing is audited yet, so there is no report.',
    run: (state) => stay({ ...state, dialog: { type: 'export' } }),
  },
]
