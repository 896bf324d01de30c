/** What a server is: its release, how it is started, and what this machine has of it. Pure. */
import type { Known, ListedServer, Release, RepositoryEvidence, ServerReport } from '../../model.js'
import { gitHubName, repositoryOf } from '../../registry/repository-name.js'
import { shortener } from '../../report/home.js'
import { count } from '../../report/layout.js'
import { BASELINE_FROM, onMachineText } from '../../report/words.js'
import { type Line, line, type Span, span, strong, type Tone } from '../line.js'
import { ageText } from './age.js'
import { type Block, labelled, type Sheet } from './prose.js'

/** Places of a configuration that are named. */
const PLACES = 12

export interface FactsContext {
  /** In ms since the epoch. */
  readonly now: number
  /** Absolute; empty where it is not known. */
  readonly home: string
}

type Row = readonly [label: string, content: Line]

/** A heading and rows below it; no block without rows. */
export function section(id: string, title: Line, rows: readonly (Row | null)[], sheet: Sheet): Block {
  const lines = rows.flatMap((row) => (row === null ? [] : labelled(span(row[0], 'quiet'), row[1], sheet)))
  return { id: `section:${id}`, lines: lines.length === 0 ? [] : [title, ...lines] }
}

/** What would run, as its registry and its repository describe it. */
export function releaseBlock(server: ServerReport, context: FactsContext, sheet: Sheet): Block {
  const { release, launch, package: ref } = server
  const rows =
    release !== null && launch.kind !== 'local'
      ? releaseRows(server, release, context, sheet)
      : [...originRows(server, context, ref !== null), ...(release === null ? [] : localRows(release))]
  return section('release', line(strong('What it is')), rows, sheet)
}

function releaseRows(
  server: ServerReport,
  release: Release,
  { now }: FactsContext,
  sheet: Sheet,
): readonly (Row | null)[] {
  const { sums = [] } = release
  const integrity =
    !release.integrity.known && sums.length > 0 ? plain(`any of: ${sums.join(' ')}`) : told(release.integrity, plain)
  return [
    ['package', line(release.purl)],
    ['integrity', integrity],
    ['published', told(release.publishedAt, (iso) => publishedText(iso, now))],
    ['publisher', told(release.publisher, plain)],
    maintainersRow(release),
    ['provenance', told(release.provenance, provenanceText)],
    ['repository', repositoryText(server.repository, release, now, sheet)],
    release.deprecated === null ? null : ['deprecated', line(span(release.deprecated, 'review'))],
    ['compared', baselineText(server, now)],
  ]
}

const plain = (text: string): Line => line(text)

/** What is known; else that it is unknown, and why. */
function told<T>(value: Known<T>, say: (value: T) => Line): Line {
  return value.known ? say(value.value) : unknownText(value.reason)
}

const unknownText = (reason: string): Line => [span('unknown', 'unknown'), span(`: ${reason}`)]

function publishedText(iso: string, now: number): Line {
  const age = ageText(iso, now)
  return line(iso.slice(0, 10), ...(age === '' ? [] : [span(`, ${age}`)]))
}

/** Those beside the publisher. */
function maintainersRow({ maintainers, publisher }: Release): Row | null {
  if (!maintainers.known || maintainers.value.length === 0) return null
  const only = maintainers.value.length === 1 && publisher.known && maintainers.value[0] === publisher.value
  const shown = maintainers.value.slice(0, 6).join(', ')
  const more = maintainers.value.length > 6 ? ` +${maintainers.value.length - 6} more` : ''
  return only ? null : ['maintained', line(`by ${shown}${more}`)]
}

const provenanceText = (isServed: boolean): Line =>
  line(isServed ? 'the registry serves an attestation' : span('none: the registry serves no attestation', 'review'))

function repositoryText(known: Known<RepositoryEvidence>, release: Release, now: number, { signs }: Sheet): Line {
  if (!known.known) {
    const url = repositoryUrl(release)
    const why = unknownText(known.reason)
    return url === null ? why : [...link(url), span(', as the release says; what its host says is '), ...why]
  }
  const { url, gone, archived, fork, forkOf, licence, lastPush, tagOfVersion, tagsReleases } = known.value
  const said: (Span | string)[] = [
    ...(gone === true ? [span('not shown: gone, or private', 'review')] : []),
    ...(archived ? [span('archived', 'review')] : []),
    ...(fork ? [forkOf ? `a fork of ${forkOf}` : 'a fork'] : []),
    ...(licence === null ? [] : [`licence ${licence}`]),
    ...(lastPush === null
      ? []
      : [`last push ${[lastPush.slice(0, 10), ageText(lastPush, now)].filter(Boolean).join(', ')}`]),
    ...(tagOfVersion === true ? ['it tags this version'] : []),
    ...(tagOfVersion === false && tagsReleases === true ? [span('it does not tag this version', 'review')] : []),
  ]
  return [...link(url), ...said.flatMap((each) => [span(` ${signs.dot} `, 'quiet'), ...line(each)])]
}

