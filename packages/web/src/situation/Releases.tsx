import type { Role } from '@eirene/domain/access'
import { labelOf } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import {
  RELEASE_APPROVE_PATH,
  RELEASE_PATH,
  RELEASE_REFUSE_PATH,
  RELEASE_WITHDRAW_PATH,
  RELEASES_PATH,
  type ReleaseSummary,
  type ReleaseView,
} from '@eirene/domain/release'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, go, send, useLoaded } from '../edge/index.ts'
import { lastDayOf, useI18n } from '../i18n/index.ts'
import { PeriodNote, ReleaseContentView } from '../release/index.ts'
import { Button, Dialog, Fault, Field, Loading, RefusalNote, useSending } from '../widget/index.ts'
import { mayDo } from './may-do.ts'
import { ProductList } from './ProductList.tsx'
import { ReleaseLinks } from './ReleaseLinks.tsx'
import { ReleaseForm } from './ReleaseForm.tsx'

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  /** Id of the release that is open; undefined: the proposal. */
  readonly openId: string | undefined
}

/** The release desk: the register, a proposal with what each audience would get, and the decision of a second person. */
export function Releases({ operation, roles, openId }: Props): ReactNode {
  const { text } = useI18n()
  const { slug } = operation
  const base = `/run/${slug}/situation/releases`
  const [list, again] = useLoaded(
    slug,
    (signal) => getJson<readonly ReleaseSummary[]>(fillPath(RELEASES_PATH, { slug }), signal),
    { keep: true },
  )
  return (
    <div className="products" data-selected={false} data-open={openId !== undefined}>
      <ProductList
        title={text('release.register')}
        backTo={`/run/${slug}/situation`}
        making={
          mayDo('release.propose', roles)
            ? { href: base, label: text('release.new'), isOpen: openId === undefined }
            : null
        }
        list={list}
        onRetry={again}
        none={text('release.none')}
        item={(release) => (
          <li key={release.id}>
            <a
              className="product-item"
              href={`${base}/${release.id}`}
              aria-current={release.id === openId ? 'page' : undefined}
            >
              <strong dir="auto">{release.title}</strong>
              <span className="product-state" data-state={release.state === 'withdrawn' ? 'corrected' : release.state}>
                {text(`release.state.${release.state}`)}
              </span>
              <span>
                {[text(`release.audience.${release.audience}`), release.number]
                  .filter((part) => part !== null)
                  .join(' ')}
              </span>
              <small className="num">{`${release.fromOn} – ${lastDayOf(release.toOn)}`}</small>
              <AskedFor release={release} />
            </a>
          </li>
        )}
      />
      <div className="product-main">
        {openId === undefined ? (
          <ReleaseForm
            slug={slug}
            mayPropose={mayDo('release.propose', roles)}
            mayPreview={mayDo('release.preview', roles)}
            onProposed={(id) => {
              again()
              go(`${base}/${id}`)
            }}
          />
        ) : (
          <OpenRelease
            slug={slug}
            zone={operation.timeZone}
            id={openId}
            mayDecide={mayDo('release.approve', roles)}
            onChanged={again}
          />
        )}
      </div>
    </div>
  )
}

/** The period that was asked for, where it is longer than the one that the audience gets. */
function AskedFor({ release: { fromOn, toOn, asked } }: { readonly release: ReleaseSummary }): ReactNode {
  const { text } = useI18n()
  if (asked.fromOn === fromOn && asked.toOn === toOn) return null
  return <small>{text('release.period.asked', { asked: `${asked.fromOn} – ${lastDayOf(asked.toOn)}` })}</small>
}

interface OpenProps {
  readonly slug: string
  readonly zone: string
  readonly id: string
  readonly mayDecide: boolean
  readonly onChanged: () => void
}

type Decision = 'approve' | 'refuse' | 'withdraw'

