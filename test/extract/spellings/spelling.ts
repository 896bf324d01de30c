/**
 * The frame of the spelling tests: one behaviour, written in a certain way inside of an MCP server, must give the same fact in every
 * module style and bundle. All names come from a seed; `TOUCHSTONE_SEED=<seed>` repeats a run.
 */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../../src/extract/extract.js'
import type { Artifact, Behaviour, Fact, FactKind } from '../../../src/model.js'
import { artifactOf } from '../../support/artifact.js'
import { asPackage, type Program, packagesOf, type Shape, shapesFor } from '../../support/bundle.js'
import { type Names, names, runSeed, seedFor } from '../../support/random-names.js'

/** A fact that must be (or must not be) among the extracted ones. */
export interface Expected {
  readonly kind: FactKind
  readonly value: string | RegExp
  /** Entries that the fact's detail must hold. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** The parts that a spelling puts into the server. `handler` sees the tool's arguments `to`, `subject` and `body`. */
export interface Parts {
  readonly imports?: string
  readonly top?: string
  readonly handler?: string
  /** Runs in `main`, once the server starts. */
  readonly start?: string
  readonly files?: Readonly<Record<string, string>>
  /** The whole entry instead of the frame. */
  readonly entry?: string
  readonly commonjs?: boolean
  readonly expected?: readonly Expected[]
  /** Facts that must not be reached. */
  readonly absent?: readonly Expected[]
}

export type Spelling = readonly [name: string, write: (n: Names) => Parts]

const indent = (text: string, by: string): string => text.trim().replace(/\n/g, `\n${by}`)

/** The entry of an MCP server around the parts. */
export function serverSource(n: Names, parts: Parts): string {
  const title = n.word()
  const tool = `${n.pick(['send', 'post', 'create', 'run'])}_${n.word()}`
  if (parts.commonjs) {
    return `#!/usr/bin/env node
'use strict'
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { z } = require('zod')
${parts.imports ?? ''}

const server = new McpServer({ name: '${title}', version: '1.0.0' })
${parts.top ?? ''}
${toolSource(tool, parts)}
`
  }
  return `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
${parts.imports ?? ''}

const server = new McpServer({ name: '${title}', version: '1.0.0' })
${parts.top ?? ''}
${toolSource(tool, parts)}
`
}

const toolSource = (tool: string, parts: Parts): string => `
server.tool(
  '${tool}',
  'Hands a text over to a person',
  { to: z.string(), subject: z.string().optional(), body: z.string() },
  async ({ to, subject, body }) => {
    ${indent(parts.handler ?? 'void [to, subject, body]', '    ')}
    return { content: [{ type: 'text', text: 'Done' }] }
  },
)

async function main() {
  ${indent(parts.start ?? '', '  ')}
  await server.connect(new StdioServerTransport())
}

main().catch((error) => {
  console.error('Fatal error:', error)
  process.exit(1)
})`

export function programOf(n: Names, parts: Parts): Program {
  const entry = parts.commonjs ? 'src/index.cjs' : 'src/index.js'
  const source = parts.entry ?? serverSource(n, parts)
  return { entry, files: { [entry]: source, ...parts.files }, ...(parts.commonjs ? { commonjs: true } : {}) }
}

export async function packageOf(program: Program, shape: Shape, name: string): Promise<Artifact> {
  const dependencies = Object.fromEntries(packagesOf(program).map((p) => [p, '^1.0.0']))
  return artifactOf(asPackage(await shape.build(program), { name, dependencies }))
}

const matches = (fact: Fact, expected: Expected): boolean =>
  fact.kind === expected.kind &&
  (typeof expected.value === 'string' ? fact.value === expected.value : expected.value.test(fact.value)) &&
  Object.entries(expected.detail ?? {}).every(([key, value]) => {
    const held = fact.detail[key]
    return Array.isArray(value) && Array.isArray(held) ? value.every((v) => held.includes(v)) : held === value
  })

const reached = (behaviour: Behaviour): readonly Fact[] => behaviour.facts.filter((f) => f.reach !== 'dormant')

const tell = (facts: readonly Fact[]): string =>
  facts.map((f) => `${f.kind}  ${f.value}  ${JSON.stringify(f.detail)}  (${f.reach})`).join('\n  ') || '(no facts)'

/** A minifier decodes what it can: a decoded layer is a constant then. */
const identities = (behaviour: Behaviour): string[] =>
  reached(behaviour).map(
    (f) => `${f.kind} ${f.kind === 'code.eval' ? f.value.replace(/^decoded /, 'constant ') : f.value}`,
  )

/**
 * One test per spelling and shape, and one per spelling that all its bundles give the same facts as its source.
 */
export function testSpellings(title: string, spellings: readonly Spelling[]): void {
  const seed = runSeed()
  describe(`${title} [TOUCHSTONE_SEED=${seed}]`, () => {
    for (const [name, write] of spellings) {
      const n = names(seedFor(seed, `${title} ${name}`))
      const parts = write(n)
      const program = programOf(n, parts)
      const packageName = n.packageName()
      const done = new Map<string, Promise<Behaviour>>()
      const behaviourIn = (shape: Shape): Promise<Behaviour> => {
        const had = done.get(shape.name)
        if (had) return had
        const made = packageOf(program, shape, packageName).then((artifact) => extractBehaviour(artifact))
        done.set(shape.name, made)
        return made
      }
      describe(name, () => {
        for (const shape of shapesFor(program)) {
          it(shape.name, async () => {
            const behaviour = await behaviourIn(shape)
            for (const wanted of parts.expected ?? []) {
              const found = reached(behaviour).some((fact) => matches(fact, wanted))
              const others = behaviour.facts.filter((f) => f.kind === wanted.kind)
              const why = `${wanted.kind} ${String(wanted.value)} ${JSON.stringify(wanted.detail ?? {})} is missing; of this kind there is\n  ${tell(others)}`
              expect(found, why).toBe(true)
            }
            for (const unwanted of parts.absent ?? []) {
              const false_alarms = reached(behaviour).filter((fact) => matches(fact, unwanted))
              expect(false_alarms.length, `must be absent:\n  ${tell(false_alarms)}`).toBe(0)
            }
          })
        }
        it('has the same facts in all shapes', async () => {
          const all = shapesFor(program)
          const first = all[0]
          if (!first) return
          const wanted = identities(await behaviourIn(first))
          for (const other of all.slice(1)) {
            const given = identities(await behaviourIn(other))
            const lost = wanted.filter((f) => !given.includes(f))
            const gained = given.filter((f) => !wanted.includes(f))
            const why = `${other.name} against ${first.name}\n  lost: ${lost.join('\n    ')}\n  gained: ${gained.join('\n    ')}`
            expect({ lost, gained }, why).toEqual({ lost: [], gained: [] })
          }
        })
      })
    }
  })
}
