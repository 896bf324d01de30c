import tls from 'node:tls'
import { expect, it } from 'vitest'
import { agentFor, type ConnectionSettings } from '../../src/registry/agents.js'

const ca = [...tls.rootCertificates]
const NONE = { cert: null, key: null, localAddress: undefined, maxSockets: 15, noProxy: '', proxy: null }
const settings = (fields: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  ...{ ...NONE, ca, strictSSL: true },
  ...fields,
})
const url = new URL('https://npm.example/zod')

it('is the same for the same settings, and names its connections without the certificates', () => {
  const agent = agentFor(url, settings())
  expect(agentFor(new URL('https://npm.example/axios'), settings())).toBe(agent)
  const name = agent?.getName({ ...agent.options, host: 'npm.example', port: 443, protocol: 'https:' }) ?? ''
  expect(name).toContain('npm.example')
  expect(name.length).toBeLessThan(200)
})

it('is another one for others', () => {
  const all = [
    settings(),
    settings({ ca: [...ca] }),
    settings({ strictSSL: false }),
    settings({ proxy: 'http://proxy.example:8080/' }),
    settings({ localAddress: '127.0.0.1' }),
  ].map((each) => agentFor(url, each))
  expect(new Set(all).size).toBe(5)
})

it('goes through the proxy that npm would take', () => {
  const proxy = 'http://proxy.example:8080/'
  expect(agentFor(url, settings({ proxy }))?.proxy.url?.href).toBe(proxy)
  expect(agentFor(url, settings({ proxy, noProxy: 'npm.example' }))?.proxy.url).toBeUndefined()
})

it('is not needed without certificates', () => {
  expect(agentFor(url, settings({ ca: null }))).toBeNull()
  expect(agentFor(new URL('http://npm.example/zod'), settings())).toBeNull()
})

it('refuses certificates that can not be read', () => {
  expect(() => agentFor(url, settings({ ca: null, cert: 'none', key: 'none' }))).toThrow()
})
