export { areaAt, areaOf, linesOf, shapesOf, type Area } from './area-at.ts'
export { listOwnPlaces, middleOfWork, type NamedPlace } from './named-place.ts'
export { isOperationSlug, type Operation } from './operation.ts'
export {
  OPERATION_PATH,
  OPERATIONS_PATH,
  type Geography,
  type OperationLine,
  type OperationView,
} from './operation.contract.ts'
