export { DEFAULT_PORT, parseConfig, type Config, type ConfigFlags, type OidcConfig, type S3Config } from './config.ts'
export { readEnv, type Env } from './env.ts'
export { steadyClock } from './steady-clock.ts'
export { EIRENE_VERSION } from './version.ts'
