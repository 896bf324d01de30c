/**
 * Packages that nearly everyone has, and that are worth imitating: by downloads and dependents as the registries' public
 * statistics showed them, reviewed by hand. Names that are near to one of these, yet are well known themselves, stand here too.
 */
export const POPULAR_PACKAGES: ReadonlySet<string> = new Set(
  `
  @modelcontextprotocol/sdk @modelcontextprotocol/inspector fastmcp mcp-framework mcp-proxy mcp-remote zod zod-to-json-schema ajv ajv-formats
  axios got node-fetch undici cross-fetch isomorphic-fetch superagent request request-promise ky needle phin form-data follow-redirects
  https-proxy-agent http-proxy-agent socks-proxy-agent proxy-from-env proxy-agent agent-base ws socket.io socket.io-client eventsource
  eventsource-parser express express-rate-limit fastify koa hapi hono @hono/node-server cors helmet body-parser cookie-parser morgan multer
  compression serve-static connect http-proxy http-proxy-middleware http-errors raw-body content-type accepts bytes qs path-to-regexp
  lodash lodash.merge lodash-es underscore ramda rxjs immer immutable async bluebird p-limit p-queue p-retry p-map p-timeout p-throttle
  uuid nanoid ulid cuid short-uuid dotenv dotenv-expand dotenv-cli cross-env env-paths envalid convict config conf configstore rc nconf
  chalk kleur colors picocolors ansi-styles ansi-colors ansi-regex strip-ansi supports-color color color-convert color-name color-string
  cli-color colorette ora cli-spinners cli-progress log-symbols figlet boxen terminal-link inquirer @inquirer/prompts enquirer prompts
  commander yargs yargs-parser minimist meow cac arg mri oclif citty clipanion debug ms winston pino pino-pretty bunyan log4js loglevel consola
  signale tslog moment moment-timezone dayjs date-fns date-fns-tz luxon ms chrono-node cron node-cron croner cron-parser
  fs-extra glob globby fast-glob minimatch micromatch picomatch rimraf mkdirp del chokidar graceful-fs tmp tmp-promise archiver adm-zip
  unzipper yauzl yazl tar tar-fs tar-stream jszip pako mime mime-types mime-db file-type find-up pkg-dir read-pkg read-pkg-up resolve
  resolve-from import-fresh import-local execa cross-spawn shelljs which open opn tree-kill node-pty simple-git isomorphic-git shell-quote
  typescript ts-node tsx tsup esbuild rollup webpack vite webpack-cli parcel swc babel-core babel-loader terser uglify-js source-map source-map-support
  source-map-js tslib core-js regenerator-runtime eslint prettier jest mocha chai sinon vitest ava tap supertest nyc cypress nodemon pm2 concurrently husky
  lint-staged semver npm pnpm yarn lerna npm-run-all react react-dom preact vue vue-router vuex pinia svelte angular next nuxt gatsby redux
  react-redux react-router react-router-dom styled-components emotion tailwindcss postcss autoprefixer sass less bootstrap jquery d3 three
  chart.js echarts mermaid marked markdown-it showdown remark rehype unified turndown cheerio jsdom happy-dom parse5 htmlparser2 domhandler
  domutils dompurify sanitize-html css-select css-what entities he html-to-text html-to-md node-html-parser linkedom xml2js fast-xml-parser
  xmldom xmlbuilder sax yaml js-yaml toml ini json5 jsonc-parser jsonpath jsonwebtoken jose jws jwa passport bcrypt bcryptjs argon2 crypto-js
  node-forge tweetnacl elliptic noble-hashes hash.js sha.js md5 bn.js bignumber.js big.js decimal.js buffer base64-js ieee754 safe-buffer
  iconv-lite string-width string_decoder readable-stream through through2 inherits isarray once wrappy concat-stream end-of-stream event-stream pump
  mongodb mongoose mysql mysql2 pg pg-promise postgres sqlite sqlite3 better-sqlite3 redis ioredis knex sequelize typeorm prisma @prisma/client
  drizzle-orm kysely lru-cache keyv level leveldown nedb lowdb elasticsearch neo4j-driver cassandra-driver mssql tedious oracledb
  aws-sdk @aws-sdk/client-s3 @azure/identity @azure/storage-blob googleapis google-auth-library firebase firebase-admin
  @google-cloud/storage openai @anthropic-ai/sdk @google/generative-ai @google/genai langchain @langchain/core ai ollama cohere-ai groq-sdk
  tiktoken js-tiktoken gpt-tokenizer puppeteer puppeteer-core playwright playwright-core selenium-webdriver nodemailer postmark mailgun.js
  resend twilio stripe discord.js telegraf node-telegram-bot-api @slack/web-api @slack/bolt @octokit/rest octokit @octokit/core @gitbeaker/rest
  @notionhq/client @linear/sdk jira-client jira.js @sentry/node posthog-node mixpanel analytics-node applicationinsights newrelic dd-trace
  @opentelemetry/api @opentelemetry/sdk-node graphql graphql-request graphql-tag apollo-server @apollo/client urql grpc @grpc/grpc-js protobufjs
  sharp jimp canvas pdf-lib pdf-parse pdfjs-dist pdfkit exceljs xlsx csv-parse csv-parser csv-stringify papaparse mammoth docx natural
  compromise fuse.js string-similarity fastest-levenshtein leven levenshtein diff jsdiff deep-equal fast-deep-equal deepmerge merge-deep extend
  object-assign clone rfdc is-plain-object is-number kind-of type-fest ts-pattern neverthrow fp-ts io-ts yup joi superstruct valibot class-validator
  class-transformer reflect-metadata inversify tsyringe awilix nest @nestjs/core @nestjs/common bull bullmq amqplib kafkajs mqtt nats zeromq
  node-gyp node-gyp-build node-addon-api nan bindings prebuild-install ffi-napi keytar node-machine-id systeminformation os-name is-docker is-wsl
  update-notifier latest-version package-json registry-url registry-auth-token validate-npm-package-name npm-package-arg pacote cacache
  ethers web3 viem wagmi bitcoinjs-lib xrpl @solana/web3.js bip39 hdkey secp256k1 keccak ethereumjs-util truffle hardhat
  rss-parser feed youtube-transcript ytdl-core node-html-markdown robots-parser sitemap user-agents ua-parser-js validator is-url normalize-url
  url-parse punycode whatwg-url tldts psl iso-639-1 country-list i18next intl-messageformat handlebars mustache ejs pug nunjucks liquidjs eta
  events util process assert stream path url querystring timers-browserify setimmediate tslib tar-stream left-pad es-abstract call-bind
  function-bind get-intrinsic has-symbols has-flag has-ansi escape-string-regexp wrap-ansi slice-ansi cliui camelcase decamelize y18n
  prompt event util colour mimes yarg requests hapi koa2 formdata co debugs jsonc json path-parse parse-path git-url-parse type-is types
  `
    .split(/\s+/)
    .filter(Boolean),
)

