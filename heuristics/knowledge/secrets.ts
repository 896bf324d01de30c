/** Names of variables whose values are secrets, for flows whose facts do not say it. */
export const isSecretName = (name: string): boolean =>
  /(^|_)(api_?key|key|token|secret|passw(or)?d|passphrase|pass|pwd|pat|credentials?|auth|jwt|cookie|private|dsn|bearer|signature|mnemonic|seed)(_|\d|$)|(apikey|token|secret|password|accesskey)$/i.test(
    name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'),
  ) && !/(^|_)(public|publishable)_/i.test(name)

/**
 * Words of a secret file's path that name whose secrets it holds: `~/.vercel/auth.json` and api.vercel.com. Only of folders that
 * belong to one vendor: a key in `~/.ssh` opens anything.
 */
export function pathWords(path: string): string[] {
  const words = path
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !PATH_WORDS.has(word))
  return words.filter((word) => !/^\d+$/.test(word))
}

const PATH_WORDS: ReadonlySet<string> = new Set(
  'home root users user library application support appdata roaming local share config json yaml yml toml txt auth token tokens credentials secret secrets key keys env environ ssh id_rsa rsa ed25519 etc var run proc tmp data cache default profile cli com org net app store login hosts'.split(
    ' ',
  ),
)
