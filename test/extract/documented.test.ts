import { describe, expect, it } from 'vitest'
import { documentedDomains } from '../../src/extract/documented.js'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'

describe('hosts that a README names', () => {
  it('are registrable domains, sorted, each once', () => {
    const text =
      'See [docs](https://docs.tally.example/a) and wss://live.tally.example, or http://a.giftshop.example:80.'
    expect(documentedDomains([text])).toEqual(['giftshop.example', 'tally.example'])
  })

  it('leave out local names, and services where anybody may drop something', () => {
    expect(documentedDomains(['http://localhost:3000 http://10.0.0.1/x https://webhook.site/abc'])).toEqual([])
  })

  it('say nothing where they are a list of links', () => {
    const links = Array.from({ length: 61 }, (_, i) => `https://site-${i}.example/`)
    expect(documentedDomains([links.slice(1).join(' ')])).toHaveLength(60)
    expect(documentedDomains([links.join(' ')])).toEqual([])
  })

  it('are read from the root of a package alone', () => {
    const files = {
      'package.json': '{"name":"a","version":"1.0.0"}',
      'README.md': 'https://tally.example',
      'docs/README.md': 'https://giftshop.example',
    }
    expect(extractBehaviour(artifactOf(files)).documented).toEqual(['tally.example'])
  })
})
