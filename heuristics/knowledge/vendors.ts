/**
 * Short names that stand in variables, packages and tools for vendors whose domains are called otherwise. Reviewed by hand,
 * from the vendors' own documentation. A name that is contained in its domain (`OPENAI_API_KEY`, openai.com) needs no entry.
 */
export const VENDOR_ALIASES: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['claude.ai', 'claude.com'],
  aws: ['amazonaws.com', 'amazon.com', 'aws.dev'],
  azure: ['microsoft.com', 'windows.net', 'microsoftonline.com', 'azure.com', 'visualstudio.com'],
  bedrock: ['amazonaws.com'],
  bigquery: ['googleapis.com'],
  bing: ['microsoft.com'],
  brevo: ['sendinblue.com'],
  brightdata: ['superproxy.io', 'brightdata.com'],
  cf: ['cloudflare.com'],
  claude: ['anthropic.com'],
  codex: ['openai.com'],
  confluence: ['atlassian.net', 'atlassian.com'],
  copilot: ['githubcopilot.com', 'github.com'],
  dd: ['datadoghq.com', 'datadoghq.eu'],
  devops: ['visualstudio.com', 'azure.com'],
  fb: ['facebook.com'],
  firebase: ['googleapis.com'],
  gcp: ['googleapis.com', 'google.com'],
  gdrive: ['googleapis.com', 'google.com'],
  gemini: ['googleapis.com', 'google.com'],
  gh: ['github.com'],
  github: ['githubcopilot.com', 'githubusercontent.com', 'github.dev', 'ghcr.io'],
  gl: ['gitlab.com'],
  gmail: ['googleapis.com', 'google.com'],
  google: ['googleapis.com', 'gstatic.com'],
  hf: ['huggingface.co'],
  hugging: ['huggingface.co'],
  instagram: ['facebook.com'],
  jira: ['atlassian.net', 'atlassian.com'],
  bitbucket: ['atlassian.com'],
  kimi: ['moonshot.cn', 'moonshot.ai'],
  lark: ['larksuite.com', 'feishu.cn'],
  maps: ['googleapis.com'],
  meta: ['facebook.com'],
  msgraph: ['microsoft.com'],
  office: ['microsoft.com'],
  outlook: ['microsoft.com', 'office.com'],
  pat: [],
  qwen: ['aliyuncs.com'],
  dashscope: ['aliyuncs.com'],
  s3: ['amazonaws.com'],
  sf: ['salesforce.com'],
  teams: ['microsoft.com'],
  tg: ['telegram.org'],
  twitter: ['x.com'],
  vertex: ['googleapis.com'],
  whatsapp: ['facebook.com'],
  youtube: ['googleapis.com'],
  zhipu: ['bigmodel.cn'],
  glm: ['bigmodel.cn', 'z.ai'],
}

/**
 * Words in the names of variables and packages that name no vendor. A secret all of whose words are among these
 * (`API_KEY`) is nobody's in particular.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `access account admin agent ai analytics api app application auth authorization base basic bearer bot cert client cloud
  code config connection connector context control core credential credentials data database db debug default desktop dev
  device dsn email encryption endpoint env environment external file global graph hook host http https id identity
  integration internal jwt key keys lib license local log login mail main management master mcp model modelcontextprotocol my name
  node oauth official open org pass passphrase passwd password pat personal platform plugin port private prod production
  project protocol provider proxy public refresh registry remote rest root sa sdk search secret secrets server servers service
  session anon anonymous browser gateway sso saml oidc idp issuer hmac jwe jws csrf cookie shared primary secondary custom upload download sync keyless delegated zone bucket signature signing simple smtp space sql ssh ssl stdio storage system team telemetry temp test tls token tokens tool
  toolkit tools tracking ts url user username value vault version web webhook workspace write read x js javascript typescript`.split(
    /\s+/,
  ),
)
