import { createHash } from 'node:crypto'
import {
  listContestedAssessments,
  MEMBERS_PATH,
  seedClaims,
  STUDY_PATH,
  type MembersView,
  type StudyLibrary,
} from '@eirene/domain/assessment'
import { operationLibrary } from '@eirene/domain/operation/library'
import { findMembership, listBodies, listMemberships, membersOn } from '@eirene/domain/organisation'
import { Problem } from '@eirene/domain/problem'
import { parseDayNo } from '@eirene/domain/time'
import { notFound, pathPart, queryPart, type Route } from '../edge/index.ts'

/** The study: open data, the same for everybody. */
export function studyRoutes(): readonly Route[] {
  let cached: { readonly body: string; readonly tag: string } | undefined
  const whole = (): { readonly body: string; readonly tag: string } => {
    const study: StudyLibrary = {
      library: operationLibrary(),
      bodies: listBodies(),
      memberships: listMemberships(),
      assessments: listContestedAssessments(),
      claims: seedClaims(),
    }
    const body = JSON.stringify(study)
    return { body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
  }

  return [
    {
      method: 'GET',
      path: STUDY_PATH,
      access: 'public',
      handle: ({ request, reply }) => {
        cached ??= whole()
        void reply.header('etag', cached.tag).header('cache-control', 'public, no-cache')
        if (request.headers['if-none-match'] === cached.tag) return Promise.resolve(reply.code(304).send())
        void reply.type('application/json; charset=utf-8')
        return Promise.resolve(reply.send(cached.body))
      },
    },
    {
      method: 'GET',
      path: MEMBERS_PATH,
      access: 'public',
      handle: (call): Promise<MembersView> => {
        const body = pathPart(call, 'code') ?? ''
        const on = queryPart(call, 'on') ?? ''
        if (parseDayNo(on) === undefined)
          throw new Problem('input.invalid', 'Give a day that exists as ?on=YYYY-MM-DD.', {
            parameter: 'on',
            value: on.slice(0, 40),
          })
        const members = membersOn(body, on)
        const membership = findMembership(body)
        if (members === undefined || membership === undefined) throw notFound()
        return Promise.resolve({ body, on, count: members.length, members, convention: membership.convention })
      },
    },
  ]
}
