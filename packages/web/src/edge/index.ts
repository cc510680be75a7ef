export {
  fillPath,
  getBytes,
  getJson,
  getText,
  Refusal,
  send,
  setCsrfToken,
  onSessionLocked,
  onSessionLost,
  upload,
} from './http.ts'

export { go, setQuery, useAddress, interceptLinks, type Address } from './address.ts'
export { listenLive, onLiveBroken, useLive } from './live.ts'
export { useLoaded, type Loaded } from './use-loaded.ts'
export { useAfterChanges } from './use-after-changes.ts'
