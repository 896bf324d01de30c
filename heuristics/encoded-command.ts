import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command, ServerEntry } from '../src/model.js'
import { runsData } from './knowledge/downloads.js'
import { weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import { inlineCode, readCode } from './knowledge/inline-code.js'

/** What a person can't read before they agree to it, they can't agree to. */
export default defineConfigurationHeuristic({
  id: 'encoded-command',
  title: 'the entry holds its own program, encoded or as code in one line',
  severity: 'medium',
  confidence: 'high',
  remedy: 'Decode and read it. Put what it does into a file with a name, or use the package that does it.',

  *judge(server) {
    for (const each of ownEntries(server)) {
      const { entry, commands } = each
      const encoded = commands.find(isEncoded)
      if (encoded) {
        yield {
          message: 'PowerShell gets its command encoded: nobody can read in the configuration what it does',
          entry,
          key: ['powershell'],
          severity: weighed('high', entry),
        }
      }
      const { downloaded, decoded } = runsData(each)
      if (decoded && !encoded) {
        yield {
          message: 'its command decodes data of the entry and runs it',
          entry,
          key: ['decoded'],
          severity: weighed('high', entry),
        }
        continue
      }
      // Code that is fetched and run is told as such, by `pipe-to-shell`.
      if (downloaded) continue
      const told = new Set<string>()
      for (const command of commands) {
        const sign = ofCode(command, entry)
        // A wrapper's words hold those of the command inside.
        if (sign === null || told.has(sign.pointer ?? '')) continue
        told.add(sign.pointer ?? '')
        yield sign
      }
    }
  },
})

/** `-EncodedCommand`, and every beginning of that word that PowerShell takes. */
const isEncoded = ({ name, args }: Command): boolean =>
  /^(?:powershell|pwsh)$/.test(name) &&
  args.some(
    ({ text }, index) =>
      /^[-/–](?:e|ec|en|enc|enco\w{0,10})$/i.test(text) &&
      'encodedcommand'.startsWith(text.slice(1).toLowerCase().replace(/^ec$/, 'e')) &&
      /^[A-Za-z0-9+/=\s]{8,}$/.test(args[index + 1]?.text ?? ''),
  )

function ofCode(command: Command, entry: ServerEntry): ConfigurationSign | null {
  const inline = inlineCode(command)
  if (inline === null) return null
  const { how, code, pointer } = inline
  const { decodes, evaluates, fetches, long } = readCode(code)
  const found = [
    decodes && 'decodes data',
    evaluates && 'evaluates text as code',
    fetches && 'fetches from the network',
  ]
  const does = found.filter((each) => each !== false)
  const grave = does.length > 0
  return {
    message: grave
      ? `the code of \`${how}\` ${does.join(', and ')}`
      : `\`${how}\` runs code that stands in the entry itself`,
    entry,
    pointer,
    key: [how],
    // What it evaluates stands elsewhere, or is hidden.
    severity: weighed(evaluates && (fetches || decodes) ? 'high' : grave ? 'medium' : long ? 'low' : 'info', entry),
    confidence: grave ? 'medium' : 'high',
  }
}
