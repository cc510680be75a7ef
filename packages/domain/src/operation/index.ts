export { isOperationSlug, type Operation } from './operation.ts'
export { OPERATION_PATH, type Geography, type OperationView } from './operation.contract.ts'
