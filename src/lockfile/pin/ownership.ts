/** Files that a person does not edit: what brought them writes them anew. Pure. */
import type { Located } from '../../discover/document.js'
import { isCatalogue } from '../../discover/shapes/docker-catalog.js'
import type { ServerEntry } from '../../model.js'

/** Where clients keep what they have downloaded of plugins and marketplaces. */
const DOWNLOADED = /[\\/]plugins[\\/](?:cache|repos|synced|marketplaces)[\\/]/

/** Why an entry is not the person's to pin; `null` where it is. */
export function foreign({ client, scope, place }: ServerEntry): string | null {
  if (scope === 'managed') return 'it belongs to the administrator of this machine; pin it there'
  if (client === 'docker-mcp') return CATALOGUE
  if (scope === 'plugin' || DOWNLOADED.test(place.file)) {
    return 'it belongs to a plugin or extension, whose next update would undo it; pin it there'
  }
  return null
}

/** The same for a document that tells whose it is. */
export const foreignDocument = (root: Located): string | null => (isCatalogue(root) ? CATALOGUE : null)

const CATALOGUE = "it belongs to Docker's catalogue, which Docker updates; pin it there"
