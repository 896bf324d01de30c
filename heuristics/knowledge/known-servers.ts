/** Well-known MCP servers outside of npm, as their vendors' documentation and catalogues name them; reviewed by hand, 2026. */

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** As PEP 503 spells them. Names near to one of these, yet well known themselves, stand here too. */
export const PYPI_SERVERS: ReadonlySet<string> = list(`
  mcp-server-fetch mcp-server-git mcp-server-time mcp-server-sqlite mcp-server-sentry mcp-server-qdrant mcp-server-docker
  mcp-server-motherduck mcp-server-kubernetes mcp-server-browser-use mcp-server-snowflake mcp-server-odoo mcp-server-rag-web-browser
  mcp-atlassian mcp-proxy mcp-obsidian mcp-clickhouse mcp-grafana mcp-neo4j-cypher mcp-neo4j-memory mcp-text-editor mcp-shell-server
  mcp-simple-arxiv arxiv-mcp-server duckduckgo-mcp-server excel-mcp-server blender-mcp serena-agent markitdown-mcp minimax-mcp
  elevenlabs-mcp snowflake-labs-mcp dbt-mcp chroma-mcp mysql-mcp-server postgres-mcp redis-mcp-server elasticsearch-mcp-server
  office-word-mcp-server office-powerpoint-mcp-server google-analytics-mcp workspace-mcp basic-memory semgrep-mcp jupyter-mcp-server
  kubectl-mcp-server zenml-mcp-server supabase-mcp-server browser-use fastmcp mssql-mcp-server chrome-mcp astro-airflow-mcp pydantic-ai unstructured-mcp
  awslabs-aws-api-mcp-server awslabs-aws-documentation-mcp-server awslabs-core-mcp-server awslabs-cdk-mcp-server
  awslabs-cost-analysis-mcp-server awslabs-terraform-mcp-server awslabs-bedrock-kb-retrieval-mcp-server
  awslabs-nova-canvas-mcp-server awslabs-eks-mcp-server awslabs-ecs-mcp-server awslabs-dynamodb-mcp-server
`)

/** The protocol's own servers in Python: nobody of that project publishes them to npm. */
export const PYTHON_ONLY: ReadonlySet<string> = list(
  'mcp-server-fetch mcp-server-git mcp-server-time mcp-server-sqlite',
)

/** Without tag; Docker Hub's own address is left out. */
export const KNOWN_IMAGES: ReadonlySet<string> = list(`
  ghcr.io/github/github-mcp-server mcr.microsoft.com/playwright/mcp mcr.microsoft.com/azure-sdk/azure-mcp
  hashicorp/terraform-mcp-server hashicorp/vault-mcp-server grafana/mcp-grafana ghcr.io/sooperset/mcp-atlassian
  mongodb/mongodb-mcp-server crystaldba/postgres-mcp ghcr.io/sparfenyuk/mcp-proxy supercorp/supergateway
  ghcr.io/korotovsky/slack-mcp-server docker.elastic.co/mcp/elasticsearch ghcr.io/stacklok/toolhive docker/mcp-gateway
`)

/** Names that say nothing without their scope. */
export const COMMON_NAMES: ReadonlySet<string> = list(
  'mcp mcp-server server servers cli magic dev-mcp sdk core client inspector agent tools api mcp-cli mcp-client',
)
