/**
 * Textual signs that a JavaScript file was made to be unreadable. Minified is not obfuscated: bundlers shorten names, and
 * none of them hides texts. Each sign is one pass of a bounded expression over the text.
 *
 * Thresholds: the names and shapes are those that javascript-obfuscator (obfuscator.io) and its presets produce; js-x-ray and
 * GuardDog look for the same. The counts were set so that its output fires from a few hundred characters on, and that nothing
 * fires in the bundles of 15 well-known servers and libraries (30 MB, test/extract/classify/obfuscation.test.ts says which).
 */
import { draft, type PlacedDraft } from '../draft.js'
import { encodedBlob } from './encoded-blob.js'

/** Distinct `_0x…` names, and their occurrences, from which a file counts. */
const HEX_NAMES = { distinct: 6, occurrences: 12 }
/** Printable characters written as `\x61` or `\u0061`, in runs of at least four. */
const ESCAPED_CHARACTERS = 48
/** Blanks in a row before code: editors show 200 columns at most. */
const FAR_RIGHT = 200
/** Rows of them are looked at, no more: each is one native search. */
const MOST_PLACES = 1000
/** Length of a run of `[]()!+`. The shortest JSFuck of a useful word is longer. */
const JSFUCK_RUN = 300
/** Pieces of one or two words, joined: `'chi' + 'ld_' + 'pro' + 'cess'`. */
const SPLIT_JOINS = 12

interface Sign {
  readonly which: string
  readonly metric: number
  readonly offset: number
}

/**
 * @param source text of a JavaScript file
 * @returns at most one code.obfuscated for each form, at its first place; `metric` is the count or length that was found
 */
export function obfuscationFacts(source: string): PlacedDraft[] {
  const signs = [
    hexNames,
    stringArray,
    escapedStrings,
    farRight,
    farDown,
    giantLine,
    lookAlikes,
    jsfuck,
    splitStrings,
  ].map((find) => find(source))
  const blob = encodedBlob(source)
  if (blob) signs.push({ which: 'encoded-blob', metric: blob.length, offset: blob.offset })
  return signs.flatMap((sign) =>
    sign
      ? [
          {
            draft: draft('code.obfuscated', sign.which, { which: sign.which, metric: sign.metric }),
            offset: sign.offset,
          },
        ]
      : [],
  )
}

