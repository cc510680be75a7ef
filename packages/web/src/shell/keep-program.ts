/**
 * Has the browser keep the program's files, once the page is there. Browsers do so over https and on this machine; elsewhere
 * a page must have been opened before the link was lost.
 */
export function keepProgram(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  addEventListener('load', () => {
    // Storage may be closed or full: then nothing is kept, and pages come from the server as ever.
    navigator.serviceWorker.register('/service.worker.js').catch(() => undefined)
  })
}
