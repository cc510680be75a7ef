import {
  RELEASE_LINK_END_PATH,
  RELEASE_LINKS_PATH,
  type ReleaseLinkSummary,
  type ReleaseLinkView,
  type ReleaseSummary,
} from '@eirene/domain/release'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { fillPath, getJson, send, useLoaded } from '../edge/index.ts'
import { useI18n, useWhen } from '../i18n/index.ts'
import { Button, Fault, Field, Loading, RefusalNote, useSending } from '../widget/index.ts'

interface Props {
  readonly slug: string
  readonly zone: string
  readonly release: Pick<ReleaseSummary, 'id' | 'state' | 'toWhom'>
}

/** The links by which a release reaches its partner: those there are, one more, and the end of any of them. */
export function ReleaseLinks({ slug, zone, release }: Props): ReactNode {
  const { text } = useI18n()
  const path = fillPath(RELEASE_LINKS_PATH, { slug, id: release.id })
  const [loaded, again] = useLoaded(path, (signal) => getJson<readonly ReleaseLinkSummary[]>(path, signal), {
    keep: true,
  })
  return (
    <section className="release-links" aria-labelledby="release-links">
      <h3 id="release-links">{text('release.links')}</h3>
      {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {loaded.state === 'ready' && loaded.value.length === 0 && (
        <p className="form-note">{text('release.links.none')}</p>
      )}
      {loaded.state === 'ready' && loaded.value.length > 0 && (
        <ul>
          {loaded.value.map((link) => (
            <LinkLine key={link.id} {...{ slug, zone, link }} releaseId={release.id} onEnded={again} />
          ))}
        </ul>
      )}
      {release.state === 'released' && <LinkForm path={path} toWhom={release.toWhom} onMade={again} />}
    </section>
  )
}

interface LineProps {
  readonly slug: string
  readonly zone: string
  readonly releaseId: string
  readonly link: ReleaseLinkSummary
  readonly onEnded: () => void
}

function LinkLine({ slug, zone, releaseId, link, onEnded }: LineProps): ReactNode {
  const { text } = useI18n()
  const when = useWhen(zone)
  const { busy, fault, run } = useSending()
  const { id, toWhom, isOneTime, madeBy, madeAt, expiresAt, lastOpenedAt, endedBy, isOver } = link
  return (
    <li data-over={isOver !== null}>
      <strong dir="auto">{toWhom}</strong>
      <span className="sitrep-state" data-state={isOver === null ? 'released' : 'corrected'}>
        {text(`release.links.state.${isOver ?? 'open'}`)}
      </span>
      <small>
        {[
          text('release.links.made', { person: madeBy ?? '', at: when(madeAt) }),
          ...(isOneTime ? [text('release.links.oneTime')] : []),
          text('release.links.expires', { at: when(expiresAt) }),
          lastOpenedAt === null
            ? text('release.links.notOpened')
            : text('release.links.lastOpened', { at: when(lastOpenedAt) }),
          ...(endedBy === null ? [] : [text('release.links.endedBy', { person: endedBy })]),
        ].join(' · ')}
      </small>
      {isOver === null && (
        <Button
          busy={busy}
          onClick={() => {
            run(() => send('POST', fillPath(RELEASE_LINK_END_PATH, { slug, id: releaseId, link: id })), onEnded)
          }}
        >
          {text('release.links.end')}
        </Button>
      )}
      <Fault text={fault} />
    </li>
  )
}

interface FormProps {
  readonly path: string
  readonly toWhom: string
  readonly onMade: () => void
}

const DAYS = { least: 1, most: 30, usual: 7 }

function LinkForm({ path, toWhom, onMade }: FormProps): ReactNode {
  const { text } = useI18n()
  const [order, setOrder] = useState({ toWhom, days: String(DAYS.usual), isOneTime: true })
  const [address, setAddress] = useState<string>()
  const { busy, fault, run } = useSending()
  const make = (event: SubmitEvent): void => {
    event.preventDefault()
    run(
      () => send<ReleaseLinkView>('POST', path, { ...order, days: Number(order.days) }),
      ({ token }) => {
        setAddress(`${location.origin}/study/released#${token}`)
        onMade()
      },
    )
  }
  if (address !== undefined) return <NewLink address={address} onDone={() => setAddress(undefined)} />
  return (
    <form className="form" onSubmit={make}>
      <Field
        label={text('release.links.toWhom')}
        required
        maxLength={200}
        dir="auto"
        value={order.toWhom}
        onValue={(value) => setOrder({ ...order, toWhom: value })}
      />
      <Field
        label={text('release.links.days')}
        type="number"
        required
        min={DAYS.least}
        max={DAYS.most}
        value={order.days}
        onValue={(days) => setOrder({ ...order, days })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={order.isOneTime}
          onChange={(event) => setOrder({ ...order, isOneTime: event.target.checked })}
        />
        {text('release.links.oneTimeOnly')}
      </label>
      <Fault text={fault} />
      <div className="button-row">
        <Button type="submit" busy={busy}>
          {text('release.links.make')}
        </Button>
      </div>
    </form>
  )
}

/** The address of a link that was just made: it is shown here and never again. */
function NewLink({ address, onDone }: { readonly address: string; readonly onDone: () => void }): ReactNode {
  const { text } = useI18n()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="release-link-new" role="status">
      <p>{text('release.links.once')}</p>
      <code dir="ltr">{address}</code>
      <div className="button-row">
        <Button
          kind="primary"
          onClick={() => {
            void navigator.clipboard.writeText(address).then(() => setCopied(true))
          }}
        >
          {text(isCopied ? 'access.copied' : 'access.copy')}
        </Button>
        <Button onClick={onDone}>{text('widget.close')}</Button>
      </div>
    </div>
  )
}
