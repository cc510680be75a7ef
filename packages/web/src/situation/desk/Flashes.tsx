import type { Role } from '@eirene/domain/access'
import type { OperationView } from '@eirene/domain/operation'
import {
  FLASH_REPORT_PATH,
  FLASH_REPORTS_PATH,
  NOTICES_PATH,
  type FlashDetail,
  type FlashSent,
  type FlashView,
  type NoticeView,
} from '@eirene/domain/situation'
import { useEffect, useState, type ReactNode } from 'react'
import { highestMarking, type ShownMarking } from '../../access/index.ts'
import { fillPath, getJson, go, useAddress, useLoaded, type Loaded } from '../../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../../i18n/index.ts'
import { Button, Empty, Loading, RefusalNote } from '../../widget/index.ts'
import { mayDo } from '../may-do.ts'
import { acknowledge } from './acknowledge.ts'
import { DeskTabs } from './DeskTabs.tsx'
import { FlashForm } from './FlashForm.tsx'
import { FlashSheet } from './FlashSheet.tsx'
import { TreeEditor } from './TreeEditor.tsx'
import { useDeskNews } from './use-desk-news.ts'
import '../desk.css'

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  /** `new`, `tree`, the id of a report, or nothing. */
  readonly openId: string | undefined
  readonly clock: () => Date
  readonly onMarking: (marking: ShownMarking) => void
}

