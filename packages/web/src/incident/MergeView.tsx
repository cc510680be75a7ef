import {
  DISMISSALS_PATH,
  INCIDENT_PATH,
  MERGES_PATH,
  VERIFICATION_PATH,
  type IncidentView,
  type VerificationView,
} from '@eirene/domain/incident'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, send, useLoaded } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { Button, Loading, RefusalNote } from '../widget/index.ts'
import { HarmTable } from './HarmTable.tsx'
import { stateLabel, typeLabel } from './labels.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { SourceList } from './SourceList.tsx'
import { StateMark } from './StateMark.tsx'
import { reasonText } from './Suggestions.tsx'

interface Props {
  readonly slug: string
  readonly zone: string
  readonly ids: readonly [string, string]
  readonly backHref: string
  readonly onDone: () => void
}

interface Loaded {
  readonly incident: IncidentView
  readonly verification: VerificationView
}

async function load(slug: string, id: string, signal: AbortSignal): Promise<Loaded> {
  const [incident, verification] = await Promise.all([
    getJson<IncidentView>(fillPath(INCIDENT_PATH, { slug, id }), signal),
    getJson<VerificationView>(fillPath(VERIFICATION_PATH, { slug, id }), signal),
  ])
  return { incident, verification }
}

type Choice = { readonly kind: 'merge'; readonly from: Loaded; readonly into: Loaded } | { readonly kind: 'dismiss' }

/** Two records side by side with what speaks for one event: merged one way or the other, or kept as two. */
export function MergeView({ slug, zone, ids, backHref, onDone }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [pair, again] = useLoaded(`${slug}/${ids.join('/')}`, (signal) =>
    Promise.all([load(slug, ids[0], signal), load(slug, ids[1], signal)]),
  )
  const [choice, setChoice] = useState<Choice | null>(null)
  if (pair.state === 'loading') return <Loading label={text('widget.loading')} />
  if (pair.state === 'refused') return <RefusalNote refusal={pair.refusal} onRetry={again} />
  const [left, right] = pair.value
  const found = left.verification.suggestions.find(({ incident }) => incident.id === right.incident.id)
  const sides = [
    { from: left, into: right, obstacle: found?.obstacle },
    { from: right, into: left, obstacle: found?.obstacleTheOtherWay },
  ]
  return (
    <section className="merge" aria-label={text('incident.merge')}>
      <header className="merge-head">
        <h2>{text('incident.merge')}</h2>
        <a href={backHref}>{text('incident.backToRecord')}</a>
      </header>
      {found !== undefined && (
        <ul className="merge-reasons">
          {found.reasons.map((reason) => (
            <li key={reason.kind}>{reasonText(reason, i18n)}</li>
          ))}
        </ul>
      )}
      <div className="merge-pair">
        {sides.map(({ from, into, obstacle }) => (
          <Side
            key={from.incident.id}
            slug={slug}
            loaded={from}
            zone={zone}
            disabled={obstacle !== null || !from.verification.may.merge}
            why={typeof obstacle === 'string' ? text(`incident.obstacle.${obstacle}`) : null}
            onMerge={() => {
              setChoice({ kind: 'merge', from, into })
            }}
          />
        ))}
      </div>
      {found !== undefined && (
        <Button
          onClick={() => {
            setChoice({ kind: 'dismiss' })
          }}
        >
          {text('incident.act.dismiss')}
        </Button>
      )}
      {choice !== null && (
        <ChoiceDialog
          {...{ slug, choice, left, right, onDone }}
          onClose={() => {
            setChoice(null)
          }}
        />
      )}
    </section>
  )
}

interface ChoiceProps {
  readonly slug: string
  readonly choice: Choice
  readonly left: Loaded
  readonly right: Loaded
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks for the reason of a merge, or of keeping two records as two, and sends it. */
function ChoiceDialog({ slug, choice, left, right, onDone, onClose }: ChoiceProps): ReactNode {
  const { text } = useI18n()
  if (choice.kind === 'dismiss')
    return (
      <ReasonDialog
        title={text('incident.act.dismiss')}
        lead={text('incident.actLead.dismiss')}
        submit={text('incident.act.dismiss')}
        onSend={async (reason) => {
          const body = { incidentId: left.incident.id, otherId: right.incident.id, reason }
          await send('POST', fillPath(DISMISSALS_PATH, { slug }), body)
        }}
        {...{ onDone, onClose }}
      />
    )
  const { from, into } = choice
  return (
    <ReasonDialog
      title={text('incident.act.merge')}
      lead={text('incident.actLead.merge', { from: from.incident.title, into: into.incident.title })}
      submit={text('incident.act.merge')}
      onSend={async (reason) => {
        await send('POST', fillPath(MERGES_PATH, { slug }), {
          incidentId: from.incident.id,
          intoId: into.incident.id,
          reason,
          seenRevision: from.verification.revision,
          seenIntoRevision: into.verification.revision,
        })
      }}
      {...{ onDone, onClose }}
    />
  )
}

interface SideProps {
  readonly slug: string
  readonly loaded: Loaded
  readonly zone: string
  readonly disabled: boolean
  readonly why: string | null
  readonly onMerge: () => void
}

function Side({ slug, loaded: { incident }, zone, disabled, why, onMerge }: SideProps): ReactNode {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  const dayOnly = incident.occurred.precision !== 'minute' && incident.occurred.precision !== 'hour'
  return (
    <article className="record merge-side">
      <header className="record-head">
        <p className="record-type">{typeLabel(incident.typeCode, i18n)}</p>
        <h3 dir="auto">{incident.title}</h3>
        <p className="record-state">
          <StateMark state={incident.state} />
          {stateLabel(incident.state, i18n)}
        </p>
        <p>
          {formatInstant(incident.occurred.from, { notation, zone, dayOnly }, i18n)}
          {incident.place.name === '' ? '' : ` · ${incident.place.name}`}
        </p>
      </header>
      <p className="record-narrative" dir="auto">
        {incident.narrative}
      </p>
      <HarmTable harm={incident.harm} />
      <SourceList slug={slug} reports={incident.reports} zone={zone} />
      <footer>
        <Button kind="primary" disabled={disabled} onClick={onMerge}>
          {i18n.text('incident.act.mergeThis')}
        </Button>
        {why !== null && <p className="field-hint">{why}</p>}
      </footer>
    </article>
  )
}
