export { mustParse } from './must-parse.ts'
export {
  mustId,
  notFound,
  pathPart,
  queryPart,
  type OperationCall,
  type OperationPart,
  type PublicCall,
  type Route,
  type RouteAccess,
  type SessionCall,
} from './route.ts'
export { assertCsrf, assertSameOrigin, CSRF_HEADER, isUnsafe } from './same-origin.ts'
export { problemOf, sendProblem } from './send-problem.ts'