function hexNames(source: string): Sign | null {
  if (!source.includes('_0x')) return null
  const names = new Set<string>()
  let occurrences = 0
  let offset = -1
  for (const found of source.matchAll(/(?<![\w$'"`])_0x[0-9a-fA-F]{2,12}(?![\w$])/g)) {
    if (offset < 0) offset = found.index
    occurrences++
    if (names.size < 1000) names.add(found[0])
  }
  if (names.size < HEX_NAMES.distinct || occurrences < HEX_NAMES.occurrences) return null
  return { which: 'hex-names', metric: names.size, offset }
}

interface Shape {
  /** A word that the shape holds, and how much of the text before and after it the shape takes. */
  readonly word: string
  readonly before: number
  readonly after: number
  readonly pattern: RegExp
}

const SHAPES: readonly Shape[] = [
  // The table of texts that turns until a sum fits: else a['push'](a['shift']()); } catch (e) { a['push'](a['shift']()); }
  {
    word: 'catch',
    before: 120,
    after: 120,
    pattern:
      /(?<![\w$])([\w$]{1,20})(?:\.push|\[['"]push['"]\])\(\1(?:\.shift|\[['"]shift['"]\])\(\)\)[;,\s}]{0,20}catch\s?\(?[\w$]{0,20}\)?\s?\{\s{0,20}\1(?:\.push|\[['"]push['"]\])\(\1/,
  },
  // The function that replaces itself by its table: ]; f = function () { return a; }; return f();
  {
    word: 'function',
    before: 60,
    after: 120,
    pattern:
      /\][;,)]{0,2}\s{0,20}(?:return\s{1,5}\(?)?([\w$]{1,20})\s?=\s?function\s?\(\)\s?\{\s{0,20}return [\w$]{1,20};?\s{0,20}\}[;,)]{0,2}\s{0,20}(?:return )?\1\(\)/,
  },
  {
    word: 'function',
    before: 40,
    after: 60,
    pattern:
      /\];?\s{0,20}return\s{0,5}\(([\w$]{1,20})\s?=\s?function\s?\(\)\s?\{\s{0,20}return [\w$]{1,20};?\s{0,20}\}\)\(\)/,
  },
  {
    word: '=>',
    before: 60,
    after: 60,
    pattern:
      /\][;,)]{0,2}\s{0,20}(?:return\s{0,5}\(?)?([\w$]{1,20})\s?=\s?\(\)\s?=>\s?[\w$]{1,20}[;,)]{1,2}\s{0,20}(?:return )?\1\(\)/,
  },
  // Flattened control flow: '3|1|0|2'['split']('|')
  {
    word: 'split',
    before: 200,
    after: 20,
    pattern: /['"`](?:\d{1,3}\|){3,60}\d{1,3}['"`](?:\[['"]split['"]\]|\.split)\(['"`]\|['"`]\)/,
  },
  // Dean Edwards' packer.
  { word: 'eval(function(p,a,c,k,e,', before: 0, after: 40, pattern: /eval\(function\(p,a,c,k,e,[rd]\)\s?\{/ },
]

function stringArray(source: string): Sign | null {
  for (const { word, before, after, pattern } of SHAPES) {
    for (let at = source.indexOf(word); at >= 0; at = source.indexOf(word, at + word.length)) {
      // Cheap: most places end here.
      if (word === 'function' && !/^\s?\(\)\s?\{\s{0,20}return /.test(source.slice(at + 8, at + 50))) continue
      if (word === '=>' && source.charCodeAt(at - 1) !== 0x29 && source.charCodeAt(at - 1) !== 0x20) continue
      const start = Math.max(0, at - before)
      const found = pattern.exec(source.slice(start, at + word.length + after))
      if (found) return { which: 'string-array', metric: 1, offset: start + found.index }
    }
  }
  return null
}

function escapedStrings(source: string): Sign | null {
  let count = 0
  let offset = -1
  // Printable ASCII alone: byte tables, terminal codes and ranges of letters are written so by honest people.
  for (const found of source.matchAll(/(?:\\x[2-7][0-9a-fA-F]|\\u00[2-7][0-9a-fA-F]|\\u\{[2-7][0-9a-fA-F]\}){4,}/g)) {
    if (!/\\(?:x|u00|u\{)(?:6[1-9a-fA-F]|7[0-9aA]|4[1-9a-fA-F]|5[0-9aA])/.test(found[0].slice(0, 64))) continue
    if (offset < 0) offset = found.index
    count += found[0].startsWith('\\x') ? found[0].length / 4 : found[0].length / 6
  }
  return count < ESCAPED_CHARACTERS ? null : { which: 'escaped-strings', metric: Math.round(count), offset }
}

const BLANKS = [' ', '\t', '\u00a0'].map((blank) => blank.repeat(FAR_RIGHT))

function farRight(source: string): Sign | null {
  for (const blanks of BLANKS) {
    let places = 0
    for (let at = source.indexOf(blanks); at >= 0 && places < MOST_PLACES; places++) {
      let end = at + blanks.length
      while (/[ \t\u00a0]/.test(source.charAt(end))) end++
      const before = source.charAt(at - 1)
      const after = source.slice(end, end + 160).split('\n', 1)[0] ?? ''
      // What stands around must read like statements: a quote, an operator or a line's end is a text or a table.
      const statement = /^[;!(]|^[A-Za-z_$][^'"`]{0,40}[=(]/.test(after) && /[;({]/.test(after)
      if (statement && /^$|[\n;{}),\w]/.test(before)) return { which: 'far-right-code', metric: end - at, offset: end }
      at = source.indexOf(blanks, end)
    }
  }
  return null
}

/** Blank lines in a row before code: more than a few screens of nothing. */
const FAR_DOWN = 120

