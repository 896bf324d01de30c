/** Addresses that a bridge between a client and a remote server is given: the real server of such an entry. */
import type { Command, Word } from '../../src/model.js'

/** Packages and programs that only hand on to an address. */
const BRIDGE =
  /^(?:mcp-remote|supergateway|mcp-proxy|mcp-remote-client|mcp-http-bridge|mcp-bridge|remote-mcp|mcp-superassistant-proxy|mcp-streamablehttp-proxy|mcp-sse-proxy|super-mcp-router|fastmcp|mcp2http|mcp-server-and-gw|@pyroprompts\/mcp-stdio-to-streamable-http-adapter|@geelen\/mcp-remote|@modelcontextprotocol\/inspector|@sparfenyuk\/mcp-proxy)$/

const bareName = (text: string): string => {
  const name = text.split(/[\\/]node_modules[\\/]/).at(-1) ?? text
  return name.replace(/(?<=.)@[^@/]*$/, '').toLowerCase()
}

/** Words of the bridges' arguments that are addresses, each once. */
export function bridgeAddresses(commands: readonly Command[]): readonly Pick<Word, 'text' | 'pointer'>[] {
  const addresses = new Map<string, Pick<Word, 'text' | 'pointer'>>()
  for (const { name, args } of commands) {
    const at = BRIDGE.test(name) ? 0 : args.findIndex(({ text }) => BRIDGE.test(bareName(text))) + 1
    if (at === 0 && !BRIDGE.test(name)) continue
    for (const { text, pointer } of args.slice(at)) {
      const [, value = ''] = /^(?:--?[\w-]{1,40}=)?((?:https?|wss?):\/\/.{1,8000})$/is.exec(text) ?? []
      if (value !== '' && !addresses.has(value)) addresses.set(value, { text: value, pointer })
    }
  }
  return [...addresses.values()]
}
