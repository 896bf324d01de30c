import { defineHeuristic } from '../src/heuristic.js'
import type { Release } from '../src/model.js'
import { DISPOSABLE_MAIL } from './knowledge/disposable-mail.js'
import { graveNews } from './knowledge/grave-news.js'
import { before } from './knowledge/history.js'
import { several } from './knowledge/read.js'

/** event-stream (2018): a package is handed over, and its next release is someone else's. */
export default defineHeuristic({
  id: 'maintainers-changed',
  title: 'those who may publish the package changed',
  severity: 'info',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Find out who the new maintainers are, and whether the project says so itself.',

  *judge(context) {
    const { release, history } = context
    if (!release.maintainers.known || release.maintainers.value.length === 0) return
    const now = release.maintainers.value
    const earlier = before(history, release)
    const last = earlier.findLast(({ maintainers }) => maintainers.known && maintainers.value.length > 0)
    const then = last?.maintainers.known === true ? last.maintainers.value : null
    const news = graveNews(context)

    const mail = soleMail(release)
    // Once said, until it changes.
    if (mail !== null && (last === undefined || soleMail(last) !== mail)) {
      yield {
        severity: news.length > 0 ? 'high' : 'medium',
        message: `the sole maintainer, ${now[0]}, has an address at ${mail}, which hands out addresses to anyone${brings(news)}`,
        evidence: [],
        key: ['mail', mail],
      }
    }

    if (then === null) return
    const added = now.filter((each) => !then.includes(each))
    const removed = then.filter((each) => !now.includes(each))
    if (added.length === 0 && removed.length === 0) return
    const gone = removed.length === then.length
    // Renamed, or joined with another account: whoever published before is still the one who publishes.
    const stranger =
      release.publisher.known &&
      !earlier.some(
        ({ publisher }) => publisher.known && release.publisher.known && publisher.value === release.publisher.value,
      )
    const handedOver = gone && stranger
    yield {
      severity:
        news.length > 0 && (handedOver || added.length > 0)
          ? handedOver
            ? 'high'
            : 'low'
          : handedOver
            ? 'medium'
            : gone
              ? 'low'
              : 'info',
      message: `${gone ? `all earlier maintainers (${several(then, 3)}) are gone; now ${several(now, 3)}` : said(added, removed)}${brings(news)}`,
      evidence: [],
      key: ['maintainers', ...added, '/', ...removed],
    }
  },
})

/** Domain of the only maintainer's address where it is a disposable one. */
function soleMail({ maintainers, publication }: Release): string | null {
  if (!maintainers.known || maintainers.value.length !== 1 || publication?.mailDomains.known !== true) return null
  const domain = publication.mailDomains.value[maintainers.value[0] ?? '']
  return domain !== undefined && DISPOSABLE_MAIL.has(domain) ? domain : null
}

const said = (added: readonly string[], removed: readonly string[]): string =>
  [
    ...(added.length > 0 ? [`new among the maintainers: ${several(added, 3)}`] : []),
    ...(removed.length > 0 ? [`no longer: ${several(removed, 3)}`] : []),
  ].join('; ')

const brings = (news: readonly string[]): string => (news.length > 0 ? `. The release brings ${several(news)}` : '')
