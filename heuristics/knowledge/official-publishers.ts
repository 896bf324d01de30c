/**
 * Vendors, and what is theirs: npm scopes, packages without a scope, accounts on GitHub, and the page of their own documentation that
 * says so. Reviewed by hand, 2026. It only says whose a name is not; no name is trusted for standing here, since scopes are stolen too.
 *
 * One vendor per line: title | words in names | npm scopes | packages without a scope | accounts on GitHub | own server | source.
 * A word with `!` is also an ordinary one, and counts only in a name that has no other telling word. Without an own server the scope
 * is named in its place.
 */
const TABLE = `
Airtable | airtable | airtable | airtable | airtable | | https://airtable.com/developers
Algolia | algolia | algolia | algoliasearch | algolia | | https://www.algolia.com/doc/
Anthropic | anthropic claude | anthropic-ai | | anthropics anthropic-experimental | | https://docs.anthropic.com/
Apify | apify | apify | apify apify-client | apify | @apify/actors-mcp-server | https://docs.apify.com/platform/integrations/mcp
Apollo GraphQL | apollographql | apollo | apollo-server | apollographql | | https://www.apollographql.com/docs/
Appwrite | appwrite | appwrite.io | appwrite node-appwrite | appwrite | | https://appwrite.io/docs
Asana | asana | | asana | asana | | https://developers.asana.com/docs/using-asanas-mcp-server
Atlassian | atlassian jira confluence bitbucket | atlassian atlassianlabs forge | | atlassian atlassian-labs | | https://support.atlassian.com/rovo/docs/
Auth0 | auth0 | auth0 | auth0 auth0-js | auth0 | @auth0/auth0-mcp-server | https://auth0.com/docs/get-started/auth0-mcp-server
AWS | aws amazon bedrock | aws-sdk aws-amplify aws aws-cdk smithy awslabs | aws-sdk aws-cdk aws-cdk-lib | aws awslabs aws-samples | | https://awslabs.github.io/mcp/
Axiom | axiom! | axiomhq | | axiomhq | | https://axiom.co/docs
Baidu | baidu | baidumap baiducloud | | baidu baidu-maps | @baidumap/mcp-server-baidu-map | https://lbsyun.baidu.com/faq/api
Bitwarden | bitwarden | bitwarden | | bitwarden | @bitwarden/mcp-server | https://bitwarden.com/help/
Box | box! | box | box-node-sdk | box box-community | | https://developer.box.com/guides/box-mcp/
Brave | brave! | brave | | brave | @brave/brave-search-mcp-server | https://brave.com/search/api/
Bright Data | brightdata | brightdata | | brightdata luminati-io | @brightdata/mcp | https://docs.brightdata.com/
Browserbase | browserbase stagehand | browserbasehq | | browserbase | @browserbasehq/mcp | https://docs.browserbase.com/integrations/mcp/introduction
BrowserStack | browserstack | browserstack | browserstack-local | browserstack | @browserstack/mcp-server | https://www.browserstack.com/docs/browserstack-mcp-server
Buildkite | buildkite | buildkite | | buildkite | | https://buildkite.com/docs/apis/mcp-server
Chargebee | chargebee | chargebee | chargebee | chargebee | @chargebee/mcp | https://www.chargebee.com/docs/
Chroma | chroma! chromadb | chroma-core | chromadb | chroma-core | | https://docs.trychroma.com/
CircleCI | circleci | circleci | | CircleCI-Public circleci | @circleci/mcp-server-circleci | https://circleci.com/docs/
ClickHouse | clickhouse | clickhouse | | ClickHouse | | https://clickhouse.com/docs
ClickUp | clickup | clickup | | clickup | | https://developer.clickup.com/
Cloudflare | cloudflare wrangler | cloudflare | wrangler miniflare | cloudflare | @cloudflare/mcp-server-cloudflare | https://developers.cloudflare.com/agents/model-context-protocol/
Cloudinary | cloudinary | cloudinary | cloudinary | cloudinary cloudinary-devs | | https://cloudinary.com/documentation/
Cohere | cohere | cohere-ai | cohere-ai | cohere-ai | | https://docs.cohere.com/
Contentful | contentful | contentful | contentful contentful-management | contentful | @contentful/mcp-server | https://www.contentful.com/developers/docs/
Couchbase | couchbase | couchbase | couchbase | couchbase couchbase-ecosystem Couchbase-Ecosystem | | https://docs.couchbase.com/
Currents | currents! | currents | | currents-dev | @currents/mcp | https://docs.currents.dev/
Databricks | databricks | databricks | | databricks | | https://docs.databricks.com/
Datadog | datadog | datadog | dd-trace datadog-metrics | DataDog | | https://docs.datadoghq.com/
DataStax | datastax | datastax | cassandra-driver | datastax | @datastax/astra-db-mcp | https://docs.datastax.com/
dbt Labs | dbtlabs | dbt-labs | | dbt-labs | | https://docs.getdbt.com/
DeepL | deepl | | deepl-node deepl-mcp-server | DeepLcom | deepl-mcp-server | https://developers.deepl.com/
DeepSeek | deepseek | | | deepseek-ai | | https://api-docs.deepseek.com/
DigitalOcean | digitalocean | digitalocean | | digitalocean digitalocean-labs | @digitalocean/mcp | https://docs.digitalocean.com/
Discord | discord | discord discordjs | discord.js | discord discordjs | | https://discord.com/developers/docs
Docker | docker | docker | | docker | | https://docs.docker.com/ai/mcp-catalog-and-toolkit/
DocuSign | docusign | docusign | docusign-esign | docusign | | https://developers.docusign.com/
Dropbox | dropbox | dropbox | dropbox | dropbox | | https://www.dropbox.com/developers/documentation
Dynatrace | dynatrace | dynatrace-oss dynatrace dynatrace-sdk | | dynatrace-oss Dynatrace | @dynatrace-oss/dynatrace-mcp-server | https://docs.dynatrace.com/
E2B | e2b | e2b | e2b | e2b-dev | @e2b/mcp-server | https://e2b.dev/docs
Elastic | elasticsearch elastic! | elastic | | elastic | @elastic/mcp-server-elasticsearch | https://www.elastic.co/docs/
ElevenLabs | elevenlabs | elevenlabs | elevenlabs | elevenlabs | | https://elevenlabs.io/docs
ESLint | eslint | eslint eslint-community | eslint espree | eslint | @eslint/mcp | https://eslint.org/docs/latest/use/mcp
Exa | exa! | | exa-js exa-mcp-server | exa-labs | exa-mcp-server | https://docs.exa.ai/reference/exa-mcp
Expo | expo | expo | expo eas-cli | expo | | https://docs.expo.dev/
Facebook | facebook whatsapp instagram | facebook | react react-dom jest | facebook | | https://developers.facebook.com/docs/
Fastly | fastly | fastly | | fastly | | https://www.fastly.com/documentation/
Figma | figma | figma | figma-api | figma | | https://developers.figma.com/docs/
Firecrawl | firecrawl | mendable firecrawl | firecrawl-mcp firecrawl | firecrawl mendableai | firecrawl-mcp | https://docs.firecrawl.dev/mcp-server
Gitea | gitea | | | go-gitea | | https://docs.gitea.com/
GitHub | github | github octokit actions primer | octokit | github octokit actions primer | | https://docs.github.com/copilot/customizing-copilot/using-model-context-protocol/using-the-github-mcp-server
GitLab | gitlab | gitlab | | gitlabhq gitlab-org | | https://docs.gitlab.com/user/gitlab_duo/model_context_protocol/
Gitpod | gitpod | gitpod | | gitpod-io | | https://www.gitpod.io/docs
Google | google gmail firebase gemini gdrive bigquery youtube | google google-cloud firebase googleapis googlemaps angular google-labs-code | googleapis firebase firebase-tools firebase-admin google-auth-library chrome-devtools-mcp | google googleapis GoogleCloudPlatform firebase google-gemini google-labs-code ChromeDevTools GoogleChrome angular googlemaps | | https://developers.google.com/
Grafana | grafana | grafana | | grafana | | https://grafana.com/docs/
Groq | groq | | groq-sdk | groq | | https://console.groq.com/docs
HashiCorp | hashicorp terraform | hashicorp cdktf | cdktf | hashicorp | | https://developer.hashicorp.com/terraform/docs
Heroku | heroku | heroku heroku-cli | heroku | heroku | @heroku/mcp-server | https://devcenter.heroku.com/articles/heroku-mcp-server
HubSpot | hubspot | hubspot | | HubSpot | @hubspot/mcp-server | https://developers.hubspot.com/mcp
Hugging Face | huggingface | huggingface llmindset | | huggingface | | https://huggingface.co/docs/hub/
IBM | ibm watson | ibm ibm-cloud | ibm-watson | IBM | | https://www.ibm.com/docs/
Infisical | infisical | infisical | | Infisical | @infisical/mcp | https://infisical.com/docs
InfluxData | influxdb influxdata | influxdata | | influxdata | | https://docs.influxdata.com/
Intercom | intercom | intercom | intercom-client | intercom | | https://developers.intercom.com/docs
JetBrains | jetbrains | jetbrains | kotlin | JetBrains | @jetbrains/mcp-proxy | https://www.jetbrains.com/help/
JFrog | jfrog artifactory | jfrog | jfrog-cli-v2 | jfrog | | https://jfrog.com/help/
Kagi | kagi | | | kagisearch | | https://help.kagi.com/
Klaviyo | klaviyo | klaviyo | klaviyo-api | klaviyo | | https://developers.klaviyo.com/
Langfuse | langfuse | langfuse | langfuse | langfuse | | https://langfuse.com/docs
LangChain | langchain langgraph langsmith | langchain | langchain langsmith | langchain-ai | | https://docs.langchain.com/
LaunchDarkly | launchdarkly | launchdarkly | | launchdarkly | @launchdarkly/mcp-server | https://launchdarkly.com/docs/home/getting-started/mcp
Linear | linear! | linear | | linear linearapp | | https://linear.app/docs/mcp
LINE | linecorp | line | | line LINE | @line/line-bot-mcp-server | https://developers.line.biz/en/docs/
LlamaIndex | llamaindex | llamaindex | llamaindex | run-llama | | https://docs.llamaindex.ai/
Mailchimp | mailchimp mandrill | mailchimp | | mailchimp | | https://mailchimp.com/developer/
Mailgun | mailgun | mailgun | mailgun.js | mailgun | | https://documentation.mailgun.com/
Make | integromat | makehq | | integromat | @makehq/mcp-server | https://developers.make.com/mcp-server
Mapbox | mapbox | mapbox | mapbox-gl | mapbox | @mapbox/mcp-server | https://docs.mapbox.com/api/guides/mcp-server/
Mastra | mastra | mastra | mastra | mastra-ai | @mastra/mcp-docs-server | https://mastra.ai/docs
Meilisearch | meilisearch | meilisearch | meilisearch | meilisearch | | https://www.meilisearch.com/docs
Mercado Libre | mercadolibre mercadopago | mercadopago | mercadopago | mercadopago mercadolibre | | https://www.mercadopago.com/developers
Metabase | metabase | metabase | | metabase | | https://www.metabase.com/docs/latest/
Microsoft | microsoft azure playwright sharepoint onedrive outlook powerbi dataverse | microsoft azure azure-rest azure-devops azure-tools playwright fluentui typespec vscode typescript types | playwright playwright-core typescript azure-functions-core-tools vsce | microsoft Azure Azure-Samples microsoftgraph MicrosoftDocs | | https://learn.microsoft.com/
Milvus | milvus zilliz | zilliz | | milvus-io zilliztech | | https://milvus.io/docs
MiniMax | minimax | | minimax-mcp-js | MiniMax-AI | minimax-mcp-js | https://platform.minimax.io/docs
Mistral | mistralai | mistralai | | mistralai | | https://docs.mistral.ai/
Mixpanel | mixpanel | mixpanel | mixpanel mixpanel-browser | mixpanel | | https://docs.mixpanel.com/
monday.com | mondaydotcom | mondaydotcomorg mondaycom | monday-sdk-js | mondaycom | @mondaydotcomorg/monday-api-mcp | https://developer.monday.com/api-reference/docs
MongoDB | mongodb mongoose | mongodb-js mongodb | mongodb mongodb-mcp-server bson mongoose | mongodb mongodb-js Automattic | mongodb-mcp-server | https://www.mongodb.com/docs/mcp-server/
Mux | mux! | mux | | muxinc | @mux/mcp | https://www.mux.com/docs
n8n | n8n | n8n | n8n n8n-workflow n8n-core | n8n-io | | https://docs.n8n.io/
Neo4j | neo4j | neo4j | neo4j-driver | neo4j neo4j-contrib neo4j-labs | | https://neo4j.com/docs/
Neon | neondatabase | neondatabase | neonctl | neondatabase | @neondatabase/mcp-server-neon | https://neon.com/docs/ai/neon-mcp-server
Netlify | netlify | netlify | netlify netlify-cli | netlify | @netlify/mcp | https://docs.netlify.com/welcome/build-with-ai/netlify-mcp-server/
New Relic | newrelic | newrelic | newrelic | newrelic | | https://docs.newrelic.com/
Notion | notion | notionhq | | makenotion | @notionhq/notion-mcp-server | https://developers.notion.com/docs/mcp
Novu | novu | novu | | novuhq | | https://docs.novu.co/
Nx | nrwl | nx nrwl | nx nx-mcp | nrwl | nx-mcp | https://nx.dev/docs
Okta | okta | okta | | okta | | https://developer.okta.com/docs/
OpenAI | openai chatgpt | openai | openai | openai | | https://platform.openai.com/docs/
Oracle | oracle | oracle | oracledb | oracle oracle-samples | | https://docs.oracle.com/
PagerDuty | pagerduty | pagerduty | | PagerDuty | | https://developer.pagerduty.com/docs/
PayPal | paypal braintree | paypal | braintree | paypal braintree | @paypal/mcp | https://developer.paypal.com/tools/mcp-server/
Perplexity | perplexity | perplexity-ai | | perplexityai ppl-ai | @perplexity-ai/mcp-server | https://docs.perplexity.ai/guides/mcp-server
Pinecone | pinecone | pinecone-database | | pinecone-io | @pinecone-database/mcp | https://docs.pinecone.io/guides/operations/mcp-server
Plaid | plaid | | plaid react-plaid-link | plaid | | https://plaid.com/docs/
PlanetScale | planetscale | planetscale | | planetscale | | https://planetscale.com/docs
PostHog | posthog | posthog | posthog-node posthog-js | PostHog | | https://posthog.com/docs/model-context-protocol
Postman | postman | postman | newman postman-collection | postmanlabs | @postman/postman-mcp-server | https://learning.postman.com/docs/
Postmark | postmark | | postmark | ActiveCampaign activecampaign | | https://postmarkapp.com/developer
Prisma | prisma | prisma | prisma | prisma | | https://www.prisma.io/docs/postgres/mcp-server
Pulumi | pulumi | pulumi | | pulumi | @pulumi/mcp-server | https://www.pulumi.com/docs/
Qdrant | qdrant | qdrant | | qdrant | | https://qdrant.tech/documentation/
Qiniu | qiniu | | qiniu | qiniu | | https://developer.qiniu.com/
Railway | railwayapp | railway | | railwayapp | @railway/mcp-server | https://docs.railway.com/reference/mcp-server
Ramp | ramp! | | | ramp-public | | https://docs.ramp.com/
Razorpay | razorpay | razorpay | razorpay | razorpay | | https://razorpay.com/docs/
Redis | redis | redis | redis ioredis | redis redis-developer | | https://redis.io/docs/latest/
Render | | | | render-oss | | https://render.com/docs/mcp-server
Replicate | replicate! | replicate | replicate replicate-mcp | replicate | replicate-mcp | https://replicate.com/docs/reference/mcp
Resend | resend | | resend | resend | | https://resend.com/docs/mcp-server
Salesforce | salesforce | salesforce lwc | | salesforcecli forcedotcom salesforce | @salesforce/mcp | https://developer.salesforce.com/docs/
Sanity | sanity! | sanity | sanity | sanity-io | @sanity/mcp-server | https://www.sanity.io/docs
SAP | sap fiori | sap sap-ux ui5 cap-js | | SAP UI5 cap-js | @ui5/mcp-server | https://help.sap.com/docs/
ScrapingBee | scrapingbee | | scrapingbee | ScrapingBee | | https://www.scrapingbee.com/documentation/
Semgrep | semgrep | semgrep | | semgrep | | https://semgrep.dev/docs/
SendGrid | sendgrid | sendgrid | | sendgrid twilio | | https://www.twilio.com/docs/sendgrid
Sentry | sentry | sentry sentry-internal spotlightjs | | getsentry | @sentry/mcp-server | https://docs.sentry.io/product/sentry-mcp/
ServiceNow | servicenow | servicenow | | ServiceNow | | https://www.servicenow.com/docs/
Shopify | shopify | shopify | shopify-api-node | Shopify | @shopify/dev-mcp | https://shopify.dev/docs/apps/build/devmcp
SingleStore | singlestore | singlestore | | singlestore-labs | | https://docs.singlestore.com/
Slack | slack | slack | | slackapi slackhq | | https://docs.slack.dev/ai/mcp-server/
Snowflake | snowflake | snowflake | snowflake-sdk | snowflakedb Snowflake-Labs | | https://docs.snowflake.com/
Snyk | snyk | snyk | snyk | snyk | | https://docs.snyk.io/
SonarSource | sonarqube sonarcloud sonarsource | sonarsource | | SonarSource | | https://docs.sonarsource.com/
Sourcegraph | sourcegraph | sourcegraph | | sourcegraph | | https://sourcegraph.com/docs
Spotify | spotify | spotify | | spotify | | https://developer.spotify.com/documentation
Square | square! | square | square square-mcp-server | square | square-mcp-server | https://developer.squareup.com/docs/mcp
Storyblok | storyblok | storyblok | storyblok-js-client | storyblok | | https://www.storyblok.com/docs
Storybook | storybook | storybook | storybook | storybookjs | @storybook/mcp | https://storybook.js.org/docs
Stripe | stripe | stripe | stripe | stripe | @stripe/mcp | https://docs.stripe.com/mcp
Supabase | supabase | supabase | supabase | supabase supabase-community | @supabase/mcp-server-supabase | https://supabase.com/docs/guides/getting-started/mcp
Svelte | svelte sveltekit | sveltejs | svelte | sveltejs | @sveltejs/mcp | https://svelte.dev/docs/mcp
Tavily | tavily | tavily | tavily-mcp | tavily-ai | tavily-mcp | https://docs.tavily.com/documentation/mcp
Telegram | telegram | | | telegramdesktop tdlib | | https://core.telegram.org/
Tencent | tencent cloudbase | cloudbase tencentcloud-sdk tencent | tencentcloud-sdk-nodejs | Tencent TencentCloud TencentCloudBase | @cloudbase/cloudbase-mcp | https://docs.cloudbase.net/ai/cloudbase-ai-toolkit/
TiDB | tidb pingcap | tidbcloud | | pingcap tidbcloud | | https://docs.pingcap.com/
Todoist | todoist | doist | | Doist doist | | https://developer.todoist.com/
Trello | trello | | | trello | | https://developer.atlassian.com/cloud/trello/
Twilio | twilio | twilio twilio-alpha | twilio | twilio twilio-labs | @twilio-alpha/mcp | https://www.twilio.com/docs
Upstash | upstash context7 | upstash | | upstash | @upstash/context7-mcp | https://upstash.com/docs/
Vercel | vercel | vercel ai-sdk | vercel next ai swr turbo | vercel | | https://vercel.com/docs/mcp
Webflow | webflow | webflow | webflow-api webflow-mcp-server | webflow | webflow-mcp-server | https://developers.webflow.com/data/docs/ai-tools
Wix | wix | wix | | wix | @wix/mcp | https://dev.wix.com/docs/
WordPress | wordpress woocommerce | wordpress woocommerce automattic | | WordPress Automattic woocommerce | @automattic/mcp-wordpress-remote | https://developer.wordpress.org/
Xata | xata | xata.io | | xataio | | https://xata.io/docs
Xero | xero | xeroapi | xero-node | XeroAPI | @xeroapi/xero-mcp-server | https://developer.xero.com/documentation/
YugabyteDB | yugabyte yugabytedb | yugabytedb | | yugabyte | | https://docs.yugabyte.com/
Zapier | zapier | zapier | zapier-platform-cli zapier-platform-core | zapier | | https://docs.zapier.com/
Zendesk | zendesk | zendesk | | zendesk | | https://developer.zendesk.com/documentation/
Zoom | zoom! | zoom | | zoom | | https://developers.zoom.us/docs/
`

