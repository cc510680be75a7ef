import type { Marking } from '@eirene/domain/access'
import { SITREP_READERS_PATH, type SitrepReaders, type ToldOfCorrection } from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../../edge/index.ts'
import { useI18n, useWhen } from '../../i18n/index.ts'

interface Props {
  readonly slug: string
  readonly id: string
  readonly zone: string
  readonly marking: Marking
  readonly told: readonly ToldOfCorrection[]
}

/** Who may read the report as it is marked: how many for the desk, by name for who may list people; and who was told of its correction. */
export function ReadersPanel({ slug, id, zone, marking, told }: Props): ReactNode {
  const { text, list } = useI18n()
  const when = useWhen(zone)
  const path = fillPath(SITREP_READERS_PATH, { slug, id })
  const [loaded] = useLoaded(path, (signal) => getJson<SitrepReaders>(path, signal))
  if (loaded.state !== 'ready') return null
  const { count, people } = loaded.value
  return (
    <section className="sitrep-part" aria-label={text('situation.readers')}>
      <header>
        <h2>{text('situation.readers')}</h2>
        <span className="part-state">{text('situation.readers.count', { count })}</span>
      </header>
      <p className="form-note">
        {text('situation.readers.byMarking')} <bdi dir="ltr">{`${marking.policy} ${marking.level}`}</bdi>
        {marking.releasableTo.length > 0 && <bdi dir="ltr">{` · REL ${marking.releasableTo.join(', ')}`}</bdi>}
      </p>
      {people !== null && (
        <details>
          <summary>{text('situation.readers.names')}</summary>
          <ul className="reader-list">
            {people.map(({ displayName, roles, openedAt }, i) => (
              <li key={i}>
                <strong dir="auto">{displayName}</strong>
                <span>{list(roles.filter((role) => role !== 'ADM').map((role) => text(`access.role.${role}`)))}</span>
                <small>
                  {openedAt === null
                    ? text('situation.readers.notOpened')
                    : text('situation.readers.opened', { when: when(openedAt) })}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {told.length > 0 && (
        <>
          <h3>{text('situation.readers.told')}</h3>
          <ul className="reader-list">
            {told.map(({ by, toldAt, acknowledgedAt }, i) => (
              <li key={i}>
                <strong dir="auto">{by ?? ''}</strong>
                <span>
                  {acknowledgedAt === null
                    ? text('situation.toldAt', { when: when(toldAt) })
                    : text('situation.notedAt', { when: when(acknowledgedAt) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
