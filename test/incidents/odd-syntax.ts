/** The payload of hiding-places.ts in syntax that is rarely seen: what runs must be found all the same. */
import { at, PAYLOAD, type Place, server } from './hiding-places.js'

export const oddSyntax: readonly Place[] = [
  {
    id: 'a static block',
    files: at('dist/a.js', `import './a.js'`, '', `export class A {\n  static {\n    ${PAYLOAD}\n  }\n}`),
    shows: 'dist/a.js',
  },
  {
    id: 'a catch',
    files: at('dist/a.js', `import './a.js'`, '', `try {\n  null.x()\n} catch {\n  ${PAYLOAD}\n}`),
    shows: 'dist/a.js',
  },
  {
    id: 'a default parameter',
    files: at('dist/a.js', `import { a } from './a.js'`, 'a()', `export const a = (x = ${PAYLOAD}) => x`),
    shows: 'dist/a.js',
  },
  {
    id: 'a proxy',
    files: at(
      'dist/a.js',
      `import { a } from './a.js'`,
      'a.b',
      `export const a = new Proxy({}, {\n  get() {\n    ${PAYLOAD}\n  },\n})`,
    ),
    shows: 'dist/a.js',
  },
  {
    id: 'an event',
    files: at('dist/a.js', `import './a.js'`, '', `process.on('exit', () => {\n  ${PAYLOAD}\n})`),
    shows: 'dist/a.js',
  },
  {
    id: 'a date',
    files: at(
      'dist/a.js',
      `import './a.js'`,
      '',
      `if (Date.now() > 1767225600000) setTimeout(async () => {\n  await ${PAYLOAD}\n}, 3600000)`,
    ),
    shows: 'dist/a.js',
  },
  {
    id: 'far to the right',
    files: at('dist/a.js', `import './a.js'`, '', `export const a = 1;${' '.repeat(900)}${PAYLOAD}`),
    shows: 'dist/a.js',
  },
  { id: 'byte order mark', files: at('dist/a.js', `import './a.js'`, '', `\uFEFF${PAYLOAD}`), shows: 'dist/a.js' },
  {
    id: 'line separators',
    files: at('dist/a.js', `import './a.js'`, '', `// nothing here\u2028${PAYLOAD}`),
    shows: 'dist/a.js',
  },
  {
    id: 'carriage returns',
    files: at('dist/a.js', `import './a.js'`, '', `// nothing here\r${PAYLOAD}\r\n`),
    shows: 'dist/a.js',
  },
  {
    id: 'escapes in names',
    files: at(
      'dist/a.js',
      `import './a.js'`,
      '',
      PAYLOAD.replace('fetch', 'f\\u0065tch').replace('process', 'proc\\u{65}ss'),
    ),
    shows: 'dist/a.js',
  },
  {
    id: 'return outside of a function',
    files: at('dist/a.cjs', `import './a.cjs'`, '', `if (process.env.CI) return\n${PAYLOAD}`),
    shows: 'dist/a.cjs',
  },
  {
    id: 'sloppy code',
    files: at('dist/a.cjs', `import './a.cjs'`, '', `var await = 010\nwith ({ x: 1 }) { x }\n${PAYLOAD}`),
    shows: 'dist/a.cjs',
  },
  {
    id: 'with',
    files: at('dist/a.cjs', `import './a.cjs'`, '', `with (globalThis) {\n  ${PAYLOAD}\n}`),
    shows: 'dist/a.cjs',
  },
  {
    id: 'comments of HTML',
    files: at('dist/a.cjs', `import './a.cjs'`, '', `<!-- nothing\n${PAYLOAD}\n--> nothing`),
    shows: 'dist/a.cjs',
  },
  {
    id: 'hashbang in a module',
    files: at('dist/a.js', `import './a.js'`, '', `#!/usr/bin/env node\n${PAYLOAD}`),
    shows: 'dist/a.js',
  },
  {
    id: 'modules without a type',
    files: { 'dist/index.js': `${server()}${PAYLOAD}\n` },
    manifest: { type: undefined },
    shows: 'dist/index.js',
  },
  {
    id: 'a file that no parser takes',
    files: at('dist/a.js', `import './a.js'`, '', `${PAYLOAD}\n}}}}`),
    shows: 'dist/a.js',
    lowest: 'medium',
  },
  {
    id: 'nested a thousand deep',
    files: at(
      'dist/a.js',
      `import './a.js'`,
      '',
      `${PAYLOAD}\nexport const a = ${'['.repeat(1000)}${']'.repeat(1000)}`,
    ),
    shows: 'dist/a.js',
    lowest: 'medium',
  },
]
