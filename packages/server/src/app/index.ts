export { buildApp, type AppDeps, type AppSettings } from './build-app.ts'
export { HEALTH_PATH } from './health.routes.ts'
export { routesTable, type RouteDeps } from './routes.ts'
export { startServer, type RunningServer, type ServerSettings } from './start-server.ts'
