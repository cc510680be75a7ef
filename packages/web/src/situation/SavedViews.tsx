import { SAVED_VIEW_PATH, SAVED_VIEWS_PATH, type SavedView } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, go, Refusal, send, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Field, Icon, Loading, Menu, refusalText } from '../widget/index.ts'

/** Views kept under a name: each is an address, so it can be sent as a link just as well. */
export function SavedViews({ slug }: { readonly slug: string }): ReactNode {
  const { text } = useI18n()
  return (
    <Menu name={text('situation.savedViews')} align="end" label={<Icon name="star" />}>
      {(close) => <ViewList slug={slug} onChosen={close} />}
    </Menu>
  )
}

function ViewList({ slug, onChosen }: { readonly slug: string; readonly onChosen: () => void }): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [views, again] = useLoaded(
    slug,
    (signal) => getJson<readonly SavedView[]>(fillPath(SAVED_VIEWS_PATH, { slug }), signal),
    { keep: true },
  )
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string>()
  const act = (act: Promise<unknown>): void => {
    act.then(again, (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      setFault(refusalText(error, i18n))
    })
  }
  return (
    <div className="saved-views">
      <p className="menu-head">{text('situation.savedViews')}</p>
      {views.state === 'loading' && <Loading label={text('widget.loading')} />}
      {views.state === 'ready' && views.value.length === 0 && <p className="menu-note">{text('situation.noViews')}</p>}
      {views.state === 'ready' &&
        views.value.map((view) => (
          <div key={view.id} className="saved-view">
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                go(`/run/${slug}/situation?${view.query}`)
                onChosen()
              }}
            >
              <span dir="auto">{view.name}</span>
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={text('situation.forgetView', { name: view.name })}
              onClick={() => {
                act(send('DELETE', fillPath(SAVED_VIEW_PATH, { slug, id: view.id })))
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </div>
        ))}
      <form
        className="save-view"
        onSubmit={(event) => {
          event.preventDefault()
          setFault(undefined)
          act(
            send('POST', fillPath(SAVED_VIEWS_PATH, { slug }), { name, query: location.search.slice(1) }).then(() => {
              setName('')
            }),
          )
        }}
      >
        <Field label={text('situation.saveViewAs')} value={name} onValue={setName} required maxLength={120} />
        <Button type="submit">{text('situation.saveView')}</Button>
      </form>
      {fault !== undefined && (
        <p className="form-refusal" role="alert">
          {fault}
        </p>
      )}
      <CopyLink />
    </div>
  )
}

function CopyLink(): ReactNode {
  const { text } = useI18n()
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className="menu-item"
      onClick={() => {
        void navigator.clipboard.writeText(location.href).then(() => {
          setCopied(true)
        })
      }}
    >
      <Icon name="link" />
      <span aria-live="polite">{copied ? text('situation.linkCopied') : text('situation.copyLink')}</span>
    </button>
  )
}
