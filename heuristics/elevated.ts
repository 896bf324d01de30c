import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Command } from '../src/model.js'
import { type CommandWord, optionsNamed, ownWords } from './knowledge/command-words.js'
import { weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'

/** What a model asks for is done by whoever runs the server. */
export default defineConfigurationHeuristic({
  id: 'elevated',
  title: 'the server is started with the rights of an administrator',
  severity: 'medium',
  confidence: 'high',
  remedy: 'Start it as yourself, and give that account the one right which the server needs.',

  *judge(server) {
    for (const { entry, commands } of ownEntries(server)) {
      for (const { command, args } of ownWords(commands)) {
        const how = ELEVATORS.get(command.name)?.(args, command)
        if (how === undefined || how === null) continue
        yield {
          message: `\`${how}\` starts it as an administrator: everything that its tools do, they do as one`,
          severity: weighed('medium', entry),
          entry,
          key: [command.name],
        }
      }
    }
  },
})

/** How it reads in a message; `null` where the command takes another account's rights, or none. */
type Elevator = (args: readonly CommandWord[], command: Command) => string | null

const asRoot =
  (name: string, user: readonly string[]): Elevator =>
  (args) => {
    const account = optionsNamed(args, user).at(-1)?.value ?? attached(args, user)
    return account === null || isAdministrator(account) ? name : null
  }

/** `-uroot`. */
function attached(args: readonly CommandWord[], names: readonly string[]): string | null {
  const short = names.find((name) => name.length === 2)
  const word = short === undefined ? undefined : args.find(({ text }) => text.startsWith(short) && text.length > 2)
  return word === undefined ? null : word.text.slice(2)
}

const isAdministrator = (account: string): boolean =>
  /^(root|#?0|administrator|(.*\\)?administrator|system)$/i.test(account)

const ELEVATORS: ReadonlyMap<string, Elevator> = new Map<string, Elevator>([
  ['sudo', asRoot('sudo', ['-u', '--user'])],
  ['doas', asRoot('doas', ['-u'])],
  ['run0', asRoot('run0', ['-u', '--user'])],
  ['pkexec', asRoot('pkexec', ['--user'])],
  // Without a name it is root; `su ann -c` is ann.
  ['su', (args) => (args.every(({ text }, index) => isSuOption(args, index) || isAdministrator(text)) ? 'su' : null)],
  // On Windows these raise the rights of the same account.
  ['gsudo', (args) => (optionsNamed(args, ['-u', '--user']).length > 0 ? null : 'gsudo')],
  ['runas', (args) => (args.some(({ text }) => isRunasAdministrator(text)) ? 'runas' : null)],
  [
    'wsl',
    (args) => (optionsNamed(args, ['-u', '--user']).some(({ value }) => value === 'root') ? 'wsl -u root' : null),
  ],
  // What it starts stands in its midst.
  ['start-process', (_own, { args }) => (isRunAs(args) ? 'Start-Process -Verb RunAs' : null)],
])

/** Options, and the script behind `-c`. */
const isSuOption = (args: readonly CommandWord[], index: number): boolean =>
  /^-/.test(args[index]?.text ?? '') || /^(-\w*c|--command|-s|--shell|-g|--group)$/.test(args[index - 1]?.text ?? '')

const isRunasAdministrator = (text: string): boolean => {
  const [, account] = /^\/user:(.*)$/i.exec(text) ?? []
  return account !== undefined && isAdministrator(account.replaceAll('"', ''))
}

const isRunAs = (args: readonly CommandWord[]): boolean =>
  args.some(({ text }, index) => /^-verb$/i.test(text) && /^["']?runas["']?$/i.test(args[index + 1]?.text ?? ''))
