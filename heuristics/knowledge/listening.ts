/** Words that say on which addresses a server listens: its options, its variables, and what stands for every address. */

/** Options that take a bare host. Other programs take one of these for a host to connect to, and then it is no such address. */
export const HOST_OPTIONS: readonly string[] = [
  '--host',
  '--hostname',
  '--sse-host',
  '--http-host',
  '--mcp-host',
  '--server-host',
  '--listen-host',
  '--bind-host',
  '--ip',
  '-h',
  '-H',
  '-a',
]

/** Options that take an address to listen on, with a port or without. */
export const LISTEN_OPTIONS: readonly string[] = [
  '--bind',
  '--bind-address',
  '--bind-addr',
  '--listen',
  '--listen-address',
  '--listen-addr',
  '--listen-on',
  '--address',
  '--addr',
  '--http-address',
  '--sse-address',
  '-b',
  '-l',
]

/**
 * What a variable says, by its name. `host`: an address alone. `listen`: an address, with or without a port. `null`: not where
 * the server listens; `OLLAMA_HOST` and `DB_HOST` name what it connects to.
 */
export function listeningVariable(name: string): 'host' | 'listen' | null {
  const upper = name.toUpperCase().slice(0, 100)
  if (/(^|_)(BIND|LISTEN)(_|$)/.test(upper)) return 'listen'
  if (/^(HOST|HOSTNAME|BIND_?HOST|LISTEN_?HOST)$/.test(upper)) return 'host'
  return /(^|_)(MCP|FASTMCP|SERVER|HTTP|SSE|UVICORN|GATEWAY|DASHBOARD)_HOST(NAME)?$/.test(upper) ? 'host' : null
}

/** Every address of the machine: `0.0.0.0`, `::`, `*`; some give the port with it. */
export const isEveryAddress = (value: string): boolean =>
  /^(0\.0\.0\.0(:\d{1,5})?|\[?(::|0:0:0:0:0:0:0:0)\]?|\[::\]:\d{1,5}|\*)$/.test(value.trim())

/** The same with a scheme or a port; Go's servers take `:8080` for it. */
export const isEveryAddressAndPort = (value: string): boolean =>
  /^([a-z]{2,5}:\/\/)?(0\.0\.0\.0|\[(::|0:0:0:0:0:0:0:0)\]|\*|):\d{1,5}\/?$/i.test(value.trim()) ||
  isEveryAddress(value)
