import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { ServerEntry, Severity } from '../src/model.js'
import { type Address, addressOf, isPlain } from './knowledge/addresses.js'
import { bridgeAddresses } from './knowledge/bridge-addresses.js'
import { weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import { secretName } from './knowledge/secret-names.js'
import { secretsIn, shownName } from './knowledge/secret-search.js'
import { type Setting, settingsOf } from './knowledge/settings.js'

/** Whoever stands on the way reads what is said, and answers in the server's place: its tools are theirs to describe. */
export default defineConfigurationHeuristic({
  id: 'plain-http',
  title: 'the connection to the server is not encrypted',
  severity: 'medium',
  confidence: 'high',
  remedy:
    'Write `https://` (or `wss://`) where the server offers it; else reach it through a tunnel that ends on this machine.',

  *judge(server) {
    for (const { entry, commands } of ownEntries(server)) {
      const settings = settingsOf(entry)
      const main = entry.launch.transport === 'remote' ? [entry.launch.url] : bridgeAddresses(commands)
      for (const word of main) {
        const address = plain(word.text)
        if (address === null || address.reach === 'loopback') continue
        const secret = carriesSecret(word.text, settings)
        yield {
          ...about(entry, address, word.pointer),
          message: `the server at \`${address.host}\` is reached by plain \`${address.scheme}://\`: ${consequence(address, secret)}`,
          severity: weighed(severityOf(address, secret), entry),
        }
      }
      const seen = new Set(main.map(({ text }) => plain(text)?.host))
      for (const setting of settings.filter(isAddress).slice(0, 100)) {
        const address = plain(setting.value)
        // Of the server's own settings little is known: only what surely leaves the network is told.
        if (address === null || address.reach !== 'public' || seen.has(address.host)) continue
        seen.add(address.host)
        yield {
          ...about(entry, address, setting.pointer),
          message: `\`${shownName(setting.name)}\` names \`${address.host}\` by plain \`${address.scheme}://\`: what the server sends there can be read on the way`,
          severity: weighed('low', entry),
          confidence: 'medium',
        }
      }
    }
  },
})

function plain(text: string): Address | null {
  const address = addressOf(text)
  return address !== null && isPlain(address.scheme) ? address : null
}

const about = (
  entry: ServerEntry,
  { scheme, host }: Address,
  pointer: string | undefined,
): Pick<ConfigurationSign, 'entry' | 'key' | 'pointer'> => ({
  entry,
  key: [scheme, host],
  ...(pointer === undefined ? {} : { pointer }),
})

function severityOf({ reach }: Address, secret: boolean): Severity {
  if (reach === 'private') return 'low'
  return secret ? 'high' : 'medium'
}

const consequence = ({ reach }: Address, secret: boolean): string => {
  const who = reach === 'private' ? 'everyone in the network' : 'everyone on the way'
  return `${who} can read ${secret ? 'the secret that goes with it' : 'what is said'}, and answer in its place`
}

/** Headers that sign in, whether their value is written out or named; and secrets of the address. */
const carriesSecret = (url: string, settings: readonly Setting[]): boolean =>
  secretsIn(url, null).length > 0 ||
  settings.some(({ kind, name, value }) => kind === 'header' && secretName(name) !== null && value.trim() !== '')

/** A flag or variable that is called an address, and is no proxy's: proxies are spoken to in the clear by custom. */
const isAddress = ({ kind, name, within }: Setting): boolean =>
  within !== 'headers' &&
  (kind === 'flag' || kind === 'variable') &&
  /(?:^|[-_])(?:url|uri|endpoint|host|server|api|base|address|instance)$/i.test(
    name.replace(/([a-z])([A-Z])/g, '$1-$2'),
  ) &&
  !/proxy|schema|namespace|registry|index/i.test(name) &&
  shownName(name) !== null
