/** PowerShell calls that are methods, not programs: read as text, since no parser for it is at hand. */
import { draft } from '../draft.js'
import { reachUrl } from './command-network.js'
import { NO_FLOW, type Study } from './command-study.js'
import { hostOfUrl } from './hosts.js'

const LONGEST = 200_000

/** Facts of `(New-Object Net.WebClient).DownloadString('…')`, `FromBase64String`, and of Run keys. */
export function powershellFacts(script: string, on: Study): void {
  // Backticks and joined pieces are how such scripts hide words: `i`ex, 'Down'+'loadString'.
  const text = script
    .slice(0, LONGEST)
    .replaceAll('`', '')
    .replace(/['"]\s{0,20}\+\s{0,20}['"]/g, '')
  const downloads =
    /\.(?:DownloadString|DownloadData|DownloadFile|OpenRead|GetStringAsync|GetByteArrayAsync)(?:Async)?\s{0,5}\(/i.test(
      text,
    )
  const runs = /\b(?:iex|Invoke-Expression)\b|\[ScriptBlock\]::Create|\.Invoke\(|Assembly\]::Load/i.test(text)
  if (downloads) {
    on.downloads = true
    for (const found of text.matchAll(/\b(?:https?|ftp):\/\/[^\s'"`)<>]{1,2000}/gi)) {
      const url = hostOfUrl(found[0])
      if (url) reachUrl(url, 'GET', NO_FLOW, on)
    }
    if (runs) on.netCode('DownloadString | iex')
  }
  if (/FromBase64String|GzipStream|DeflateStream/i.test(text) && runs) {
    on.decodedCode('FromBase64String')
    on.add(draft('code.obfuscated', 'encoded-blob', { which: 'encoded-blob', metric: text.length }))
  }
  if (
    /\\CurrentVersion\\Run\b/i.test(text) &&
    /\b(?:Set|New)-ItemProperty|\breg(?:\.exe)? add\b|SetValue\(/i.test(text)
  )
    on.add(draft('persistence', 'Run key', { target: 'Run key', path: '', write: true }))
  if (/System\.Net\.Sockets\.TCPClient/i.test(text) && runs) on.netCode('TCPClient')
  if (/\[(?:System\.)?Environment\]::(?:UserName|MachineName)/i.test(text))
    on.add(draft('system.recon', 'hostname', { field: 'hostname', strong: true }))
}
