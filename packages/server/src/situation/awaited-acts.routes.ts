import { mayAct, membershipIn, type Act } from '@eirene/domain/access'
import { AWAITED_ACTS_PATH, AWAITED_SITREP_DAYS, speaksFor, type AwaitedAct } from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { listProposalsOfOthers, type AwaitedProposal } from '@eirene/store/release'
import { listOpenSitreps, type OpenSitrep } from '@eirene/store/situation'
import type { OperationCall, Route } from '../edge/index.ts'

const DAY_MS = 86_400_000

interface AwaitedDeps {
  readonly db: Db
  readonly clock: () => Date
}

function decisionsOn(proposals: readonly AwaitedProposal[], names: ReadonlyMap<string, string>): AwaitedAct[] {
  return proposals.map(({ id, title, audience, proposedBy, proposedAt }) => ({
    ...{ kind: 'release.decide', releaseId: id, title, audience, since: proposedAt.toISOString() },
    proposedBy: names.get(proposedBy) ?? null,
  }))
}

function releasesOf(sitreps: readonly OpenSitrep[]): AwaitedAct[] {
  return sitreps
    .filter(({ isOwn }) => !isOwn)
    .map(({ id, number, draftedBy, draftedAt }) => ({
      ...{ kind: 'sitrep.release', sitrepId: id, number, draftedBy, since: draftedAt.toISOString() },
    }))
}

/** Whoever asked a component knows of it: it is awaited from the others who speak for it. */
function inputsTo({ operation, reader }: OperationCall, sitreps: readonly OpenSitrep[]): AwaitedAct[] {
  const roles = membershipIn(reader, operation.id)?.roles ?? []
  return sitreps.flatMap(({ id, number, missing, asked, draftedAt }): readonly AwaitedAct[] => {
    const components = missing.filter(({ component }) => speaksFor(component, roles) && !asked.includes(component))
    if (components.length === 0) return []
    return [{ kind: 'sitrep.input', sitrepId: id, number, components, since: draftedAt.toISOString() }]
  })
}

async function listAwaited({ db, clock }: AwaitedDeps, call: OperationCall): Promise<readonly AwaitedAct[]> {
  const { operation, reader } = call
  const may = (act: Act): boolean => mayAct(reader, act, operation.id)
  const person = { personId: reader.personId, since: new Date(clock().getTime() - AWAITED_SITREP_DAYS * DAY_MS) }
  const [proposals, sitreps] = await call.read(async (tx) => [
    may('release.approve') ? await listProposalsOfOthers(tx, operation.id, reader.personId) : [],
    may('sitrep.release') || may('sitrep.input') ? await listOpenSitreps(tx, operation.id, person) : [],
  ])
  const names = await listDisplayNames(db, [...new Set(proposals.map(({ proposedBy }) => proposedBy))])
  const acts = [
    ...decisionsOn(proposals, names),
    ...(may('sitrep.release') ? releasesOf(sitreps) : []),
    ...(may('sitrep.input') ? inputsTo(call, sitreps) : []),
  ]
  return acts.sort((a, b) => a.since.localeCompare(b.since))
}

/** Acts of the desk that others wait for the person to do, of what they may see. */
export function awaitedActRoutes(deps: AwaitedDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: AWAITED_ACTS_PATH,
      access: 'operation',
      handle: (call) => listAwaited(deps, call),
    },
  ]
}
