export function isSecretName(_name: string): boolean {
  return false
}
