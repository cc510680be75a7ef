import type { FlashContent, FlashDetail, FlashView, ToldPerson } from '@eirene/domain/situation'
import { dateTimeGroup } from '@eirene/domain/time'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'

interface Props {
  readonly slug: string
  readonly report: FlashView
  readonly told: readonly ToldPerson[]
  readonly tree: FlashDetail['tree']
}

function range({ low, best, high }: FlashContent['killed']): string | null {
  const all = [low, best, high]
  if (all.every((count) => count === null)) return null
  return all.map((count) => (count === null ? '?' : String(count))).join(' / ')
}

/** One flash report as it was sent: ten lines, each said or plainly not known, and who was told when. */
export function FlashSheet({ slug, report, told, tree }: Props): ReactNode {
  const { text } = useI18n()
  const { content } = report
  const unknown = text('incident.notKnown')
  const dtg = (at: string): string => dateTimeGroup(new Date(at))
  const counts: readonly string[] = [text('situation.flash.killedRange'), text('situation.flash.injuredRange')]
  const rows: readonly (readonly [string, string | null])[] = [
    [text('situation.flash.what'), content.what],
    [text('situation.flash.who'), content.who],
    [text('incident.when'), content.occurred === null ? null : dtg(content.occurred.at)],
    [text('situation.flash.where'), content.where],
    [text('situation.flash.how'), content.how],
    [text('situation.flash.killedRange'), range(content.killed)],
    [text('situation.flash.injuredRange'), range(content.injured)],
    [text('situation.flash.actionTaken'), content.actionTaken],
    [text('situation.flash.immediateNeeds'), content.immediateNeeds],
    [text('situation.flash.nextUpdate'), dtg(content.nextUpdateAt)],
  ]
  return (
    <article className="flash-sheet" data-precedence={report.precedence}>
      <header>
        <h2>
          <span dir="ltr">{`${report.precedence} ${report.number}`}</span>
        </h2>
        <p className="flash-label">{text('situation.flash.label')}</p>
        <p className="form-note">
          {text('situation.flash.sent', { who: report.sentBy, when: dtg(report.sentAt) })}
          {report.marking.compartments.length > 0 && ` · ${report.marking.compartments.join(' ')}`}
        </p>
      </header>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            {/* Counts stand in the order of their name, which turns with the language. */}
            <dd dir={counts.includes(name) ? undefined : 'auto'} data-unknown={value === null}>
              {value ?? unknown}
            </dd>
          </div>
        ))}
      </dl>
      {report.incidentId !== null && (
        <p>
          <a href={`/run/${slug}/situation?sel=${report.incidentId}`}>{text('situation.flash.incident')}</a>
        </p>
      )}
      <p className="flash-line">
        <strong>{text('situation.flash.releasableLine')}</strong>{' '}
        <span dir="auto">{content.releasableLine ?? text('situation.flash.nothing')}</span>
      </p>
      <Told told={told} tree={tree} />
    </article>
  )
}

function Told({ told, tree }: Pick<Props, 'told' | 'tree'>): ReactNode {
  const { text } = useI18n()
  const steps = tree.steps.map((step, stepNo) => ({
    stepNo,
    label: step.posts.map((post) => post.label).join(', '),
    people: told.filter((one) => one.stepNo === stepNo),
  }))
  return (
    <section className="flash-told" aria-label={text('situation.told')}>
      <h3>{text('situation.told')}</h3>
      <ol>
        {steps.map(({ stepNo, label, people }) => (
          <li key={stepNo} data-told={people.length > 0}>
            <strong dir="auto">{label}</strong>
            {people.length === 0 && <span className="form-note">{text('situation.notTold')}</span>}
            <ul>
              {people.map((one) => (
                <li key={one.personId} data-noted={one.acknowledgedAt !== null}>
                  <span aria-hidden="true">{one.acknowledgedAt === null ? '○' : '●'}</span> <bdi>{one.displayName}</bdi>{' '}
                  <span className="form-note num">
                    {one.acknowledgedAt === null
                      ? text('situation.toldAt', { when: dateTimeGroup(new Date(one.notifiedAt)) })
                      : text('situation.notedAt', { when: dateTimeGroup(new Date(one.acknowledgedAt)) })}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
