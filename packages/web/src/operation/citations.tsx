import { createContext, use, useMemo, type ReactNode } from 'react'
import type { Fact, LibrarySource } from '@eirene/domain/operation/library'
import { useI18n } from '../i18n/index.ts'

/** Numbers the sources of one sheet in the order in which its facts name them. */
interface Citations {
  readonly numberOf: (reference: string) => number
  readonly list: () => readonly {
    readonly no: number
    readonly source: LibrarySource
    readonly locators: readonly string[]
  }[]
}

/** Source references are `id` or `id#place in the source`. */
function citeFrom(sources: ReadonlyMap<string, LibrarySource>): Citations {
  const cited = new Map<string, { no: number; locators: Set<string> }>()
  return {
    numberOf(reference) {
      const [id = '', locator] = reference.split('#')
      let entry = cited.get(id)
      if (entry === undefined) cited.set(id, (entry = { no: cited.size + 1, locators: new Set() }))
      if (locator !== undefined) entry.locators.add(locator)
      return entry.no
    },
    list: () =>
      [...cited].flatMap(([id, { no, locators }]) => {
        const source = sources.get(id)
        return source === undefined ? [] : [{ no, source, locators: [...locators] }]
      }),
  }
}

/** The citations of the sheet in which a fact stands. */
const CitationsContext = createContext<Citations | null>(null)

/** The numbers behind a fact, and a plain word where nobody has checked it. */
export function FactMark({ fact }: { readonly fact: Pick<Fact<unknown>, 'sources' | 'verification'> }): ReactNode {
  const citations = use(CitationsContext)
  const { text } = useI18n()
  if (citations === null) throw new Error('FactMark needs CitationsContext above it')
  const numbers = [...new Set(fact.sources.map((reference) => citations.numberOf(reference)))]
  return (
    <span className="fact-mark">
      {numbers.map((no) => (
        <a key={no} className="fact-cite" href={`#source-${no}`} aria-label={text('study.sourceNo', { no })}>
          {no}
        </a>
      ))}
      {fact.verification === 'unverified' && <span className="fact-unverified">{text('study.unverified')}</span>}
    </span>
  )
}

/** The sources of a sheet, numbered as its facts cite them. */
function SourceList({ citations }: { readonly citations: Citations }): ReactNode {
  const { text } = useI18n()
  return (
    <section className="study-sources" aria-labelledby="study-sources-title">
      <h3 id="study-sources-title">{text('study.sources')}</h3>
      <ol lang="en" dir="ltr">
        {citations.list().map(({ no, source, locators }) => (
          <li key={no} id={`source-${no}`} value={no} tabIndex={-1}>
            {source.url === undefined ? (
              source.title
            ) : (
              <a href={source.url} rel="noreferrer noopener" target="_blank">
                {source.title}
              </a>
            )}
            {'. '}
            {[source.publisher, source.symbol, source.publishedOn, locators.slice(0, 4).join(', ')]
              .filter((part) => part !== undefined && part !== '')
              .join('. ')}
            <span className="study-source-how">{source.accessedAs}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface CitedProps {
  readonly sources: ReadonlyMap<string, LibrarySource>
  readonly children: ReactNode
}

/** A sheet whose facts carry numbers, and below it the sources that the numbers lead to. Give it a key that names its content. */
export function Cited({ sources, children }: CitedProps): ReactNode {
  const citations = useMemo(() => citeFrom(sources), [sources])
  return (
    <CitationsContext value={citations}>
      {children}
      <SourceList citations={citations} />
    </CitationsContext>
  )
}
