/** Which secrets of others are a package's own trade. */
import type { Context } from '../../src/heuristic.js'
import { vendorWords } from '../../src/vendor.js'
import { text } from './read.js'

/** What a server's own name, or a dependency, makes ordinary: an AWS server reads AWS profiles. */
const OF_TRADE: readonly [path: RegExp, words: RegExp][] = [
  [/\.aws\b/, /^(aws|amazon|s3|bedrock|dynamodb|lambda|cloudwatch|ecs|eks|cdk|cloud)/],
  [/\.kube\b/, /^(kube|k8s|helm|argo|eks|gke|aks|openshift|rancher|istio|kubectl)/],
  [/\.docker\b/, /^(docker|container|podman|compose|testcontainers)/],
  [/\.ssh\b|id_rsa|id_ed25519/, /^(ssh|sftp|scp|git|ansible|remote)/],
  [/\.git-credentials|\.gitconfig/, /^(git|github|gitlab|bitbucket)/],
  [/\.npmrc|\.yarnrc/, /^(npm|pnpm|yarn|registry|package|verdaccio)/],
  [/\.pypirc/, /^(pypi|pip|python)/],
  [/gcloud|application_default_credentials/, /^(gcp|gcloud|google|firebase|bigquery|vertex|cloud)/],
  [/\.azure\b/, /^(azure|microsoft|msal)/],
  [/\.config\/gh\b/, /^(gh|github|git)/],
  [/\.mcp-auth/, /^mcp-?remote/],
  [/\.pgpass/, /^(pg|postgres|postgresql|sql|database|supabase|neon)/],
  [/\.my\.cnf/, /^(mysql|maria|sql|database)/],
]

/** Whether a place of secrets belongs to what the package is for: by its name, its dependencies, or since the place is its own. */
export function isOfTrade(context: Context, path: string): boolean {
  // A `.env` beside the program is its own configuration, read by half of all servers.
  if (/(^|\/)\.env(\.|$)/.test(path)) return true
  // `~/.mcp-auth/mcp-remote-v1`: its own folder.
  const name = context.release.name.replace(/^@[^/]*\//, '')
  if (path.toLowerCase().includes(name.toLowerCase())) return true
  const words = [...context.vendor.words, name.toLowerCase()]
  for (const dependency of context.facts('dependency')) words.push(...vendorWords(text(dependency, 'name')))
  return OF_TRADE.some(([place, trade]) => place.test(path) && words.some((word) => trade.test(word)))
}
