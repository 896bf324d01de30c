/** What the screen that is seen holds. */
import { type Body, bodyOfLines, drawFor } from '../line.js'
import { type ReviewState, type Screen, screenOf } from '../state/model.js'
import { dependenciesBody } from './dependencies.js'
import { evidenceBody } from './evidence.js'
import { failuresBody } from './failures.js'
import { helpBody } from './help.js'
import { historyBody } from './history.js'
import { pageBody } from './page.js'
import { pendingBody } from './pending.js'
import { previewBody } from './preview.js'
import { releasesBody } from './releases.js'
import { serverBody } from './server.js'
import { serversBody } from './servers.js'

/** Made once for a state: the reducer and the screen both ask. */
const made = new WeakMap<ReviewState, Body>()

export function bodyOf(state: ReviewState): Body {
  drawFor(state)
  const known = made.get(state) ?? make(state, screenOf(state))
  made.set(state, known)
  return known
}

function make(state: ReviewState, screen: Screen): Body {
  switch (screen.type) {
    case 'servers':
      return serversBody(state)
    case 'server':
      return serverBody(state, screen)
    case 'evidence':
      return evidenceBody(state, screen)
    case 'history':
      return historyBody(state, screen)
    case 'releases':
      return releasesBody(state, screen)
    case 'dependencies':
      return dependenciesBody(state, screen)
    case 'page':
      return pageBody(state, screen)
    case 'pending':
      return pendingBody(state)
    case 'preview':
      return previewBody(state)
    case 'failures':
      return failuresBody(state)
    case 'help':
      return helpBody(state)
    default:
      return bodyOfLines([])
  }
}
