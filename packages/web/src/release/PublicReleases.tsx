import {
  PUBLIC_RELEASE_PATH,
  PUBLIC_RELEASES_PATH,
  type PublicReleaseLine,
  type PublicReleaseView,
  type PublicTombstoneSummary,
} from '@eirene/domain/release'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty, Loading, RefusalNote } from '../widget/index.ts'
import { LinkedRelease } from './LinkedRelease.tsx'
import { ReleaseContentView, type FamilyName } from './ReleaseContentView.tsx'

interface Props {
  /** Id of the release that is open. */
  readonly openId: string | null
  readonly nameOf: FamilyName
}

/** What missions released for everybody. Nothing to sign in to. */
export function PublicReleases({ openId, nameOf }: Props): ReactNode {
  const { text } = useI18n()
  const [token] = useState(() => location.hash.slice(1))
  const [list, again] = useLoaded(token === '' ? PUBLIC_RELEASES_PATH : null, (signal) =>
    getJson<readonly PublicReleaseLine[]>(PUBLIC_RELEASES_PATH, signal),
  )
  if (token !== '')
    return (
      <article className="release-public">
        <LinkedRelease token={token} nameOf={nameOf} />
      </article>
    )
  return (
    <article className="release-public">
      <header>
        <h2>{text('release.publicTitle')}</h2>
        <p className="study-lead">{text('release.publicLead')}</p>
      </header>
      {list.state === 'loading' && <Loading label={text('widget.loading')} />}
      {list.state === 'refused' && <RefusalNote refusal={list.refusal} onRetry={again} />}
      {list.state === 'ready' && list.value.length === 0 && (
        <Empty title={text('release.publicNone')}>{text('release.publicNoneText')}</Empty>
      )}
      {list.state === 'ready' && list.value.length > 0 && (
        <ul>
          {list.value.map((release) =>
            release.withdrawn !== null ? (
              <Tombstone key={release.id} release={release} />
            ) : (
              <li key={release.id}>
                <a href={`/study/released?release=${release.id}`} aria-current={release.id === openId || undefined}>
                  <strong dir="auto">{release.title}</strong>
                  <small>
                    {release.operation.realm === 'EXERCISE' && `${text('access.exercise')} · `}
                    {text('release.publicLine', {
                      acronym: release.operation.acronym,
                      number: release.number,
                      day: release.releasedOn,
                    })}
                  </small>
                </a>
              </li>
            ),
          )}
        </ul>
      )}
      {openId !== null && <PublicRelease id={openId} nameOf={nameOf} />}
    </article>
  )
}

/** That a release was there and was taken back, and why. */
function Tombstone({ release }: { readonly release: PublicTombstoneSummary }): ReactNode {
  const { text } = useI18n()
  const { number, releasedOn, operation, withdrawn } = release
  return (
    <li className="release-tombstone" id={`withdrawn-${release.id}`}>
      <strong>{text('release.withdrawn', { day: withdrawn.on })}</strong>
      <small>
        {operation.realm === 'EXERCISE' && `${text('access.exercise')} · `}
        {text('release.publicLine', { acronym: operation.acronym, number, day: releasedOn })}
      </small>
      {withdrawn.reason !== null && <span dir="auto">{withdrawn.reason}</span>}
    </li>
  )
}

function PublicRelease({ id, nameOf }: { readonly id: string; readonly nameOf: FamilyName }): ReactNode {
  const { text } = useI18n()
  const path = fillPath(PUBLIC_RELEASE_PATH, { id })
  const [loaded, again] = useLoaded(path, (signal) => getJson<PublicReleaseView>(path, signal))
  if (loaded.state === 'loading') return <Loading label={text('widget.loading')} />
  if (loaded.state === 'refused') return <RefusalNote refusal={loaded.refusal} onRetry={again} />
  const { content, digest } = loaded.value
  return (
    <section className="release-content">
      <h3 dir="auto">{content.title}</h3>
      <div className="button-row">
        <a className="button" href={`${path}.csv`} download>
          {'CSV'}
        </a>
        <a className="button" href={`${path}.geojson`} download>
          {'GeoJSON'}
        </a>
      </div>
      <ReleaseContentView content={content} nameOf={nameOf} />
      <p className="release-facts">{text('release.digest', { digest })}</p>
    </section>
  )
}
