import { isSecretName as isSecret } from '../../src/extract/classify/environment.js'
import { secretWords } from '../../src/vendor.js'

/** Whether a variable holds a secret: not the half of a pair that is made to be public. */
export const isSecretName = (name: string): boolean =>
  isSecret(name) && !/(^|_)(PUBLIC|PUBLISHABLE|ANON)(_|$)/i.test(name)

/** Whether the source of a flow is a secret: a file of secrets, or a variable that is named like one. */
export const isSecretSource = (source: string): boolean =>
  source.startsWith('secret:') || (source.startsWith('env:') && source !== 'env:*' && isSecretName(source.slice(4)))

/** Words of such a source that name whose secret it is. */
export const wordsOfSecret = (source: string): readonly string[] =>
  source.startsWith('secret:') ? pathWords(source.slice('secret:'.length)) : secretWords(source.slice('env:'.length))

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
