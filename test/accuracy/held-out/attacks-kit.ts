/** How the attack pairs of this folder are put together: a server as it was, and what the bad release changes in it. */
import { type Files, history, type Manifest, manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'

/** A whole file, or what is replaced in the file as it was. */
type Change = string | readonly (readonly [from: string, to: string])[]

interface Story {
  readonly id: string
  readonly about: string
  readonly after: string
  readonly vendorWords?: readonly string[]
  /** Oldest first; the last one is bad. */
  readonly versions: readonly string[]
  readonly last: string
  readonly publisher: string
  /** Who published the bad one, when it was somebody else. */
  readonly newPublisher?: string
  readonly entry: string
  readonly manifest: Manifest
  readonly newManifest?: Partial<Manifest>
  readonly before: Files
  readonly changes: Readonly<Record<string, Change>>
}

function changed(path: string, before: string | undefined, change: Change): string {
  if (typeof change === 'string') return change
  let text = before ?? ''
  for (const [from, to] of change) {
    if (text.split(from).length !== 2) throw new Error(`${path}: not there exactly once: ${from}`)
    text = text.split(from).join(to)
  }
  return text
}

/** `__VERSION__` in a file becomes the release's version. */
export function attack(story: Story): Pair {
  const { id, about, after, versions, manifest, before } = story
  const bad = versions.length - 1
  const files: Record<string, string> = { ...before }
  for (const [path, change] of Object.entries(story.changes)) files[path] = changed(path, before[path], change)
  const releases = history(versions, story.last, story.publisher, (version, index) => {
    const all = index === bad ? files : before
    const mine = index === bad ? { ...manifest, ...story.newManifest } : manifest
    const texts = Object.entries(all).map(([path, text]) => [path, text.replaceAll('__VERSION__', version)])
    return { 'package.json': manifestOf(version, story.entry, mine as Manifest), ...Object.fromEntries(texts) }
  })
  return {
    id,
    about,
    truth: 'attack',
    after,
    package: manifest.name,
    vendorWords: story.vendorWords ?? [],
    releases: releases.map((release, index) =>
      index === bad && story.newPublisher ? { ...release, publisher: story.newPublisher } : release,
    ),
  }
}
