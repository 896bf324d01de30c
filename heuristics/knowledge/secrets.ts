/** Names of variables whose values are secrets, for flows whose facts do not say it. */
export const isSecretName = (name: string): boolean =>
  /(^|_)(api_?key|key|token|secret|passw(or)?d|passphrase|pass|pwd|pat|credentials?|auth|jwt|cookie|private|dsn|bearer|signature|mnemonic|seed)(_|\d|$)|(apikey|token|secret|password|accesskey)$/i.test(
    name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'),
  ) && !/(^|_)(public|publishable)_/i.test(name)
