/** Where OSV is asked. Pure. */
import { type Known, known, unknown } from '../model.js'

const PUBLIC = 'https://api.osv.dev'
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * @param setting `OSV_API_URL`
 * @returns without a slash at its end
 */
export function osvEndpoint(setting: string | undefined): Known<string> {
  if (setting === undefined) return known(PUBLIC)
  const url = URL.canParse(setting) ? new URL(setting) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return unknown('OSV_API_URL is no https URL')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return unknown('OSV_API_URL may hold neither credentials nor a query')
  }
  // Names of packages say what a company builds; on the way to another machine they are not for everybody to read.
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return unknown('OSV_API_URL must be https; http is for this machine alone')
  }
  return known(url.href.replace(/(?<!\/)\/+$/, ''))
}
