/** Words about a server that every way of telling uses: the text report and the review in the terminal. Pure. */
import type {
  Acknowledgement,
  BaselineOrigin,
  Contribution,
  Finding,
  ServerReport,
  Since,
  TrustScore,
} from '../model.js'
import { count, some } from './layout.js'

/** Where the release that it is compared with comes from, to stand behind its version. */
export const BASELINE_FROM: Readonly<Record<BaselineOrigin, string>> = {
  lock: ', as locked',
  cache: ', the copy on this machine',
  previous: '',
  none: '',
}

/** What a server is, in a few words each: its package and releases, how it is started, and who starts it. @param most clients that are named */
export function headline(server: ServerReport, arrow: string, most = 3): string[] {
  const { package: ref, launch, occurrences } = server
  const clients = [
    ...new Set(occurrences.map(({ client, scope, disabled }) => `${client} (${scope}${disabled ? ', disabled' : ''})`)),
  ]
  return [
    [ref?.name ?? launch.origin ?? launch.kind, versionsOf(server).join(` ${arrow} `)].filter(Boolean).join(' '),
    ref === null ? launch.kind : occurrences.length > 0 ? startedBy(server) : '',
    // What a bridge reaches is what people know the server by.
    ref === null || launch.origin === null ? '' : `${arrow} ${launch.origin}`,
    some(clients, most),
  ].filter(Boolean)
}

/** The baseline's and the candidate's, as far as there are some. */
function versionsOf({ launch, release, baseline }: ServerReport): string[] {
  // What a package.json of this machine does not say is read as 0.0.0.
  if (launch.kind === 'local' && release?.version === '0.0.0') return []
  return [baseline.release?.version, release?.version].filter((version) => version !== undefined)
}

export const startedBy = ({ launch, package: ref }: Pick<ServerReport, 'launch' | 'package'>): string =>
  [launch.runner, ref && (ref.floating ? `floats (${ref.spec})` : 'pinned')].filter(Boolean).join(', ')

export const pointsOf = ({ value, grade }: TrustScore): string =>
  value === null ? 'no score' : `${value}/100 ${grade ?? ''}`.trim()

export function sinceText({ version, date, releasesBefore }: Since): string {
  const when = date === null ? version : `${version}, ${date}`
  if (releasesBefore === 0) return `since the first release, ${when}`
  return `since ${when}; ${count(releasesBefore, 'release')} without it`
}

/** Why a finding passes, as a person said it. */
export function passText({ reason, when, until, by }: Acknowledgement): string {
  const who = `${when}${by === null ? '' : ` by ${by}`}${until === null ? '' : `, until ${until}`}`
  return `“${reason}” (${who})`
}

/** Copies of the package that are here already, and what a fresh start takes instead; empty where there are none. */
export function onMachineText({
  onMachine: { copies },
  release,
}: Pick<ServerReport, 'onMachine'> & { readonly release: { readonly version: string } | null }): string {
  if (copies.length === 0) return ''
  // What npx installed was started; an installed copy may never have been, and will be.
  const how = (place: string): string => (place === 'npx cache' ? ', started last' : ', which is what starts')
  const said = copies.map(({ version, place, used }) => `${version} in the ${place}${used ? how(place) : ''}`)
  const fresh = release && copies.every(({ version }) => version !== release.version)
  return `${some([...new Set(said)], 3)}${fresh ? `; a fresh start takes ${release.version}` : ''}`
}

/** Why there are no facts of its code. */
export function whyNoCode({ package: ref, launch }: Pick<ServerReport, 'package' | 'launch'>): string | null {
  // Of a package that is audited, the launch's reason speaks of what is started beside it.
  return ref?.ecosystem === 'npm' ? null : (launch.reason ?? 'not audited')
}

/** The name of what a contribution stands for: of a finding, that is told elsewhere, its heuristic. */
export const contributionName = ({ reason }: Contribution, findings: readonly Finding[]): string =>
  findings.find(({ heuristic }) => reason.startsWith(`${heuristic}: `))?.heuristic ?? reason