function OpenRelease({ slug, zone, id, mayDecide, onChanged }: OpenProps): ReactNode {
  const { text, language } = useI18n()
  const path = fillPath(RELEASE_PATH, { slug, id })
  const [loaded, again] = useLoaded(path, (signal) => getJson<ReleaseView>(path, signal), { keep: true })
  const [asking, setAsking] = useState<Decision | null>(null)
  if (loaded.state === 'loading') return <Loading label={text('widget.loading')} />
  if (loaded.state === 'refused') return <RefusalNote refusal={loaded.refusal} onRetry={again} />
  const { summary, content, desk } = loaded.value
  const { state, isYours } = summary
  return (
    <section className="release-desk">
      <header>
        <h2 dir="auto">{summary.title}</h2>
        <div className="button-row">
          {state === 'proposed' && mayDecide && !isYours && (
            <>
              <Button kind="primary" onClick={() => setAsking('approve')}>
                {text('release.decide.approve')}
              </Button>
              <Button onClick={() => setAsking('refuse')}>{text('release.decide.refuse')}</Button>
            </>
          )}
          {state === 'released' && mayDecide && (
            <Button kind="danger" onClick={() => setAsking('withdraw')}>
              {text('release.decide.withdraw')}
            </Button>
          )}
        </div>
      </header>
      <Facts summary={summary} />
      {state === 'proposed' && isYours && <p className="form-note">{text('release.waitsForSecond')}</p>}
      {mayDecide && summary.audience !== 'open' && summary.number !== null && (
        <ReleaseLinks key={id} {...{ slug, zone }} release={summary} />
      )}
      <PeriodNote content={content} desk={desk} />
      <p className="form-note">{text('release.withheldCounts', { ...desk.counts, leftOut: desk.leftOut })}</p>
      <ReleaseContentView content={content} desk={desk} nameOf={(code) => labelOf(code, language)} />
      {asking !== null && (
        <DecisionDialog
          slug={slug}
          view={loaded.value}
          decision={asking}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null)
            again()
            onChanged()
          }}
        />
      )}
    </section>
  )
}

function Facts({ summary }: { readonly summary: ReleaseSummary }): ReactNode {
  const { text } = useI18n()
  return (
    <p className="release-facts">
      {[
        text(`release.state.${summary.state}`),
        text(`release.audience.${summary.audience}`),
        text('release.proposedBy', {
          person: summary.proposedBy ?? '',
          toWhom: summary.toWhom,
          reason: summary.reason,
        }),
        summary.decidedBy === null ? '' : text('release.decidedBy', { person: summary.decidedBy }),
        summary.endReason ?? '',
        text('release.digest', { digest: summary.digest }),
      ]
        .filter((part) => part !== '')
        .join(' · ')}
    </p>
  )
}

interface DecisionProps {
  readonly slug: string
  readonly view: ReleaseView
  readonly decision: Decision
  readonly onClose: () => void
  readonly onDone: () => void
}

const DECISION_PATHS: Readonly<Record<Decision, string>> = {
  approve: RELEASE_APPROVE_PATH,
  refuse: RELEASE_REFUSE_PATH,
  withdraw: RELEASE_WITHDRAW_PATH,
}

/** Asks once more before a product leaves, is refused, or is taken back. */
function DecisionDialog({ slug, view, decision, onClose, onDone }: DecisionProps): ReactNode {
  const { text } = useI18n()
  const { summary, content, desk } = view
  const [reason, setReason] = useState('')
  const { busy, fault, run } = useSending()
  const decide = (): void => {
    const body = decision === 'approve' ? { digest: summary.digest } : { reason }
    run(() => send('POST', fillPath(DECISION_PATHS[decision], { slug, id: summary.id }), body), onDone)
  }
  return (
    <Dialog title={text(`release.decide.${decision}`)} onClose={onClose}>
      <div className="form">
        <p>{text(`release.decideText.${decision}`, { audience: text(`release.audience.${summary.audience}`) })}</p>
        {decision === 'approve' && <PeriodNote content={content} desk={desk} />}
        {decision !== 'approve' && (
          <Field
            label={text('release.reason')}
            {...(decision === 'withdraw' && summary.audience === 'open' && { hint: text('release.reasonPublic') })}
            required
            minLength={5}
            value={reason}
            onValue={setReason}
          />
        )}
        <Fault text={fault} />
        <div className="button-row">
          <Button
            kind={decision === 'withdraw' ? 'danger' : 'primary'}
            busy={busy}
            disabled={decision !== 'approve' && reason.trim().length < 5}
            onClick={decide}
          >
            {text(`release.decide.${decision}`)}
          </Button>
          <Button onClick={onClose}>{text('widget.close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