function farDown(source: string): Sign | null {
  const gap = '\n'.repeat(FAR_DOWN)
  // Lines of blanks are as empty as lines of nothing.
  const text = source.includes('\r') ? source.replace(/\r/g, '') : source
  for (let at = text.indexOf(gap), places = 0; at >= 0 && places < MOST_PLACES; places++) {
    let end = at + gap.length
    while (/\s/.test(text.charAt(end))) end++
    if (/^[;!(]|^[A-Za-z_$][^'"`]{0,40}[=(]/.test(text.slice(end, end + 80)))
      return { which: 'far-down-code', metric: end - at, offset: Math.min(end, source.length - 1) }
    at = text.indexOf(gap, end)
  }
  return null
}

/** Characters of a line that nobody wrote by hand, and of the lines of a file that somebody did. */
const GIANT = 4000
const ORDINARY = 240
const LEAST_LINES = 12

/** One huge line of code at the end or the beginning of a file whose other lines are all short. */
function giantLine(source: string): Sign | null {
  if (source.length < GIANT) return null
  let giant: Sign | null = null
  let lines = 0
  for (let from = 0; from < source.length; ) {
    const next = source.indexOf('\n', from)
    const end = next < 0 ? source.length : next
    if (end - from >= GIANT) {
      if (giant !== null || !isDense(source.slice(from, from + GIANT))) return null
      giant = { which: 'giant-line', metric: end - from, offset: from }
    } else if (end - from > ORDINARY) return null
    else if (end > from) lines++
    from = end + 1
  }
  return giant !== null && lines >= LEAST_LINES ? giant : null
}

/** Statements, and not one text, list or expression: those are data. */
function isDense(line: string): boolean {
  const bare = line.replace(/'[^'\n]*(?:'|$)|"[^"\n]*(?:"|$)|`[^`\n]*(?:`|$)/g, '')
  const count = (of: RegExp): number => bare.match(of)?.length ?? 0
  return (
    bare.length > line.length / 4 &&
    count(/[;{}]/g) >= 40 &&
    count(/\b(?:function|const|let|var|return|if)\b|=>/g) >= 12
  )
}

/** Cyrillic and Greek letters that look like Latin ones. */
const LOOK_ALIKES =
  /[\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf]/

/** A name that is declared with a foreign letter among Latin ones: it is not the name that a reader takes it for. */
function lookAlikes(source: string): Sign | null {
  if (!LOOK_ALIKES.test(source)) return null
  for (const found of source.matchAll(/\b(?:const|let|var|function|class)\s{1,4}([$\w\u0370-\u04ff]{2,60})/g)) {
    const name = found[1] ?? ''
    if (
      LOOK_ALIKES.test(name) &&
      /[A-Za-z]{2}/.test(name) &&
      !/[^\w$]/.test(name.replace(new RegExp(LOOK_ALIKES, 'g'), ''))
    )
      return { which: 'look-alike-names', metric: 1, offset: found.index }
  }
  return null
}

function jsfuck(source: string): Sign | null {
  let offset = -1
  let run = 0
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i)
    // [ ] ( ) ! +
    if (c === 0x5b || c === 0x5d || c === 0x28 || c === 0x29 || c === 0x21 || c === 0x2b) {
      if (++run === JSFUCK_RUN) {
        offset = i - run + 1
        break
      }
    } else run = 0
  }
  if (offset >= 0) return { which: 'jsfuck', metric: JSFUCK_RUN, offset }
  // JJEncode and AAEncode begin so.
  const relative = /\$=~\[\];\$=\{___:|゚ω゚ﾉ\s?=/.exec(source)
  return relative ? { which: 'jsfuck', metric: 1, offset: relative.index } : null
}

const JOINS = ["'+'", '"+"', "' + '", '" + "']

function splitStrings(source: string): Sign | null {
  if (!JOINS.some((join) => occursOften(source, join, SPLIT_JOINS / 2))) return null
  let joins = 0
  let offset = -1
  for (const found of source.matchAll(
    /(?:'[\w./:@-]{1,5}'|"[\w./:@-]{1,5}")(?:\s?\+\s?(?:'[\w./:@-]{1,5}'|"[\w./:@-]{1,5}")){2,200}/g,
  )) {
    if (offset < 0) offset = found.index
    joins += found[0].split('+').length - 1
  }
  return joins < SPLIT_JOINS ? null : { which: 'split-strings', metric: joins, offset }
}

function occursOften(source: string, text: string, times: number): boolean {
  let count = 0
  for (let at = source.indexOf(text); at >= 0 && count < times; at = source.indexOf(text, at + 1)) count++
  return count >= times
}
