/**
 * How each client lets a value be named in its configuration instead of written. From the clients' documentation, see each
 * file of `src/discover/clients/`. A client that is not listed replaces nothing.
 */
import type { ServerEntry } from '../../src/model.js'

/** Of one value: what to write in its place, in a sentence that follows "the secret". */
type Syntax = (name: string, where: Where) => string

/** What holds the secret: a variable of the server, a header, an argument, the address. */
export type Where = 'env' | 'headers' | 'args' | 'url'

const inPlace =
  (write: (name: string) => string): Syntax =>
  (name) =>
    `Write \`${write(name)}\` in its place, and set the variable outside of this file`

const SYNTAXES: readonly (readonly [client: RegExp, syntax: Syntax])[] = [
  [
    /^(?:vscode|visual-studio)/,
    (name) => {
      const id = name.toLowerCase().replaceAll('_', '-')
      return `Write \`\${input:${id}}\` in its place, and add \`{ "id": "${id}", "type": "promptString", "password": true }\` to the \`inputs\` of the file: the editor asks once and keeps it encrypted`
    },
  ],
  [/^(?:cursor|windsurf|roo-code)/, inPlace((name) => `\${env:${name}}`)],
  [/^(?:claude-code|amp|kiro|factory-droid|gemini-cli|qwen-code|crush)/, inPlace((name) => `\${${name}}`)],
  [/^(?:opencode|kilo-code)/, inPlace((name) => `{env:${name}}`)],
  [/^continue/, inPlace((name) => `\${{ secrets.${name} }}`)],
  [
    /^codex/,
    (name, where) =>
      where === 'headers' || where === 'url'
        ? `Remove it, and name the variable that holds it: \`bearer_token_env_var = "${name}"\``
        : `Remove it, and hand the variable on by its name: \`env_vars = ["${name}"]\``,
  ],
  [
    /^goose/,
    (name) => `Remove it, and list its name in \`env_keys\`: Goose keeps \`${name}\` in the system's keychain`,
  ],
]

/** What a person does about a secret that stands in an entry, in the words of the entry's client. */
export function remedyFor({ client }: ServerEntry, name: string, where: Where): string {
  const syntax = SYNTAXES.find(([pattern]) => pattern.test(client))?.[1]
  const replace =
    syntax?.(name, where) ??
    (where === 'headers' || where === 'url'
      ? 'This client puts no variable into it: start a local bridge that adds the secret, under a secrets manager (`op run`, `doppler run`)'
      : 'This client replaces no variables: start the server through a secrets manager (`op run -- …`, `doppler run -- …`), or a small script that sets the variable')
  const argument =
    where === 'args'
      ? ' Prefer a variable to an argument, if the server takes one: arguments are visible to every process.'
      : ''
  return `${replace}.${argument} If anyone else has had the file, revoke the secret and make a new one.`
}