/** Well-known MCP servers and the vendors' own, as registries and catalogues list them. */
export const WELL_KNOWN_SERVERS: ReadonlySet<string> = new Set(
  `
  @modelcontextprotocol/server-filesystem @modelcontextprotocol/server-memory @modelcontextprotocol/server-everything
  @modelcontextprotocol/server-sequential-thinking @modelcontextprotocol/server-github @modelcontextprotocol/server-gitlab
  @modelcontextprotocol/server-postgres @modelcontextprotocol/server-slack @modelcontextprotocol/server-puppeteer
  @modelcontextprotocol/server-brave-search @modelcontextprotocol/server-google-maps @modelcontextprotocol/server-gdrive
  @modelcontextprotocol/server-redis @modelcontextprotocol/server-everart @modelcontextprotocol/server-aws-kb-retrieval
  @playwright/mcp chrome-devtools-mcp @upstash/context7-mcp @sentry/mcp-server @brightdata/mcp mcp-server-kubernetes
  @postman/postman-mcp-server @mondaydotcomorg/monday-api-mcp task-master-ai @browsermcp/mcp @currents/mcp @supabase/mcp-server-supabase
  @notionhq/notion-mcp-server @stripe/mcp @cloudflare/mcp-server-cloudflare @browserbasehq/mcp @browserbasehq/mcp-server-browserbase
  figma-developer-mcp firecrawl-mcp tavily-mcp exa-mcp-server mcp-remote postmark-mcp @azure/mcp @heroku/mcp-server @neondatabase/mcp-server-neon
  @elastic/mcp-server-elasticsearch mongodb-mcp-server @mongodb-js/mongodb-mcp-server mcp-server-sqlite-npx mcp-obsidian obsidian-mcp-server
  @wonderwhy-er/desktop-commander @executeautomation/playwright-mcp-server puppeteer-mcp-server mcp-server-docker @shopify/dev-mcp
  @hubspot/mcp-server @paypal/mcp @circleci/mcp-server-circleci @apify/actors-mcp-server @perplexity-ai/mcp-server @21st-dev/magic
  @agentdeskai/browser-tools-mcp @eslint/mcp @angular/cli @storybook/mcp xcodebuildmcp mobile-mcp @mobilenext/mobile-mcp
  @zereight/mcp-gitlab @aashari/mcp-server-atlassian-jira mcp-atlassian slack-mcp-server linear-mcp-server n8n-mcp
  `
    .split(/\s+/)
    .filter(Boolean),
)

/** Brands whose servers people look for by name; at least seven characters, so that one step away is no other word. */
export const BRANDS: ReadonlySet<string> = new Set(
  `
  anthropic airtable atlassian bitbucket brightdata browserbase browserstack circleci clickhouse cloudflare cloudinary confluence context7 contentful
  databricks datadog digitalocean elasticsearch firebase firecrawl grafana heroku hubspot intercom kubernetes langfuse
  launchdarkly linkedin mailchimp mailgun mapbox metabase mixpanel mongodb netlify newrelic notionhq obsidian openai pagerduty paypal perplexity pinecone
  playwright postgres postman postmark puppeteer redshift salesforce sendgrid servicenow shopify snowflake spotify stripe supabase tavily telegram todoist
  twilio upstash wordpress youtube zendesk filesystem
  `
    .split(/\s+/)
    .filter((brand) => brand.length >= 7),
)
