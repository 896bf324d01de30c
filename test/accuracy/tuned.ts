/** The written pairs that heuristics are made with: all of `test/incidents`, and what stands in `tuned/`. */
import { codeTime } from '../incidents/code-time.js'
import { type FixtureRelease, history, type Incident, manifestOf, type Twin } from '../incidents/fixture.js'
import { dormant, type Place, running, server } from '../incidents/hiding-places.js'
import { installTime } from '../incidents/install-time.js'
import { moreAttacks } from '../incidents/more-attacks.js'
import { oddSyntax } from '../incidents/odd-syntax.js'
import { postmark } from '../incidents/postmark.js'
import { libraryTwins } from '../incidents/twins-libraries.js'
import { mailTwins } from '../incidents/twins-mail.js'
import { networkTwins } from '../incidents/twins-network.js'
import { packageTwins } from '../incidents/twins-package.js'
import { systemTwins } from '../incidents/twins-system.js'
import type { Pair } from './pair.js'
import { benignPairs } from './tuned/benign.js'
import { deeds } from './tuned/deeds.js'
import { leaks } from './tuned/leaks.js'
import { honestFlows } from './tuned/leaks-honest.js'
import { laterLeaks } from './tuned/leaks-later.js'
import { laterHonest } from './tuned/leaks-later-honest.js'
import { valuePairs } from './tuned/values.js'

/** Up to the first bad release: what came after it is no attack that arrives. */
function ofIncident(incident: Incident, after: string): Pair {
  const bad = incident.releases.findIndex(({ version }) => version === incident.bad)
  if (bad < 0) throw new Error(`${incident.id} has no release ${incident.bad}`)
  const { id, package: name, vendorWords } = incident
  const releases = incident.releases.slice(0, bad + 1)
  return { id, package: name, vendorWords, releases, about: `${id}: ${incident.bad}`, truth: 'attack', after }
}

const ofTwin = ({ id, package: name, vendorWords, releases, why }: Twin): Pair => ({
  id,
  package: name,
  vendorWords,
  releases,
  about: why,
  truth: 'benign',
  after: 'twin',
})

/** A plain server, and the patch release of it that holds the payload in this place. */
const ofPlace =
  (truth: Pair['truth'], after: string) =>
  (place: Place): Pair => {
    const name = 'plain-mcp'
    const releases = history(['1.4.0', '1.4.1'], '2025-05-05T05:05:00.000Z', 'plain', (version) => {
      const changed = version === '1.4.1'
      const manifest = { name, scripts: { test: 'node --test' }, ...(changed ? place.manifest : {}) }
      return {
        'dist/index.js': server(),
        ...(changed ? place.files : {}),
        'package.json': manifestOf(version, 'dist/index.js', manifest),
      }
    })
    const id = `${after}: ${place.id}`
    return { id, package: name, vendorWords: [], releases, about: id, truth, after }
  }

/** Two incidents whose releases are the same up to the bad one are one pair. */
function distinct(pairs: readonly Pair[]): readonly Pair[] {
  const seen = new Map<readonly FixtureRelease[] | string, Pair>()
  for (const pair of pairs) {
    const key = JSON.stringify(pair.releases)
    if (!seen.has(key)) seen.set(key, pair)
  }
  return [...seen.values()]
}

export const TUNED: readonly Pair[] = distinct([
  ...[...postmark, ...installTime, ...codeTime].map((incident) => ofIncident(incident, 'incident')),
  ...moreAttacks.map((incident) => ofIncident(incident, 'further attack')),
  ...running.map(ofPlace('attack', 'place')),
  ...oddSyntax.map(ofPlace('attack', 'syntax')),
  ...[...networkTwins, ...mailTwins, ...systemTwins, ...packageTwins, ...libraryTwins].map(ofTwin),
  ...leaks,
  ...honestFlows,
  ...laterLeaks,
  ...laterHonest,
  ...dormant.map(ofPlace('benign', 'nothing reaches it')),
  ...benignPairs,
  ...deeds,
  ...valuePairs,
])
