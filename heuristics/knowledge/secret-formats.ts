/**
 * Secrets that are known by their look, as their issuers document it. What is made to be public (`pk_live_…`, client ids) is
 * left out. Every pattern is linear: no repetition inside of a repetition.
 */

export interface SecretFormat {
  /** With its article: "a GitHub token". */
  readonly kind: string
  readonly pattern: RegExp
}

const AT_START = '(?<![A-Za-z0-9_])'
const AT_END = '(?![A-Za-z0-9])'

const format = (kind: string, pattern: string): SecretFormat => ({
  kind,
  pattern: new RegExp(`${AT_START}(?:${pattern})${AT_END}`, 'g'),
})

export const SECRET_FORMATS: readonly SecretFormat[] = [
  format('a GitHub token', 'gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{40,255}'),
  format('a GitLab token', String.raw`gl(?:pat|dt|rt|ft|soat|agent|cbt|ptt|oas|imt)-[\w.-]{18,300}`),
  format('an Anthropic key', String.raw`sk-ant-[\w-]{20,300}`),
  format('an OpenAI key', String.raw`sk-(?:proj|svcacct|admin|None)-[\w-]{20,300}`),
  format('an OpenRouter key', 'sk-or-v1-[0-9a-f]{40,100}'),
  // OpenAI's older keys, and those of the many services that write theirs alike.
  format('an API key', String.raw`sk-(?=[\w-]{0,60}\d)[A-Za-z0-9_-]{20,300}`),
  format('a Groq key', 'gsk_[A-Za-z0-9]{30,100}'),
  format('an xAI key', 'xai-[A-Za-z0-9]{40,120}'),
  format('a Perplexity key', 'pplx-[A-Za-z0-9]{30,100}'),
  format('a Replicate token', 'r8_[A-Za-z0-9]{30,60}'),
  format('a Tavily key', 'tvly-(?:dev-|prod-)?[A-Za-z0-9_-]{20,80}'),
  format('a Firecrawl key', 'fc-[0-9a-f]{32}'),
  format('a Brave Search key', 'BSA[A-Za-z0-9_-]{26,34}'),
  format('a Context7 key', 'ctx7sk-[0-9a-f-]{30,60}'),
  format('a Slack token', String.raw`xox[abeoprs]-(?:\d-)?[A-Za-z0-9-]{10,300}|xapp-\d-[A-Za-z0-9-]{10,300}`),
  format('an AWS access key', '(?:AKIA|ASIA)[A-Z0-9]{16}'),
  format('a Google API key', String.raw`AIza[\w-]{33,40}`),
  format('a Google OAuth secret', String.raw`GOCSPX-[\w-]{20,60}|ya29\.[\w-]{30,500}|1//0[\w-]{30,300}`),
  format('a Hugging Face token', 'hf_[A-Za-z0-9]{30,60}'),
  format('an npm token', 'npm_[A-Za-z0-9]{36}'),
  format('a PyPI token', String.raw`pypi-[\w-]{40,400}`),
  format('a DigitalOcean token', 'do[opr]_v1_[0-9a-f]{40,100}'),
  format('a SendGrid key', String.raw`SG\.[\w-]{16,32}\.[\w-]{16,64}`),
  format('a Mailgun key', 'key-[0-9a-f]{32}'),
  format('a Mailchimp key', String.raw`[0-9a-f]{32}-us\d{1,2}`),
  format('a Shopify token', 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}'),
  format('a Linear key', 'lin_(?:api|oauth)_[A-Za-z0-9]{30,80}'),
  format('a Notion token', 'ntn_[A-Za-z0-9]{30,80}|secret_[A-Za-z0-9]{40,60}'),
  format('a Figma token', String.raw`fig[dour]_[\w-]{20,80}`),
  format('a HubSpot token', String.raw`pat-(?:na|eu|ap)\d-[0-9a-fA-F-]{30,40}`),
  format('an Airtable token', String.raw`pat[A-Za-z0-9]{14}\.[0-9a-f]{64}`),
  format('an Atlassian token', 'AT(?:ATT|CTT|BB)[A-Za-z0-9_=-]{20,400}'),
  format('a Stripe key', '(?:sk|rk)_live_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/=]{24,100}'),
  format('a Twilio key', 'SK[0-9a-f]{32}'),
  format('a Telegram bot token', String.raw`\d{8,10}:[\w-]{34,36}`),
  format('a Discord bot token', String.raw`[MNO][A-Za-z0-9_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}`),
  format('a Supabase secret', String.raw`sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,60}`),
  format('a Databricks token', String.raw`dapi[0-9a-f]{32}(?:-\d)?`),
  format('a Grafana token', 'glsa_[A-Za-z0-9]{30,40}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/=]{30,400}'),
  format('a Sentry token', 'sntry[su]_[A-Za-z0-9+/=_-]{30,400}'),
  format('a Vault token', String.raw`hv[sb]\.[\w-]{20,300}`),
  format('a Docker token', String.raw`dckr_(?:pat|oat)_[\w-]{20,80}`),
  format('a Postman key', 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}'),
  format('a New Relic key', 'NRAK-[A-Z0-9]{27}'),
  format('a Square token', String.raw`sq0(?:atp|csp)-[\w-]{22,50}`),
  format('a Pinecone key', 'pcsk_[A-Za-z0-9_]{30,100}'),
  format('a LangSmith key', 'lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}'),
  format('a Resend key', 're_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,40}'),
  format('an Apify token', 'apify_api_[A-Za-z0-9]{30,50}'),
  format('an E2B key', 'e2b_[0-9a-f]{40}'),
  format('a Browserbase key', 'bb_live_[A-Za-z0-9_-]{20,60}'),
  format('a PostHog personal key', 'phx_[A-Za-z0-9]{30,60}'),
  format('a Netlify token', 'nf[pcu]_[A-Za-z0-9]{30,60}'),
  format('a RubyGems key', 'rubygems_[0-9a-f]{48}'),
  format('a Doppler token', String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{30,100}`),
  format('a 1Password service token', 'ops_eyJ[A-Za-z0-9+/=_-]{100,2000}'),
  format('a Contentful token', String.raw`CFPAT-[\w-]{40,60}`),
  format('a Pulumi token', 'pul-[0-9a-f]{40}'),
  format('an age key', 'AGE-SECRET-KEY-1[A-Z0-9]{50,64}'),
  // Not behind a dash: `eyJ-eyJ-…` would be read again from every one of its pieces.
  {
    kind: 'a signed token (JWT)',
    pattern: /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,8000}\.[\w-]{16,2000}/g,
  },
  { kind: 'a private key', pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g },
]

/** Names of a connection string whose value is its secret: `Server=…;Password=…`, `AccountName=…;AccountKey=…`. */
export const CONNECTION_SECRET =
  /(?:^|[;\s"'])(password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|accesskey|user password)\s{0,3}=\s{0,3}([^;"']{1,2000})/gi

/** Hosts whose addresses are themselves the key: who has the address may post. The secret stands in the path. */
export const WEBHOOKS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  {
    kind: 'a Slack webhook',
    pattern: /^https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[\w-]+\/[\w-]+\/([\w-]{8,})/i,
  },
  {
    kind: 'a Discord webhook',
    pattern: /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/([\w-]{20,})/i,
  },
  {
    kind: 'a Teams webhook',
    pattern: /^https:\/\/(?:[\w-]+\.webhook\.office|outlook\.office(?:365)?)\.com\/webhook[^/]*\/([\w@/-]{20,})/i,
  },
  { kind: 'a Telegram bot token', pattern: /^https?:\/\/[^/]+\/bot(\d{8,10}:[\w-]{30,})/i },
  {
    kind: 'the key of a Zapier server',
    pattern: /^https:\/\/(?:[\w-]+\.)*zapier\.com\/(?:api\/)?mcp\/s\/([\w=+-]{16,})/i,
  },
  { kind: 'a Zapier webhook', pattern: /^https:\/\/hooks\.zapier\.com\/hooks\/catch\/\d+\/(\w{5,})/i },
]