export interface Publisher {
  readonly title: string
  readonly words: readonly string[]
  /** Words that are ordinary ones too. */
  readonly ordinary: ReadonlySet<string>
  /** Without `@`, lower case. */
  readonly scopes: ReadonlySet<string>
  readonly packages: ReadonlySet<string>
  /** Lower case. */
  readonly owners: ReadonlySet<string>
  readonly server: string | null
  /** Page of the vendor's own documentation. */
  readonly source: string
}

const list = (text = ''): string[] => text.trim().split(/\s+/).filter(Boolean)

export const PUBLISHERS: readonly Publisher[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [title = '', words, scopes, packages, owners, server = '', source = ''] = line
      .split('|')
      .map((each) => each.trim())
    const all = list(words)
    return {
      title,
      words: all.map((word) => word.replace('!', '')),
      ordinary: new Set(all.filter((word) => word.endsWith('!')).map((word) => word.slice(0, -1))),
      scopes: new Set(list(scopes?.toLowerCase())),
      packages: new Set(list(packages)),
      owners: new Set(list(owners?.toLowerCase())),
      server: server === '' ? null : server,
      source,
    }
  })

/** Words that say what a package is, and not whose. */
const PLAIN: ReadonlySet<string> = new Set(
  'mcp server servers mcpserver client tool tools api app apps remote sdk ts js node npm npx official cli agent agents ai search the'.split(
    ' ',
  ),
)

const wordsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

const scopeOf = (name: string): string =>
  name.startsWith('@') ? name.slice(1, Math.max(1, name.indexOf('/'))).toLowerCase() : ''

/** Whether a name is the vendor's own, by its scope or as a whole. */
export const isOf = (publisher: Publisher, name: string): boolean =>
  publisher.scopes.has(scopeOf(name)) || publisher.packages.has(name) || publisher.server === name

/** Vendors that a name names: in its words after the scope, or with two of them joined (`bright-data`). */
export function namedBy(name: string): readonly Publisher[] {
  const words = wordsOf(name.slice(name.startsWith('@') ? name.indexOf('/') + 1 : 0))
  const joined = words.slice(1).map((word, at) => `${words[at]}${word}`)
  const telling = words.filter((word) => !PLAIN.has(word))
  return PUBLISHERS.filter(({ words: own, ordinary }) =>
    own.some((word) =>
      ordinary.has(word) ? telling.length === 1 && telling[0] === word : words.includes(word) || joined.includes(word),
    ),
  )
}

/** Whether nothing but the vendor's name tells what it is: `stripe-mcp`, `mcp-server-stripe`. */
export function isNamedAlone({ words }: Publisher, name: string): boolean {
  const telling = wordsOf(name.slice(name.startsWith('@') ? name.indexOf('/') + 1 : 0)).filter(
    (word) => !PLAIN.has(word),
  )
  return telling.length === 1 && words.includes(telling[0] ?? '')
}
