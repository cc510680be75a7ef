import { readdirSync, readFileSync } from 'node:fs'
import { PROBLEM_STATUS } from '@eirene/domain/problem'
import { IntlMessageFormat } from 'intl-messageformat'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from './language.ts'

const here = import.meta.dirname
const src = `${here}/..`
const catalogues = new Map(
  LANGUAGES.map((language) => [
    language,
    JSON.parse(readFileSync(`${here}/${language}.json`, 'utf8')) as Record<string, string>,
  ]),
)
const english = catalogues.get('en')!

interface Element {
  readonly type: number
  readonly value?: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
  readonly children?: readonly Element[]
}
/** Type numbers of text and of `#` in the parser's tree: the two that name no value. */
const [TEXT, POUND] = [0, 7]

function argumentsOf(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const inside = [
      ...Object.values(element.options ?? {}).flatMap((option) => option.value),
      ...(element.children ?? []),
    ]
    const own = element.type === TEXT || element.type === POUND ? [] : [element.value ?? '']
    return [...own, ...argumentsOf(inside)]
  })
}

function valuesOf(message: string): string[] {
  const tree = new IntlMessageFormat(message, 'en').getAst() as unknown as readonly Element[]
  return [...new Set(argumentsOf(tree))].sort()
}

/** The forms of every plural of a message. */
function pluralsOf(elements: readonly Element[]): (readonly string[])[] {
  return elements.flatMap((element) => {
    const options = element.options ?? {}
    const inside = [...Object.values(options).flatMap((option) => option.value), ...(element.children ?? [])]
    return [Object.keys(options), ...pluralsOf(inside)]
  })
}

/** Problems that come at a terminal alone, in the order of their table. */
const ON_THE_COMMAND_LINE = [
  'backup.nothing',
  'backup.unreadable',
  'backup.passphrase_wrong',
  'backup.newer',
  'backup.target_exists',
  'backup.target_not_empty',
  'environment.port_busy',
  'environment.server_unreachable',
  'environment.data_directory',
  'data.in_use',
  'usage.invalid',
]

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

describe('the catalogues', () => {
  it.each(LANGUAGES)('hold every key in %s, and none that English lacks', (language) => {
    expect(Object.keys(catalogues.get(language)!).sort()).toEqual(Object.keys(english).sort())
  })

  it.each(LANGUAGES)('leave no message empty in %s', (language) => {
    const empty = Object.entries(catalogues.get(language)!).filter(([, message]) => message.trim() === '')
    expect(empty).toEqual([])
  })

  it.each(LANGUAGES)('ask for the same values in %s as in English', (language) => {
    for (const [key, message] of Object.entries(catalogues.get(language)!)) {
      expect([key, valuesOf(message)]).toEqual([key, valuesOf(english[key] ?? '')])
    }
  })

  it('count in Arabic by every form of its plural, wherever a noun is counted', () => {
    const short = Object.entries(catalogues.get('ar')!).filter(([, message]) => {
      const forms = pluralsOf(new IntlMessageFormat(message, 'ar').getAst())
      return forms.some((names) => names.includes('few') && !names.includes('many'))
    })
    expect(short).toEqual([])
  })

  it('hold no key that no view uses', () => {
    const code = sources.map((name) => readFileSync(`${src}/${name}`, 'utf8')).join('\n')
    const prefixes = [...code.matchAll(/`([a-z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((match) => match[1]!)
    // A composed key says what of its room it is about: one that says the room alone would hide every unused key of it.
    const rooms = new Set(Object.keys(english).map((key) => `${key.slice(0, key.indexOf('.'))}.`))
    expect(prefixes.filter((prefix) => rooms.has(prefix) && prefix !== 'problem.')).toEqual([])
    const unused = Object.keys(english).filter(
      (key) => !code.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it.each(LANGUAGES)('tell in %s of every problem that a person can meet on a screen', (language) => {
    const untold = Object.keys(PROBLEM_STATUS).filter((code) => !(`problem.${code}` in catalogues.get(language)!))
    expect(untold).toEqual(ON_THE_COMMAND_LINE)
  })

  it('tell of no problem that there is not', () => {
    const told = Object.keys(english).filter((key) => key.startsWith('problem.') && !(key.slice(8) in PROBLEM_STATUS))
    // Of these two the browser speaks by itself.
    expect(told).toEqual(['problem.other', 'problem.unreachable'])
  })
})

const SPOKEN_ATTRIBUTES = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'hint', 'lead'])
const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text)

function literalTexts(name: string): string[] {
  const file = ts.createSourceFile(
    name,
    readFileSync(`${src}/${name}`, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  )
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWords(node.text)) found.push(node.text.trim())
    if (ts.isJsxAttribute(node) && SPOKEN_ATTRIBUTES.has(node.name.getText(file)) && node.initializer !== undefined)
      if (ts.isStringLiteral(node.initializer) && hasWords(node.initializer.text)) found.push(node.initializer.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

describe('the views', () => {
  it('say nothing that is not in the catalogue', () => {
    const literal = sources
      .filter((name) => name.endsWith('.tsx') && !name.includes('.test.'))
      .flatMap((name) => literalTexts(name).map((text) => `${name}: ${text}`))
    expect(literal).toEqual([])
  })
})
