export {
  findBounds,
  findGeography,
  findOperation,
  findOperationOf,
  insertOperation,
  listOperations,
  listOperationsOf,
} from './operation.queries.ts'
