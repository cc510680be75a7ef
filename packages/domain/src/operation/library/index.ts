export { countEvidence, type EvidenceCount } from './count-evidence.ts'
export { holdsOn, sourceIdOf, VERIFICATIONS, evidence, reducedDate, type Fact, type Verification } from './fact.ts'
export {
  findLibraryOperation,
  findLibrarySource,
  isActiveOn,
  leadsOn,
  nameOn,
  operationsActiveOn,
  predecessorsOf,
  spanOf,
  successorsOf,
  typesOn,
} from './find-operation.ts'
export { frenchNameOf, type FrenchName } from './french-name.ts'
export { EVENT_KINDS, FAMILIES, INSTRUMENT_ROLES, LEADS, LINK_KINDS, PLACE_KINDS, type Lead } from './library-schema.ts'
export {
  operationLibrary,
  type Definition,
  type Footnote,
  type Instrument,
  type LibraryOperation,
  type LibrarySource,
  type OperationLibrary,
  type PiracyCurve,
} from './operation-library.ts'
export { OPERATION_TYPES, OPERATION_TYPE_LABELS, type OperationType } from './operation-type.ts'
export { strengthSeries, type StrengthPoint, type StrengthSeries } from './strength-series.ts'
