import type { IncidentState, IncidentView, VerificationView } from '@eirene/domain/incident'
import type { ReactNode } from 'react'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'
import { stateActOf } from './act-name.ts'
import type { Act } from './act.ts'
import { HarmTable } from './HarmTable.tsx'
import { stateLabel } from './labels.ts'
import { SourceList } from './SourceList.tsx'
import { StateMark } from './StateMark.tsx'

interface Props {
  readonly slug: string
  readonly incident: IncidentView
  readonly verification: VerificationView
  readonly zone: string
  readonly hrefOf: (id: string) => string
  readonly onAct: (act: Act) => void
}

const GRAVE: readonly IncidentState[] = ['rejected', 'refuted']

/**
 * How far a record is verified and what may be done now: verification of the record, and of each report the grade of its
 * source and of its information. Three things, never one figure.
 */
export function VerificationPanel({ slug, incident, verification, zone, hrefOf, onAct }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const { may, state, origins, restriction } = verification
  return (
    <section className="verification" aria-label={text('incident.verification')}>
      <h3>{text('incident.verification')}</h3>
      <p className="verification-state">
        <StateMark state={state} />
        <strong>{stateLabel(state, i18n)}</strong>
        <span className="verification-origins">
          {text('incident.origins', { count: origins.count, reports: origins.reports.length })}
        </span>
      </p>
      {restriction.length > 0 && (
        <p className="verification-note">{text('incident.restricted', { compartments: restriction.join(', ') })}</p>
      )}
      {verification.isReporter && <p className="verification-note">{text('incident.youReported')}</p>}
      <Proposal verification={verification} zone={zone} />
      <Verified verified={verification.verified} zone={zone} />
      <div className="verification-acts">
        {may.confirm && (
          <Button
            kind="primary"
            data-act="verify"
            onClick={() => {
              onAct({ kind: 'decide', outcome: 'confirmed' })
            }}
          >
            {text('incident.act.confirmed')}
          </Button>
        )}
        {may.confirm && (
          <Button
            onClick={() => {
              onAct({ kind: 'decide', outcome: 'declined' })
            }}
          >
            {text('incident.act.declined')}
          </Button>
        )}
        {verification.proposal?.isOwn === true && (
          <Button
            onClick={() => {
              onAct({ kind: 'decide', outcome: 'withdrawn' })
            }}
          >
            {text('incident.act.withdrawn')}
          </Button>
        )}
        {may.propose && (
          <Button
            kind="primary"
            data-act="verify"
            onClick={() => {
              onAct({ kind: 'propose' })
            }}
          >
            {text('incident.act.propose')}
          </Button>
        )}
        {may.become.map((to, i) => (
          <Button
            key={to}
            kind={GRAVE.includes(to) ? 'danger' : i === 0 && !may.confirm && !may.propose ? 'primary' : 'plain'}
            {...(isAdvance(state, to) && { 'data-act': 'advance' })}
            onClick={() => {
              onAct({ kind: 'state', to })
            }}
          >
            {text(`incident.act.${stateActOf(state, to)}`)}
          </Button>
        ))}
        {may.unmerge && (
          <Button
            onClick={() => {
              onAct({ kind: 'unmerge' })
            }}
          >
            {text('incident.act.unmerge')}
          </Button>
        )}
      </div>
      {may.grade && <GradeButtons incident={incident} onAct={onAct} />}
      <Merged {...{ slug, verification, zone, hrefOf }} />
    </section>
  )
}

const ADVANCES: readonly string[] = ['accept', 'takeUp', 'corroborate']

/** The step that leads on, which the key `a` takes. */
function isAdvance(from: IncidentState, to: IncidentState): boolean {
  return ADVANCES.includes(stateActOf(from, to))
}

function Proposal({ verification, zone }: Pick<Props, 'verification' | 'zone'>): ReactNode {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  const { proposal } = verification
  if (proposal === null) return null
  const values = {
    who: proposal.personName ?? i18n.text('incident.notKnown'),
    when: formatInstant(proposal.proposedAt, { notation, zone }, i18n),
  }
  return (
    <div className="verification-proposal">
      <p>{i18n.text(proposal.isOwn ? 'incident.proposalOwn' : 'incident.proposalBy', values)}</p>
      <p>
        <strong>{i18n.text(`incident.basis.${proposal.basis}`)}</strong> <span dir="auto">{proposal.reason}</span>
      </p>
    </div>
  )
}

/** Of a verified record: the two people, on what it rests, and why. */
function Verified({
  verified,
  zone,
}: Pick<Props, 'zone'> & { readonly verified: VerificationView['verified'] }): ReactNode {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  if (verified === null) return null
  const { text } = i18n
  const { basis, reason, proposedByName, confirmedByName, verifiedAt } = verified
  return (
    <div className="verification-proposal">
      <p>
        {text('incident.verifiedBy', {
          who: proposedByName ?? text('incident.notKnown'),
          second: confirmedByName ?? text('incident.notKnown'),
          when: formatInstant(verifiedAt, { notation, zone }, i18n),
        })}
      </p>
      <p>
        <strong>{basis === null ? text('incident.basisNotKnown') : text(`incident.basis.${basis}`)}</strong>{' '}
        <span dir="auto">{reason}</span>
      </p>
    </div>
  )
}

function GradeButtons({ incident, onAct }: Pick<Props, 'incident' | 'onAct'>): ReactNode {
  const { text } = useI18n()
  return (
    <ul className="verification-grades">
      {incident.reports.map((report, i) => (
        <li key={report.id}>
          <span className="num">{`${report.source.code} · ${report.reliability}${report.credibility}`}</span>
          <Button
            {...(i === 0 && { 'data-act': 'grade' })}
            aria-label={text('incident.act.gradeOf', { source: report.source.code })}
            onClick={() => {
              onAct({ kind: 'grade', report })
            }}
          >
            {text('incident.act.grade')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function Merged({
  slug,
  verification,
  zone,
  hrefOf,
}: Pick<Props, 'slug' | 'verification' | 'zone' | 'hrefOf'>): ReactNode {
  const { text } = useI18n()
  const { mergedInto, merged } = verification
  return (
    <>
      {mergedInto !== null && (
        <p className="verification-merged">
          {text('incident.mergedInto')} <a href={hrefOf(mergedInto.incident.id)}>{mergedInto.incident.title}</a>
          <small dir="auto">{[mergedInto.reason, mergedInto.personName].filter(Boolean).join(' · ')}</small>
        </p>
      )}
      {merged.map((one) => (
        <details key={one.mergeId} className="verification-merged">
          <summary>{text('incident.mergedHere', { title: one.incident.title })}</summary>
          <p>
            <a href={hrefOf(one.incident.id)}>{text('incident.openRecord')}</a>{' '}
            <small dir="auto">{[one.reason, one.personName].filter(Boolean).join(' · ')}</small>
          </p>
          <HarmTable harm={one.harm} />
          <SourceList slug={slug} reports={one.reports} zone={zone} />
        </details>
      ))}
    </>
  )
}
