/** Releases of packages in a tree, as their registry lists them; each package is asked for once. */
import type { Packument, Release } from '../../model.js'
import { known } from '../../model.js'
import { RegistryError } from '../../registry/registry.js'
import { baselineIn, lineageOf } from '../lineage.js'
import type { Workshop } from '../workshop.js'
import type { EarlierPackage } from './compare.js'

/** What a registry says of a package: all its releases, that it has nothing of that name, or why it can't be asked. */
export type Listing =
  | { readonly type: 'listed'; readonly packument: Packument }
  | { readonly type: 'absent' }
  | { readonly type: 'unknown'; readonly why: string }

export class Releases {
  private readonly shop: Workshop
  private readonly options: { readonly registry?: string }
  private readonly asked = new Map<string, Promise<Listing>>()

  /** @param registry the entry's own */
  constructor(shop: Workshop, registry: string | undefined) {
    this.shop = shop
    this.options = registry === undefined ? {} : { registry }
  }

  /** Never rejects. */
  list(name: string): Promise<Listing> {
    const known = this.asked.get(name)
    if (known) return known
    const listing = this.ask(name)
    this.asked.set(name, listing)
    return listing
  }

  private async ask(name: string): Promise<Listing> {
    try {
      return { type: 'listed', packument: await this.shop.registry.packument(name, this.options) }
    } catch (error) {
      if (error instanceof RegistryError && /^is not in the registry/.test(error.message)) return { type: 'absent' }
      return { type: 'unknown', why: error instanceof RegistryError ? error.message : 'the request failed' }
    }
  }

  /** A package of an earlier tree, with the bytes that its tree states; `null` where the registry does not list it. */
  async earlier({ name, version, integrity, release }: EarlierPackage): Promise<Release | null> {
    const found = (await this.find(name, version)) ?? release
    if (found === null || integrity === null) return found
    if (found.integrity.known && found.integrity.value === integrity) return found
    return { ...found, integrity: known(integrity) }
  }

  private async find(name: string, version: string): Promise<Release | null> {
    const listing = await this.list(name)
    if (listing.type !== 'listed') return null
    return listing.packument.releases.find((each) => each.version === version) ?? null
  }

  /** The release of the same package before this one; `null` where it is the first, or nobody knows. */
  async before(release: Release): Promise<Release | null> {
    const listing = await this.list(release.name)
    if (listing.type !== 'listed') return null
    return baselineIn(lineageOf(listing.packument, release), 1)
  }
}
