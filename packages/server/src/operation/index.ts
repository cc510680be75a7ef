export { createOperation, type OperationOrder } from './create-operation.ts'
export { operationRoutes } from './operation.routes.ts'
