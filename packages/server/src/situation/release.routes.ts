import { parseWith } from '@eirene/domain/parse'
import {
  parseReleaseOrder,
  RELEASE_APPROVE_PATH,
  RELEASE_LINK_END_PATH,
  RELEASE_LINKS_PATH,
  RELEASE_PATH,
  RELEASE_PREVIEW_PATH,
  RELEASE_REFUSE_PATH,
  RELEASE_WITHDRAW_PATH,
  releaseApprovalSchema,
  releaseLinkSchema,
  releaseReasonSchema,
  RELEASES_PATH,
  type ReleaseView,
} from '@eirene/domain/release'
import { mustId, mustParse, type Route } from '../edge/index.ts'
import { endReleaseAs, letRelease } from './decide-release.ts'
import { endReleaseLink, makeReleaseLink, viewReleaseLinks } from './keep-release-links.ts'
import { previewRelease, type ReleaseDesk } from './preview-release.ts'
import { proposeRelease } from './propose-release.ts'
import { viewRelease, viewReleases } from './view-release.ts'

/** Releases: what each audience would get, the proposal, the decision of a second person, the register. */
export function releaseRoutes(desk: ReleaseDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: RELEASES_PATH,
      access: 'operation',
      handle: (call) => viewReleases(desk, call),
    },
    {
      method: 'POST',
      path: RELEASE_PREVIEW_PATH,
      access: 'act:release.preview',
      handle: ({ operation, request, readableKeys }) =>
        previewRelease(desk, operation, mustParse(parseReleaseOrder(request.body)), readableKeys),
    },
    {
      method: 'POST',
      path: RELEASES_PATH,
      access: 'act:release.propose',
      handle: async (call): Promise<{ readonly id: string }> => {
        const id = await proposeRelease(desk, call, mustParse(parseReleaseOrder(call.request.body)))
        call.reply.code(201)
        return { id }
      },
    },
    { method: 'GET', path: RELEASE_PATH, access: 'operation', handle: (call) => viewRelease(desk, call) },
    {
      method: 'POST',
      path: RELEASE_APPROVE_PATH,
      access: 'act:release.approve',
      handle: async (call): Promise<ReleaseView> => {
        const { digest } = mustParse(parseWith(releaseApprovalSchema, call.request.body))
        await letRelease(desk, call, { id: mustId(call), digest })
        return viewRelease(desk, call)
      },
    },
    ...(['refused', 'withdrawn'] as const).map((to): Route => ({
      method: 'POST',
      path: to === 'refused' ? RELEASE_REFUSE_PATH : RELEASE_WITHDRAW_PATH,
      access: 'act:release.approve',
      handle: async (call): Promise<ReleaseView> => {
        const { reason } = mustParse(parseWith(releaseReasonSchema, call.request.body))
        await endReleaseAs(desk, call, { id: mustId(call), to, reason })
        return viewRelease(desk, call)
      },
    })),
    ...linkRoutes(desk),
  ]
}

/** The links by which a release reaches a partner. */
function linkRoutes(desk: ReleaseDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: RELEASE_LINKS_PATH,
      access: 'act:release.approve',
      handle: (call) => viewReleaseLinks(desk, call),
    },
    {
      method: 'POST',
      path: RELEASE_LINKS_PATH,
      access: 'act:release.approve',
      handle: (call) => makeReleaseLink(desk, call, mustParse(parseWith(releaseLinkSchema, call.request.body))),
    },
    {
      method: 'POST',
      path: RELEASE_LINK_END_PATH,
      access: 'act:release.approve',
      handle: (call) => endReleaseLink(desk, call),
    },
  ]
}