/** The address of a repository as a page; `null` where it is on no host that is known. */
function repositoryUrl({ manifest }: Release): string | null {
  const stated = repositoryOf(manifest)
  const name = stated === null ? null : gitHubName(stated)
  return name === null ? null : `https://github.com/${name.owner}/${name.repo}`
}

const link = (url: string): Line => [span(url, 'accent', /^https?:\/\//.test(url) ? { href: url } : {})]

function baselineText({ baseline: { from, release } }: ServerReport, now: number): Line {
  if (release === null) return line('with nothing: there is no release before it that could be read')
  const age = release.publishedAt.known ? ageText(release.publishedAt.value, now) : ''
  const what = from === 'previous' ? ', the release before it' : BASELINE_FROM[from]
  return line(`with ${release.version}${what}${age === '' ? '' : `; published ${age}`}`)
}

function localRows({ name, version, integrity }: Release): readonly Row[] {
  const isNamed = version !== '0.0.0' || name !== 'unnamed'
  return [
    ['code', line('of this machine; it was never published')],
    ...(isNamed ? [['named', line(`${name} ${version}, as its package.json says`)] as const] : []),
    ['integrity', told(integrity, plain)],
  ]
}

/** What is known of a server without a release. */
function originRows(
  { launch, package: ref }: ListedServer,
  { home }: FactsContext,
  isPackage: boolean,
): readonly Row[] {
  const { origin, kind } = launch
  const where = origin === null ? [] : [[isPackage ? 'reaches' : KINDS[kind], line(shortener(home)(origin))] as const]
  return [
    ...(ref === null ? [] : [['package', line(`${ref.name}, from ${ECOSYSTEMS[ref.ecosystem]}`)] as const]),
    ...(isPackage ? [] : where),
  ]
}

const ECOSYSTEMS = { npm: 'npm', pypi: 'PyPI', oci: 'a registry of images' } as const

const KINDS: Readonly<Record<ListedServer['launch']['kind'], string>> = {
  npm: 'starts',
  pypi: 'starts',
  oci: 'image',
  git: 'repository',
  remote: 'remote',
  local: 'program',
  unknown: 'starts',
}

/** How it is started, where that is configured, and what of it is on this machine. */
export function startBlock(
  server: ListedServer & { readonly release?: Release | null },
  { home }: FactsContext,
  sheet: Sheet,
): Block {
  const { launch, package: ref, occurrences, onMachine, release = null } = server
  const short = shortener(home)
  const isBridge = ref !== null && launch.origin !== null
  const rows: readonly (Row | null)[] = [
    ['starts', startText(server)],
    isBridge ? ['reaches', line(short(launch.origin ?? ''))] : null,
    launch.registry === undefined ? null : ['taken from', line(launch.registry)],
    ref !== null && launch.reason ? ['beside it', line(launch.reason)] : null,
    launch.beside ? ['beside it', line(launch.beside)] : null,
    ...occurrences
      .slice(0, PLACES)
      .map(
        ({ client, scope, file, pointer, disabled }, index): Row => [
          index === 0 ? 'configured' : '',
          [
            span(`${client} (${scope})`),
            ...(disabled ? [span(', disabled', 'unknown')] : []),
            span('  '),
            span(`${short(file)}#${pointer}`, 'place'),
          ],
        ],
      ),
    occurrences.length > PLACES
      ? ['', line(span(`and ${count(occurrences.length - PLACES, 'more place')}`, 'quiet'))]
      : null,
    onMachine.copies.length === 0 ? null : ['on disk', line(onMachineText({ onMachine, release }))],
    ...onMachine.copies.map(
      ({ version, folder }): Row => ['', [span(`${version}  `, 'quiet'), span(short(folder), 'place')]],
    ),
    ...onMachine.shadows.map(({ file, package: of }): Row => {
      const whose = of === null ? ', which belongs to no package' : `, of ${of.name} ${of.version}`
      return ['in its place', [span(short(file), 'place'), span(`${whose}, is what starts`, 'review')]]
    }),
  ]
  return section('start', line(strong('How it is started')), rows, sheet)
}

function startText({ launch, package: ref }: ListedServer): Line {
  const { wrappers, runner } = launch
  const tone: Tone = ref?.floating ? 'review' : 'plain'
  const within = wrappers.length === 0 ? '' : `, within ${wrappers.join(', ')}`
  if (ref === null) return line(`${runner}${within}`)
  const how = ref.floating ? `floats: ${ref.spec} is whatever is newest at the next start` : `pinned: ${ref.spec}`
  return [span(`${runner}${within}, `), span(how, tone)]
}
