import type { DuplicateReason, VerificationView } from '@eirene/domain/incident'
import type { ReactNode } from 'react'
import { useI18n, type I18n } from '../i18n/index.ts'
import { familyLabel, typeLabel } from './labels.ts'

/** What speaks for the same event, in the person's words. */
export function reasonText(reason: DuplicateReason, i18n: I18n): string {
  const { text, number } = i18n
  switch (reason.kind) {
    case 'distance': {
      const distance =
        reason.distanceM < 1000
          ? `${number(reason.distanceM)} m`
          : `${number(Math.round(reason.distanceM / 100) / 10)} km`
      return text(reason.certain ? 'incident.same.distance' : 'incident.same.distanceLoose', { distance })
    }
    case 'time': {
      const hours = reason.minutes >= 120
      const between = number(hours ? Math.round(reason.minutes / 60) : reason.minutes, {
        style: 'unit',
        unit: hours ? 'hour' : 'minute',
        unitDisplay: 'long',
      })
      return text(reason.certain ? 'incident.same.time' : 'incident.same.timeLoose', { between })
    }
    case 'type':
      return text('incident.same.type', { type: typeLabel(reason.code, i18n) })
    case 'family':
      return text('incident.same.family', { family: familyLabel(reason.code, i18n) })
    case 'origin':
      return text('incident.same.origin')
    case 'actors':
      return text('incident.same.actors', { actors: reason.actors.join(', ') })
    case 'words':
      return text('incident.same.words', { share: number(reason.share, { style: 'percent' }) })
  }
}

interface Props {
  readonly suggestions: VerificationView['suggestions']
  readonly hrefOf: (id: string) => string
}

/** Records that may tell of the same event, each with what speaks for it. A person looks and decides. */
export function Suggestions({ suggestions, hrefOf }: Props): ReactNode {
  const i18n = useI18n()
  if (suggestions.length === 0) return null
  return (
    <section className="verification suggestions">
      <h3>{i18n.text('incident.suggestions')}</h3>
      <ul>
        {suggestions.map(({ incident, reasons }, i) => (
          <li key={incident.id}>
            <a href={hrefOf(incident.id)} dir="auto" {...(i === 0 && { 'data-act': 'merge' })}>
              {incident.title}
            </a>
            <small>{reasons.map((reason) => reasonText(reason, i18n)).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
