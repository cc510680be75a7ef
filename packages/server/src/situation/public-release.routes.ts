import { Problem } from '@eirene/domain/problem'
import { isId } from '@eirene/domain/record'
import {
  PUBLIC_RELEASE_PATH,
  PUBLIC_RELEASES_PATH,
  RELEASE_LINK_PATH,
  type PublicReleaseLine,
  type PublicReleaseView,
} from '@eirene/domain/release'
import { insertAccessEvent } from '@eirene/store/access'
import { withPublic, withSystem, type Db } from '@eirene/store/db'
import {
  findPublicRelease,
  findPublicTombstone,
  listPublicReleases,
  listPublicTombstones,
  openReleaseLink,
  type PublicRelease,
  type PublicTombstone,
} from '@eirene/store/release'
import { attemptLimit, hashToken, tooManyAttempts } from '../access/index.ts'
import { pathPart, type PublicCall, type Route } from '../edge/index.ts'
import { releaseNotFound } from './decide-release.ts'
import type { ReleaseDesk } from './preview-release.ts'
import { releaseCsv, releaseGeoJson } from './release-formats.ts'

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

function toView({ number, decidedAt, digest, content }: PublicRelease): PublicReleaseView {
  return { number, releasedOn: dayOf(decidedAt), digest, content }
}

function toSummary({ id, number, decidedAt, digest, content }: PublicRelease): PublicReleaseLine {
  const { title, fromOn, toOn, operation } = content
  return { id, number, releasedOn: dayOf(decidedAt), digest, title, fromOn, toOn, operation, withdrawn: null }
}

function toTombstone({
  id,
  acronym,
  realm,
  number,
  releasedAt,
  withdrawnAt,
  reason,
}: PublicTombstone): PublicReleaseLine {
  return {
    ...{ id, number, releasedOn: dayOf(releasedAt), operation: { acronym, realm } },
    withdrawn: { on: dayOf(withdrawnAt), reason },
  }
}

/** What is out and what was taken back, newest release first. */
async function listPublic({ db }: ReleaseDesk): Promise<readonly PublicReleaseLine[]> {
  const [released, withdrawn] = await withPublic(db, async (tx) => [
    await listPublicReleases(tx),
    await listPublicTombstones(tx),
  ])
  return [...released.map(toSummary), ...withdrawn.map(toTombstone)].sort(
    (a, b) => b.releasedOn.localeCompare(a.releasedOn) || a.id.localeCompare(b.id),
  )
}

/** The refusal of what was taken back: gone, with the day and the reason. */
function withdrawnProblem(tombstone: PublicTombstone): Problem {
  const { number, releasedOn, withdrawn } = toTombstone(tombstone)
  return new Problem('release.withdrawn', 'This release was withdrawn.', { number, releasedOn, ...withdrawn })
}

/** A released product: as data, or with `.csv` or `.geojson` behind its id as a file. */
async function sendRelease({ db }: ReleaseDesk, call: PublicCall): Promise<unknown> {
  const [id = '', format, ...rest] = (pathPart(call, 'id') ?? '').toLowerCase().split('.')
  if (!isId(id) || rest.length > 0 || (format !== undefined && format !== 'csv' && format !== 'geojson'))
    throw releaseNotFound()
  const { release, tombstone } = await withPublic(db, async (tx) => ({
    release: await findPublicRelease(tx, id),
    tombstone: await findPublicTombstone(tx, id),
  }))
  if (release === undefined) throw tombstone === undefined ? releaseNotFound() : withdrawnProblem(tombstone)
  if (format === undefined) return toView(release)
  const { operation } = release.content
  const realm = operation.realm === 'EXERCISE' ? 'EXERCISE-' : ''
  const name = `${realm}${operation.acronym}-release-${release.number}`.replaceAll(/[^A-Za-z0-9-]+/g, '-')
  call.reply.header('content-disposition', `attachment; filename="${name}.${format}"`)
  if (format === 'csv') return call.reply.type('text/csv; charset=utf-8').send(releaseCsv(release))
  return call.reply.type('application/geo+json').send(releaseGeoJson(release))
}

/** Opens a link and notes it, both or neither: who gets nothing has not used it up. Throws Problem 'release.link_unknown'. */
function openLogged(db: Db, token: string, at: Date): Promise<PublicRelease> {
  return withSystem(db, async (tx) => {
    const opened = await openReleaseLink(tx, hashToken(token), at)
    if (opened === undefined)
      throw new Problem('release.link_unknown', 'This link has been used, has expired, or never existed.')
    await insertAccessEvent(tx, {
      kind: 'release.link_opened',
      at,
      personId: null,
      detail: { operation: opened.operationId, release: opened.id, link: opened.linkId },
    })
    return opened
  })
}

/** What everybody may have: served as the database role that can read nothing else. And links for partners, each opening logged. */
export function publicReleaseRoutes(desk: ReleaseDesk): readonly Route[] {
  const { db, clock } = desk
  const tries = attemptLimit({ attempts: 60, clock })
  return [
    {
      method: 'GET',
      path: PUBLIC_RELEASES_PATH,
      access: 'public',
      handle: () => listPublic(desk),
    },
    { method: 'GET', path: PUBLIC_RELEASE_PATH, access: 'public', handle: (call) => sendRelease(desk, call) },
    {
      method: 'GET',
      path: RELEASE_LINK_PATH,
      access: 'public',
      handle: async (call): Promise<unknown> => {
        if (!tries.allows(call.request.ip)) throw tooManyAttempts()
        const at = clock()
        // A question for the headers alone opens nothing, and is answered alike for every link.
        if (call.request.method === 'HEAD') return call.reply.code(204).send()
        return toView(await openLogged(db, pathPart(call, 'token') ?? '', at))
      },
    },
  ]
}
