import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bindingsIn } from '../../src/evidence/bindings.js'
import { tokenised, tokenText } from '../../src/evidence/tokens.js'

/** Each name with the offset of what declares it: `a@4`; `a?` where nothing does. */
const told = (text: string): string => {
  const tokens = tokenised(text)
  const bindings = bindingsIn(tokens, { from: 0, to: tokens.count })
  const names = [...Array(tokens.count).keys()].filter((at) => tokens.kinds[at] === 5)
  return names
    .map((at) => {
      const declared = bindings?.declarations.get(at)
      return `${tokenText(tokens, at)}${declared === undefined ? '?' : `@${tokens.starts[declared]}`}`
    })
    .join(' ')
}

describe('names and what declares them', () => {
  it.each([
    ['let a=1,b=a;use(a,b,c)', 'a@4 b@8 a@4 use? a@4 b@8 c?'],
    ['function f(a){return a}f(a)', 'f@9 a@11 a@11 f@9 a?'],
    ['f((a,b)=>a+b,a)', 'f? a@3 b@5 a@3 b@5 a?'],
    ['f(a=>x?a:b,a)', 'f? a@2 x? a@2 b? a?'],
    ['x?a=>a:a', 'x? a@2 a@2 a?'],
    ['let a;{let a=1;use(a)}use(a)', 'a@4 a@11 use? a@11 use? a@4'],
    ['f(()=>{if(x){var a=1}use(a)})', 'f? x? a@17 use? a@17'],
    ['for(const a of b)use(a);use(a)', 'a@10 b? use? a@10 use? a?'],
    ['for(let a=0;a<9;a++){use(a)}a', 'a@8 a@8 a@8 use? a@8 a?'],
    ['try{}catch(a){use(a)}a', 'a@11 use? a@11 a?'],
    ['const {a,b:c,...d}=e,[g=h]=i;use(a,b,c,d,g,h)', 'a@7 b? c@11 d@16 e? g@22 h? i? use? a@7 b? c@11 d@16 g@22 h?'],
    ['import x,{a as b}from"m";use(a,b,x)', 'x@7 a? b@15 use? a? b@15 x@7'],
    ['class A{m(a){return a}}new A', 'A@6 m? a@10 a@10 A@6'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    ['let a=1;`${(a=>a)(a)}${a}`', 'a@4 a@12 a@12 a@4 a@4'],
    ['let a=1;)]let b=a;use(b)', 'a@4 b@14 a? use? b@14'],
  ])('%s', (text, expected) => {
    expect(told(text)).toBe(expected)
  })

  it('tells nothing of what is nested too deeply, and reads whatever there is', () => {
    expect(told(`let a;${'('.repeat(9_000)}a`)).toBe('a? a?')
    const token = fc.constantFrom(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: halves of a template are what is meant
      ...'( ) [ ] { } , ; : ? = => . ... let var const function class import for of in catch a b c `a${ }b` `c` "d" async'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 80 }), (words) => {
        const tokens = tokenised(words.join(' '))
        const bindings = bindingsIn(tokens, { from: 0, to: tokens.count })
        for (const [use, declared] of bindings?.declarations ?? []) {
          expect(tokenText(tokens, declared)).toBe(tokenText(tokens, use))
        }
      }),
    )
  })
})