/** Flash reports: those sent, one with its thread and who was told, a new one, and the tree. */
export function Flashes(props: Props): ReactNode {
  const { operation, roles, openId, onMarking } = props
  const { slug } = operation
  const [list, again] = useLoaded(
    slug,
    (signal) => getJson<readonly FlashView[]>(fillPath(FLASH_REPORTS_PATH, { slug }), signal),
    { keep: true },
  )
  useDeskNews(slug, again)
  const flashes = list.state === 'ready' ? list.value : []
  useEffect(() => {
    onMarking(
      highestMarking(
        operation.realm,
        flashes.map(({ marking }) => marking),
      ),
    )
    // The list is made anew at each look; what is in it decides.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [list, operation.realm, onMarking])
  return (
    <div className="desk">
      <DeskTabs slug={slug} roles={roles} at={openId === 'tree' ? 'tree' : 'flash'} />
      {openId === 'tree' && mayDo('notification.edit', roles) && <TreeEditor slug={slug} />}
      {openId === 'new' && mayDo('flash.send', roles) && <NewFlash {...props} onSent={again} />}
      {openId !== undefined && openId !== 'new' && openId !== 'tree' && (
        <OneFlash key={openId} {...props} id={openId} onSent={again} />
      )}
      {openId === undefined && <AllFlashes {...props} list={list} onRetry={again} />}
    </div>
  )
}

interface AllProps extends Props {
  readonly list: Loaded<readonly FlashView[]>
  readonly onRetry: () => void
}

function AllFlashes({ operation, roles, list, onRetry }: AllProps): ReactNode {
  const { text } = useI18n()
  const { slug, timeZone } = operation
  const flashes = list.state === 'ready' ? list.value : []
  return (
    <section className="desk-part" aria-label={text('situation.flashes')}>
      <header className="desk-head">
        <h1>{text('situation.flashes')}</h1>
        {mayDo('flash.send', roles) && (
          <a className="button button-primary" href={`/run/${slug}/situation/flash/new`}>
            {text('situation.flash.new')}
          </a>
        )}
      </header>
      {list.state === 'loading' && <Loading label={text('widget.loading')} />}
      {list.state === 'refused' && <RefusalNote refusal={list.refusal} onRetry={onRetry} />}
      {list.state === 'ready' && flashes.length === 0 && (
        <Empty title={text('situation.flash.none')}>{text('situation.flash.noneText')}</Empty>
      )}
      <FlashList slug={slug} zone={timeZone} flashes={flashes} />
    </section>
  )
}

function FlashList({
  slug,
  zone,
  flashes,
}: {
  readonly slug: string
  readonly zone: string
  readonly flashes: readonly FlashView[]
}): ReactNode {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  return (
    <ol className="flash-list">
      {flashes.map((flash) => (
        <li key={flash.id}>
          <a href={`/run/${slug}/situation/flash/${flash.id}`} data-precedence={flash.precedence}>
            <strong dir="ltr">{`${flash.precedence} ${flash.number}`}</strong>
            <span dir="auto">{flash.content.what}</span>
            <time dateTime={flash.sentAt}>{formatInstant(flash.sentAt, { notation, zone }, i18n)}</time>
          </a>
        </li>
      ))}
    </ol>
  )
}

function NewFlash({ operation, clock, onSent }: Props & { readonly onSent: () => void }): ReactNode {
  const { text } = useI18n()
  const { query } = useAddress()
  const { slug, timeZone } = operation
  return (
    <section className="desk-part">
      <h1>{text('situation.flash.new')}</h1>
      <p className="flash-label">{text('situation.flash.label')}</p>
      <FlashForm
        slug={slug}
        zone={timeZone}
        incidentId={query.get('incident')}
        follows={null}
        clock={clock}
        onSent={(sent) => {
          onSent()
          go(`/run/${slug}/situation/flash/${sent.report.id}${unreachedOf(sent)}`, { replace: true })
        }}
      />
    </section>
  )
}

/** The count that the sender alone gets, once, carried to the next screen. */
function unreachedOf({ unreached }: FlashSent): string {
  return unreached > 0 ? `?unreached=${unreached}` : ''
}

function OneFlash(props: Props & { readonly id: string; readonly onSent: () => void }): ReactNode {
  const { operation, roles, clock, id } = props
  const { text } = useI18n()
  const { query } = useAddress()
  const { slug, timeZone } = operation
  const [follows, setFollows] = useState(false)
  const [detail, again] = useLoaded(
    `${slug} ${id}`,
    (signal) => getJson<FlashDetail>(fillPath(FLASH_REPORT_PATH, { slug, id }), signal),
    { keep: true },
  )
  useDeskNews(slug, again)
  if (detail.state === 'loading') return <Loading label={text('widget.loading')} />
  if (detail.state === 'refused') return <RefusalNote refusal={detail.refusal} onRetry={again} />
  const { thread, told, tree } = detail.value
  const [first] = thread
  const unreached = Number(query.get('unreached') ?? 0)
  return (
    <section className="desk-part">
      {unreached > 0 && (
        <p className="form-caution" role="status">
          {text('situation.unreached', { count: unreached })}
        </p>
      )}
      <TakeNote slug={slug} thread={thread} onNoted={again} />
      {thread.map((report) => (
        <FlashSheet key={report.id} slug={slug} report={report} told={told[report.id] ?? []} tree={tree} />
      ))}
      {first !== undefined && mayDo('flash.send', roles) && !follows && (
        <Button
          onClick={() => {
            setFollows(true)
          }}
        >
          {text('situation.flash.followUp')}
        </Button>
      )}
      {first !== undefined && follows && (
        <FlashForm
          slug={slug}
          zone={timeZone}
          incidentId={null}
          follows={thread.at(-1) ?? first}
          clock={clock}
          onSent={() => {
            setFollows(false)
            again()
            props.onSent()
          }}
        />
      )}
    </section>
  )
}

/** Shown only to who was told of a report of the thread and has not taken note. */
function TakeNote({
  slug,
  thread,
  onNoted,
}: {
  readonly slug: string
  readonly thread: readonly FlashView[]
  readonly onNoted: () => void
}): ReactNode {
  const { text } = useI18n()
  const [notices, again] = useLoaded(
    `${slug} ${thread.map(({ id }) => id).join()}`,
    (signal) => getJson<readonly NoticeView[]>(fillPath(NOTICES_PATH, { slug }), signal),
    { keep: true },
  )
  useDeskNews(slug, again)
  const own = (notices.state === 'ready' ? notices.value : []).filter(
    ({ report, acknowledgedAt }) => acknowledgedAt === null && thread.some(({ id }) => id === report.id),
  )
  if (own.length === 0) return null
  return (
    <Button
      kind="primary"
      onClick={() => {
        void Promise.all(own.map(({ report }) => acknowledge(slug, report.id))).finally(() => {
          again()
          onNoted()
        })
      }}
    >
      {text('situation.acknowledge')}
    </Button>
  )
}
