/** Launches as fast-check makes them up: their words, before and after they are pinned. */
import fc from 'fast-check'
import { DIGEST } from './pinning.js'

export type Gen = Parameters<Parameters<typeof fc.asyncProperty<[fc.GeneratorValue]>>[1]>[0]

/** Text, or what stands there before and after. */
export type Segment = string | { readonly from: string; readonly to: string }
export type Text = readonly Segment[]
export type Side = 'from' | 'to'

export const sideOf = (text: Text, side: Side): string =>
  text.map((segment) => (typeof segment === 'string' ? segment : segment[side])).join('')

export const pick = <T>(g: Gen, ...from: readonly T[]): T => g(() => fc.constantFrom(...from))
export const maybe = (g: Gen): boolean => g(fc.boolean)

/** No name of anything else. */
const nameOf = (g: Gen): string => `zq${g(fc.stringMatching, /^[a-z0-9]{0,3}(-[a-z0-9]{1,3})?$/)}`

const npmSpec = (g: Gen, alias = pick(g, '', '', '', 'mine@npm:')): Text => {
  const scope = pick(g, '', '@zs/')
  const from = pick(g, '', '@latest', '@^1.2', '@1.x', '@next', '@', '@~2', '@*', '@2', '@0.9.0')
  return [`${alias}${scope}${nameOf(g)}`, { from, to: '@7.8.9' }]
}
const CLAUSES = ['>=1', '~=1.2', '==1.*', '>=1,<2', '<3', '==1.0', '!=1.5']
const operand = (g: Gen): Text => {
  const name = nameOf(g) + pick(g, '', '', '[cli]')
  const from = pick(g, '', '@latest', '@1.0', ...CLAUSES)
  return [name, { from, to: from === '' || from.startsWith('@') ? '@7.8.9' : '==7.8.9' }]
}
const requirement = (g: Gen): Text => {
  const marker = pick(g, '', '', '', '; python_version>="3"')
  return [nameOf(g) + pick(g, '', '', '[cli]'), { from: pick(g, '', ...CLAUSES), to: '==7.8.9' }, marker]
}
const image = (g: Gen): Text => {
  const name = `${pick(g, '', 'ghcr.example/zo/', 'localhost:5000/')}${nameOf(g)}${pick(g, '', ':1.2', ':latest')}`
  return [name, { from: '', to: `@${DIGEST}` }]
}

const plain = (line: string): readonly Text[] => line.split(' ').map((word) => [word])

/** Words of a runner with its packages. */
function simple(g: Gen): readonly Text[] {
  const yes = maybe(g) ? plain('-y') : []
  const args = pick(g, [], plain('--stdio'), plain('--x=1 /srv/data'), plain('--url https://h.example/x?a=b#c'))
  switch (g(fc.nat, 13)) {
    case 0:
      return [...plain('npx'), ...yes, ...plain('-p'), npmSpec(g), ...plain('-p'), npmSpec(g), ...plain('bin'), ...args]
    case 1:
      return [...plain('npx'), ...yes, ['--package=', ...npmSpec(g)], ...plain('bin'), ...args]
    case 2:
      return [...plain('npm exec --'), npmSpec(g), ...args]
    case 3:
      return [...plain(pick(g, 'pnpm dlx', 'pnpx', 'yarn dlx', 'bunx --bun', 'bun x')), npmSpec(g), ...args]
    case 4:
      return [...plain('deno run -A'), ['npm:', ...npmSpec(g, ''), pick(g, '', '/sub')], ...args]
    case 5:
      return [...plain(pick(g, 'uvx', 'uv tool run', 'uvx --python 3.12')), operand(g), ...args]
    case 6:
      return [...plain('uvx --from'), requirement(g), ...plain('bin'), ...args]
    case 7:
      return [
        ...plain('uvx'),
        [`--with=`, ...requirement(g).slice(0, 2), ',', ...requirement(g).slice(0, 2)],
        operand(g),
      ]
    case 8:
      return [...plain('pipx run --spec'), requirement(g), ...plain('bin'), ...args]
    case 9:
      return [...plain('docker run -i --rm -e A=1'), image(g), ...args]
    default:
      return [...plain('npx'), ...yes, npmSpec(g), ...args]
  }
}

/** A line of a shell. What would be read otherwise stands in quotes. */
function lineOf(g: Gen, words: readonly Text[]): Text {
  const quoted = words.map((word): Text => {
    const bare = [sideOf(word, 'from'), sideOf(word, 'to')].every(
      (text) => /^[\w@./:+=~,-]+$/.test(text) && !/^~/.test(text),
    )
    const double = [sideOf(word, 'from'), sideOf(word, 'to')].some((text) => text.includes('"'))
    const quote = double ? "'" : pick(g, ...(bare ? ['', '', '"', "'"] : ['"', "'"]))
    return [quote, ...word, quote]
  })
  const [gap, before] = [pick(g, ' ', ' ', '  '), pick(g, '', '', 'cd /srv && ', 'A=1 ', 'exec ')]
  return [before, ...quoted.flatMap((word, index) => (index === 0 ? word : [gap, ...word]))]
}

/** Words of an entry. */
export function launchOf(g: Gen): readonly Text[] {
  const words = simple(g)
  switch (g(fc.nat, 12)) {
    case 0:
      return [...plain('cmd /c'), ...words]
    case 1:
      return [...plain('env A=1'), ...words]
    case 2:
      return [...plain(pick(g, 'op run --', 'doppler run --', 'timeout 5', 'wsl --')), ...words]
    case 3:
    case 4:
      return [...plain(pick(g, 'sh -c', 'bash -lc')), lineOf(g, words)]
    case 5:
      return [...plain('npx -y'), ['supergateway', { from: '', to: '@7.8.9' }], ...plain('--stdio'), lineOf(g, words)]
    case 6:
      return [...plain('env -S'), ['A=1 ', ...joined(words.every(isBare) ? words : plain('npx x@7.8.9'))]]
    default:
      return words
  }
}

export const isBare = (word: Text): boolean =>
  (['from', 'to'] as const).every((side) => /^[\w@./:+=,-]+$/.test(sideOf(word, side)))

export const joined = (words: readonly Text[]): Text =>
  words.flatMap((word, index) => (index === 0 ? word : [' ', ...word]))
