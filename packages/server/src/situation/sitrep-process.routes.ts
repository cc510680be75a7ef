import { parseWith } from '@eirene/domain/parse'
import {
  isJocSection,
  SITREP_CHANGES_PATH,
  SITREP_COMMENT_PATH,
  SITREP_FACTS_PATH,
  SITREP_INPUTS_PATH,
  SITREP_PROCESS_PATH,
  SITREP_READERS_PATH,
  SITREP_REQUESTS_PATH,
  sitrepCommentSchema,
  sitrepFactsSchema,
  sitrepInputSchema,
  sitrepRequestSchema,
  type SitrepChangesView,
  type SitrepProcess,
} from '@eirene/domain/situation'
import { mustParse, notFound, pathPart, type Route } from '../edge/index.ts'
import { askForInputs, keepComment, keepFacts, keepInput } from './keep-sitrep-part.ts'
import { sitrepFactsNow } from './sitrep-facts-now.ts'
import {
  changesFor,
  mustFindStored,
  viewSitrepProcess,
  viewSitrepReaders,
  type ProcessDeps,
} from './view-sitrep-process.ts'

/** The situation report as a process: comments by section, inputs of the components, who was given what. */
export function sitrepProcessRoutes(deps: ProcessDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: SITREP_PROCESS_PATH,
      access: 'operation',
      handle: (call) => viewSitrepProcess(deps, call),
    },
    {
      method: 'GET',
      path: SITREP_CHANGES_PATH,
      access: 'act:sitrep.oversee',
      handle: async (call): Promise<SitrepChangesView> => {
        const found = await mustFindStored(call)
        const { changes } = await sitrepFactsNow(call, found, deps.clock())
        return changesFor(call, found, changes)
      },
    },
    {
      method: 'POST',
      path: SITREP_FACTS_PATH,
      access: 'act:sitrep.draft',
      handle: (call) => keepFacts(deps, call, mustParse(parseWith(sitrepFactsSchema, call.request.body)).basedOnNo),
    },
    {
      method: 'GET',
      path: SITREP_READERS_PATH,
      access: 'act:sitrep.oversee',
      handle: (call) => viewSitrepReaders(deps, call),
    },
    {
      method: 'PUT',
      path: SITREP_COMMENT_PATH,
      access: 'act:sitrep.draft',
      handle: async (call): Promise<SitrepProcess> => {
        const given = mustParse(parseWith(sitrepCommentSchema, call.request.body))
        const section = pathPart(call, 'section') ?? ''
        if (!isJocSection(section)) throw notFound()
        return keepComment(deps, call, { section, ...given })
      },
    },
    {
      method: 'POST',
      path: SITREP_REQUESTS_PATH,
      access: 'act:sitrep.draft',
      handle: (call) => askForInputs(deps, call, mustParse(parseWith(sitrepRequestSchema, call.request.body))),
    },
    {
      method: 'POST',
      path: SITREP_INPUTS_PATH,
      access: 'act:sitrep.input',
      handle: (call) => keepInput(deps, call, mustParse(parseWith(sitrepInputSchema, call.request.body))),
    },
  ]
}
