/** Real names, and what is near to them: nobody is raised against anybody, and the vendors' list holds what it says. */
import { describe, expect, it } from 'vitest'
import { namedBy, PUBLISHERS } from '../heuristics/knowledge/official-publishers.js'
import { POPULAR_PACKAGES, WELL_KNOWN_SERVERS } from '../heuristics/knowledge/popular-packages.js'
import { scopeTwin } from '../heuristics/knowledge/scope-twins.js'
import { findingsOf } from './support/facts.js'

/** Servers that are published and in none of the lists, as catalogues name them. */
const SERVERS = `
  @pinecone-database/mcp @mapbox/mcp-server @netlify/mcp @infisical/mcp @salesforce/mcp @sanity/mcp-server @sveltejs/mcp @wix/mcp
  @twilio-alpha/mcp @xeroapi/xero-mcp-server @pulumi/mcp-server @railway/mcp-server @contentful/mcp-server @chargebee/mcp
  @digitalocean/mcp @dynatrace-oss/dynatrace-mcp-server @e2b/mcp-server @jetbrains/mcp-proxy @launchdarkly/mcp-server
  @line/line-bot-mcp-server @makehq/mcp-server @mastra/mcp-docs-server @mux/mcp nx-mcp replicate-mcp square-mcp-server
  webflow-mcp-server deepl-mcp-server minimax-mcp-js airtable-mcp-server @felores/airtable-mcp-server @anaisbetts/mcp-installer
  @anaisbetts/mcp-youtube @smithery/cli supergateway mcp-hub mcp-searxng mcp-server-code-runner mcp-package-docs mcp-mongo-server
  mcp-server-commands mcp-shell mcp-pandoc mcp-server-mysql @benborla29/mcp-server-mysql @henkey/postgres-mcp-server
  @cyanheads/git-mcp-server @cyanheads/filesystem-mcp-server @cyanheads/obsidian-mcp-server @cyanheads/github-mcp-server
  @kazuph/mcp-fetch @kazuph/mcp-taskmanager @mzxrai/mcp-openai @mzxrai/mcp-webresearch @nutrient-sdk/dws-mcp-server
  @browserstack/mcp-server @tacticlaunch/mcp-linear @taazkareem/clickup-mcp-server @ramidecodes/mcp-server-notion
  @suekou/mcp-notion-server @strowk/mcp-k8s @ui5/mcp-server @winor30/mcp-server-datadog @yokingma/one-search-mcp
  @gongrzhe/server-gmail-autoauth-mcp @antv/mcp-server-chart @amap/amap-maps-mcp-server @baidumap/mcp-server-baidu-map
  @cloudbase/cloudbase-mcp @bitwarden/mcp-server @brave/brave-search-mcp-server @auth0/auth0-mcp-server @azure-devops/mcp
  @automattic/mcp-wordpress-remote @datastax/astra-db-mcp @coinbase/agentkit-model-context-protocol @cocal/google-calendar-mcp
  blender-mcp excel-mcp-server figma-mcp gitlab-mcp google-maps-mcp graphlit-mcp-server kubernetes-mcp-server lightdash-mcp-server
  mysql-mcp obsidian-mcp octagon-mcp perplexity-mcp powerplatform-mcp ref-tools-mcp reddit-mcp redis-mcp spotify-mcp sqlite-mcp
  todoist-mcp trello-mcp twitter-mcp whatsapp-mcp youtube-mcp claude-flow octocode-mcp shadcn-mcp ghost-mcp hyperbrowser-mcp
`
  .split(/\s+/)
  .filter(Boolean)

it('raises no real name against another one', () => {
  const names = [...SERVERS, ...POPULAR_PACKAGES, ...WELL_KNOWN_SERVERS]
  expect(SERVERS.length).toBeGreaterThan(100)
  expect(POPULAR_PACKAGES.size).toBeGreaterThan(300)
  const loud = names.filter((name) => {
    const twin = scopeTwin({ ecosystem: 'npm', name })
    if (twin !== null && twin.severity !== 'low') return true
    // Popular ones are known as a whole, which is asked first.
    if (!SERVERS.includes(name)) return false
    return findingsOf('package-look-alike', { release: { name } }).some(({ severity }) => severity !== 'low')
  })
  expect(loud).toEqual([])
})

describe('the vendors', () => {
  it('are many, each with a page of its own', () => {
    expect(PUBLISHERS.length).toBeGreaterThanOrEqual(120)
    for (const { title, source, scopes, owners, server, packages } of PUBLISHERS) {
      expect([title, source]).toEqual([title, expect.stringMatching(/^https:\/\/[\w.-]+\/?\S*$/)])
      for (const scope of scopes) expect([title, scope]).toEqual([title, expect.stringMatching(/^[a-z\d][\w.-]*$/)])
      expect([title, owners.size]).not.toEqual([title, 0])
      // The own server is the vendor's by its scope, or by its name.
      if (server !== null) {
        const own = server.startsWith('@') ? scopes.has(server.slice(1).split('/')[0] ?? '') : packages.has(server)
        expect([title, own]).toEqual([title, true])
      }
    }
    expect(new Set(PUBLISHERS.map(({ title }) => title)).size).toBe(PUBLISHERS.length)
  })

  it('share no name', () => {
    const words = PUBLISHERS.flatMap(({ words: own, ordinary }) => own.filter((word) => !ordinary.has(word)))
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  it('are named by few packages that are no servers of theirs', () => {
    const named = [...POPULAR_PACKAGES].filter((name) => namedBy(name).length > 0)
    expect(named.length).toBeLessThan(POPULAR_PACKAGES.size / 5)
  })
})
