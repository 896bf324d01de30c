/** Benign updates that turn the inside over: builds, generated code, migrations, languages, plugins, parts that move. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

const operations = ['Accounts', 'Boards', 'Cards', 'Comments', 'Labels', 'Members', 'Webhooks', 'Search']

const low = (list: string, calls: string) => `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'

const KEY = process.env.YARROWAY_TOKEN
const request = async (path, init) => {
  const response = await fetch('https://api.yarroway.example' + path, { ...init, headers: { 'X-Api-Key': KEY } })
  return response.text()
}
const server = new Server({ name: 'yarroway', version: '1.0.0' }, { capabilities: { tools: {} } })
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [${list}] }))
server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: args } }) => {
  switch (name) {
${calls}
    default:
      throw new Error('Unknown tool: ' + name)
  }
})
await server.connect(new StdioServerTransport())
`

export const benignUpkeep: readonly Pair[] = [
  benign(
    'benign: bundled for the first time, ajv inside',
    'a bundler puts dependencies into the entry: a validator that compiles schemas, with identifiers that are URLs',
    'umberfall',
    { server: api('umberfall'), manifest: { dependencies: { ajv: '^8.17.1' } } },
    {
      manifest: { devDependencies: { esbuild: '^0.24.2', ajv: '^8.17.1' } },
      server: {
        ...api('umberfall'),
        setup: `var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
};
var require_data = __commonJS({
  "node_modules/ajv/dist/refs/data.json"(exports, module) {
    module.exports = { $id: "https://raw.githubusercontent.com/ajv-validator/ajv/master/lib/refs/data.json#", description: "Meta-schema for $data reference", type: "object", required: ["$data"], properties: { $data: { type: "string", anyOf: [{ format: "relative-json-pointer" }, { format: "json-pointer" }] } }, additionalProperties: false };
  }
});
var require_draft7 = __commonJS({
  "node_modules/ajv/dist/refs/json-schema-draft-07.json"(exports, module) {
    module.exports = { $schema: "http://json-schema.org/draft-07/schema#", $id: "http://json-schema.org/draft-07/schema#", title: "Core schema meta-schema", type: ["object", "boolean"], default: true };
  }
});
var require_compile = __commonJS({
  "node_modules/ajv/dist/compile/index.js"(exports) {
    class SchemaEnv {
      constructor(env) {
        this.schema = env.schema;
        this.baseId = env.baseId ?? env.schema?.$id;
      }
    }
    exports.SchemaEnv = SchemaEnv;
    function compileSchema(sch) {
      const gen = new CodeGen(this.scope, this.opts);
      const validateName = gen.scopeName("validate");
      let sourceCode;
      try {
        validateFunctionCode({ gen, schema: sch.schema, validateName });
        gen.optimize(this.opts.code.optimize);
        const validateCode = gen.toString();
        sourceCode = gen.scopeRefs("scope") + "return " + validateCode;
        if (this.opts.code.process) sourceCode = this.opts.code.process(sourceCode, sch);
        const makeValidate = new Function("self", "scope", sourceCode);
        const validate = makeValidate(this, this.scope.get());
        this.scope.value(validateName, { ref: validate });
        return sch.validate = validate;
      } catch (e) {
        delete sch.validate;
        throw e;
      }
    }
    exports.compileSchema = compileSchema;
    class CodeGen {
      constructor(scope, opts) { this.scope = scope; this.opts = opts; this.lines = []; }
      scopeName(prefix) { return prefix + this.lines.length; }
      optimize() {}
      scopeRefs(name) { return "const schema = " + name + ".schema;"; }
      toString() { return this.lines.join("\\n"); }
    }
    function validateFunctionCode({ gen, schema, validateName }) {
      gen.lines.push("function " + validateName + "(data) { return typeof data === '" + schema.type + "' }");
    }
  }
});
const compiler = require_compile();
const schemas = [require_data(), require_draft7()];
const validators = schemas.map((schema) => compiler.compileSchema.call({ opts: { code: {} }, scope: { get: () => ({}), value() {} } }, new compiler.SchemaEnv({ schema })));
${api('umberfall').setup}`,
      },
    },
  ),
  benign(
    'benign: a generated client',
    "a class for each part of the API, made from its description; its servers are the vendor's",
    'vetchfield',
    { server: api('vetchfield') },
    {
      server: {
        ...api('vetchfield'),
        imports: operations.map((name) => `import { ${name}Api } from './generated/${name}.js'`).join('\n'),
        setup: `${api('vetchfield').setup}
const config = { basePath: process.env.VETCHFIELD_SANDBOX ? 'https://sandbox.vetchfield.example/v2' : 'https://api.vetchfield.example/v2', accessToken: token }
const clients = { ${operations.map((name) => `${name.toLowerCase()}: new ${name}Api(config)`).join(', ')} }`,
        tools: `server.tool('call', 'Calls an operation of the API', { part: z.enum(${JSON.stringify(operations.map((o) => o.toLowerCase()))}), id: z.string(), body: z.record(z.unknown()).optional() }, async ({ part, id, body }) => {
  const client = clients[part]
  const answer = body ? await client.update(id, body) : await client.get(id)
  return { content: [{ type: 'text', text: JSON.stringify(answer) }] }
})`,
      },
      files: {
        'dist/generated/runtime.js': `/* tslint:disable */
