/** Services of a review, opened when they are first needed. What is under way ends with them, at once. */
import { type Workshop, workshop } from '../../audit/workshop.js'
import type { OpenServices } from '../services.js'

/** Work that ends together. */
export interface Session {
  readonly signal: AbortSignal
  readonly services: Promise<OpenServices>
  /** Reads each release once. */
  shop(): Promise<Workshop>
}

export interface Sessions {
  /** The one that is open, or a new one. */
  current(): Session
  /** Ends what is open: requests, readings. What is asked for later finds a new session. */
  end(): Promise<void>
}

export function createSessions(open: (signal: AbortSignal) => Promise<OpenServices>): Sessions {
  let session: (Session & { readonly stop: AbortController }) | null = null

  const begun = (): Session & { readonly stop: AbortController } => {
    const stop = new AbortController()
    const services = open(stop.signal)
    // Whoever needs them hears why there are none.
    services.catch(() => {})
    let shop: Promise<Workshop> | undefined
    return {
      stop,
      signal: stop.signal,
      services,
      shop: () => {
        shop ??= services.then((opened) => workshop(opened))
        return shop
      },
    }
  }
  return {
    current() {
      session ??= begun()
      return session
    },
    async end() {
      const ending = session
      session = null
      ending?.stop.abort(new Error('it was stopped'))
      await (await ending?.services.catch(() => null))?.close()
    },
  }
}
