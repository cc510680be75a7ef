import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openDesk, startBrowser, type Desk } from './browser.ts'
import { startProgram, type Program } from './program.ts'

/** What a file of journeys stands on: a program of its own on empty data, and a browser. */
export interface Stage {
  readonly program: () => Program
  /** A page in a profile of its own; at the program's address unless another name for it is given. */
  readonly open: (options?: BrowserContextOptions, address?: string) => Promise<Desk>
}

/** Starts both before the journeys of the file and ends both after them. */
export function setStage(): Stage {
  let running: { readonly program: Program; readonly browser: Browser } | undefined
  const get = (): { readonly program: Program; readonly browser: Browser } => {
    if (running === undefined) throw new Error('the program is not running')
    return running
  }
  beforeAll(async () => {
    const program = await startProgram()
    try {
      running = { program, browser: await startBrowser() }
    } catch (error) {
      await program.stop()
      throw error
    }
  })
  afterAll(async () => {
    await running?.browser.close()
    await running?.program.stop()
  })
  return {
    program: () => get().program,
    open: (options, address) => openDesk(get().browser, address ?? get().program.address, options),
  }
}