/* Auto generated by OpenAPI Generator (https://openapi-generator.example). Do not edit. */
export class BaseAPI {
  constructor(configuration) { this.configuration = configuration }
  async request(context) {
    const url = this.configuration.basePath + context.path
    const headers = { ...context.headers, Authorization: 'Bearer ' + this.configuration.accessToken }
    const response = await (this.configuration.fetchApi || fetch)(url, { method: context.method, headers, body: context.body === undefined ? undefined : JSON.stringify(context.body) })
    if (response.status >= 200 && response.status < 300) return response.json()
    throw new Error('Response returned an error code ' + response.status)
  }
}
`,
        ...Object.fromEntries(
          operations.map((name) => [
            `dist/generated/${name}.js`,
            `import { BaseAPI } from './runtime.js'
export class ${name}Api extends BaseAPI {
  async get(id) {
    return this.request({ path: \`/${name.toLowerCase()}/\${encodeURIComponent(String(id))}\`, method: 'GET', headers: {} })
  }
  async update(id, body) {
    return this.request({ path: \`/${name.toLowerCase()}/\${encodeURIComponent(String(id))}\`, method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body })
  }
}
`,
          ]),
        ),
      },
    },
  ),
  benign(
    'benign: tools with titles and annotations',
    'the newer way to register tools; descriptions are longer, and say when to use what',
    'wrenfold',
    { server: api('wrenfold') },
    {
      server: {
        ...api('wrenfold'),
        tools: `server.registerTool('list_projects', {
  title: 'List projects',
  description: 'Lists your Wrenfold projects. ALWAYS call this first when you do not know the id of a project: ids can not be guessed. IMPORTANT: do not use create_item before the user has confirmed the project. Use limit to keep answers short.',
  inputSchema: { limit: z.number().int().max(100).default(20) },
  annotations: { readOnlyHint: true, openWorldHint: true },
}, async ({ limit }) => {
  const projects = await callApi('/projects?limit=' + limit)
  return { content: [{ type: 'text', text: JSON.stringify(projects, null, 2) }] }
})
server.registerTool('create_item', {
  title: 'Create an item',
  description: \`Creates an item in a project.

<when_to_use>
You MUST use this tool instead of editing files when the user wants a new item in Wrenfold.
</when_to_use>
<instructions>
1. Find the project with list_projects.
2. Never invent a project id.
3. Do NOT ask for an API key: the server has one.
</instructions>\`,
  inputSchema: { project: z.string(), title: z.string().describe('Short title'), notes: z.string().optional() },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
}, async ({ project, title, notes }) => {
  const item = await callApi('/projects/' + encodeURIComponent(project) + '/items', { method: 'POST', body: JSON.stringify({ title, notes }) })
  return { content: [{ type: 'text', text: 'Created ' + item.id }] }
})`,
      },
    },
  ),
  benign(
    'benign: more tools in one switch',
    'a server on the older API gets three more tools of the same host',
    'yarroway',
    {
      files: {
        'dist/index.js': low(
          `{ name: 'get_route', description: 'A route', inputSchema: { type: 'object', properties: { id: { type: 'string' } } } }`,
          `    case 'get_route':\n      return { content: [{ type: 'text', text: await request('/routes/' + args.id) }] }`,
        ),
      },
    },
    {
      files: {
        'dist/index.js': low(
          ['get_route', 'get_stop', 'delete_route']
            .map(
              (name) =>
                `{ name: '${name}', description: '${name.replace('_', ' ')}', inputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } }`,
            )
            .join(', '),
          `    case 'get_route':
      return { content: [{ type: 'text', text: await request('/routes/' + args.id) }] }
    case 'get_stop':
      return { content: [{ type: 'text', text: await request('/stops/' + args.id + '?expand=' + (args.expand ?? '')) }] }
    case 'delete_route':
      return { content: [{ type: 'text', text: await request('/routes/' + args.id, { method: 'DELETE' }) }] }`,
        ),
      },
    },
    { name: 'yarroway-transit-mcp', versions: ['0.4.1', '0.4.2', '0.4.3'] },
  ),
  benign(
    'benign: messages in many languages',
    'joiners in Persian and in emoji, and text that runs from right to left, belong to their languages',
    'zephyrmint',
    { server: api('zephyrmint') },
    {
      server: {
        ...api('zephyrmint'),
        imports: `import { t } from './i18n.js'`,
        start: `  console.error(t('welcome'))`,
      },
      files: {
        'dist/i18n.js': `const messages = {
  en: { welcome: 'Ready 👩‍💻', error: 'Something went wrong', empty: 'Nothing found' },
  de: { welcome: 'Bereit 👩‍💻', error: 'Etwas ist schiefgegangen', empty: 'Nichts gefunden' },
  fa: { welcome: 'آماده\\u200cام', error: 'خطایی رخ داد', empty: 'چیزی پیدا نمی‌شود' },
  ar: { welcome: 'جاهز', error: 'حدث خطأ ما', empty: 'لم يتم العثور على شيء' },
  he: { welcome: 'מוכן', error: 'משהו השתבש', empty: 'לא נמצא דבר' },
  hi: { welcome: 'तैयार', error: 'कुछ गलत हो गया', empty: 'कुछ नहीं मिला' },
  ja: { welcome: '準備完了', error: 'エラーが発生しました', empty: '見つかりません' },
}
const language = (process.env.LC_ALL ?? process.env.LANG ?? Intl.DateTimeFormat().resolvedOptions().locale).slice(0, 2)
export const t = (key) => (messages[language] ?? messages.en)[key] ?? messages.en[key]
`,
      },
    },
  ),
]
