import type { JocSection } from '@eirene/domain/incident'
import { SITREP_DOCUMENT_PATH } from '@eirene/domain/situation'
import { useEffect, useRef, type ReactNode } from 'react'
import { fillPath, getText, go, setQuery, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Loading, RefusalNote } from '../widget/index.ts'
import { openComments, readSitrepPage } from './sitrep-page.ts'

interface Props {
  readonly slug: string
  readonly id: string
  /** Changes when the report's state did, so that it is fetched again. */
  readonly version: string
  /** What stands under the facts of each section in place of its printed comment: a draft is written there. */
  readonly comments?: ReadonlyMap<JocSection, ReactNode>
}

/** A situation report on screen. Its citations open the records behind them beside it; its facts cannot be written into. */
export function SitrepDocument({ slug, id, version, comments }: Props): ReactNode {
  const { text, direction } = useI18n()
  const [loaded, again] = useLoaded(
    `${slug}/${id}/${version}`,
    (signal) => getText(fillPath(SITREP_DOCUMENT_PATH, { slug, id, format: 'html' }), signal),
    { keep: true },
  )
  const isWritten = comments !== undefined
  const host = useRef<HTMLDivElement>(null)
  const html = loaded.state === 'ready' ? loaded.value : null
  useEffect(() => {
    const place = host.current
    if (place === null || html === null) return
    const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' })
    const page = readSitrepPage(html)
    if (isWritten) openComments(page.body)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(page.style)
    root.adoptedStyleSheets = [sheet]
    root.replaceChildren(page.body)
    const onClick = (event: Event): void => {
      if (!(event instanceof MouseEvent)) return
      follow(event, root)
    }
    root.addEventListener('click', onClick)
    return () => {
      root.removeEventListener('click', onClick)
    }
  }, [html, isWritten])
  return (
    <>
      {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      <div className="sitrep-page" ref={host} hidden={html === null}>
        {[...(comments ?? [])].map(([section, editor]) => (
          <div key={section} slot={`comment-${section}`} dir={direction}>
            {editor}
          </div>
        ))}
      </div>
    </>
  )
}

/** A press on a link of the report: to a place in it, to a record beside it, or onwards in this product. */
function follow(event: MouseEvent, root: ShadowRoot): void {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
  if (link === undefined || event.metaKey || event.ctrlKey) return
  const href = link.getAttribute('href') ?? ''
  if (href.startsWith('#')) {
    event.preventDefault()
    const target = root.getElementById(href.slice(1))
    target?.scrollIntoView({ block: 'center' })
    target?.setAttribute('tabindex', '-1')
    target?.focus({ preventScroll: true })
    return
  }
  if (link.origin !== location.origin) return
  event.preventDefault()
  const record = link.pathname.endsWith('/situation') ? new URLSearchParams(link.search).get('sel') : null
  if (record === null) go(link.pathname + link.search)
  else setQuery({ sel: record })
}
