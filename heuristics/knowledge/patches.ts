/** Functions of the platform through which requests, modules or secrets go. */
import type { Context } from '../../src/heuristic.js'
import type { Fact } from '../../src/model.js'
import { flag, text } from './read.js'

const NETWORK =
  /(^|\.)(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b|\bXMLHttpRequest\.prototype\b|^(node:)?(https?|http2|net|tls|dns|undici)\.|Socket\.prototype|ClientRequest|\bethereum\b|\bsolana\b/

const LOADER =
  /Module\.(_load|_resolveFilename|_extensions|prototype)|require\.(cache|extensions)|^(globalThis\.)?(require|eval|Function)\b|Function\.prototype\.(call|apply|toString)/

const SECRETS = /^(node:)?crypto\.|process\.(env|binding|dlopen)|child_process\./

export const targetOf = (fact: Fact): string => text(fact, 'target') || fact.value

/** A replacement that only calls the original, with an option set, sees no more than the original does. */
const seesMore = (fact: Fact): boolean => !flag(fact, 'handsOn')

export const isNetworkPatch = (fact: Fact): boolean => seesMore(fact) && NETWORK.test(targetOf(fact))
export const isLoaderPatch = (fact: Fact): boolean => LOADER.test(targetOf(fact))
export const isSecretPatch = (fact: Fact): boolean => SECRETS.test(targetOf(fact))

/** `globalThis.fetch = …`: what a polyfill does as well. */
export const isPolyfillable = (fact: Fact): boolean =>
  /^(globalThis|global|window|self)\.(fetch|WebSocket|EventSource|XMLHttpRequest)$/.test(targetOf(fact))

export const patchesOfNetwork = (context: Context): Fact[] => context.facts('global.patch').filter(isNetworkPatch)
