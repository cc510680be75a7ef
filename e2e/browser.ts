import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** Where Debian, Ubuntu and others keep a Chromium; the first that is there. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Root needs no sandbox here; without a graphics card WebGL runs in software; nothing calls home. */
const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the system's Chromium without a window. */
export function startBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error(`no Chromium at ${CHROMIUM.join(', ')}`)
  return chromium.launch({ executablePath, args: FLAGS })
}

/** A person's page, and what went wrong in it behind their back. */
export interface Desk {
  readonly page: Page
  /** Errors of scripts, of the content policy and of the console; addresses outside the program that the page asked for. */
  readonly faults: readonly string[]
  readonly close: () => Promise<void>
}

/** Opens a page in a profile of its own. Requests to anywhere but the program are refused and noted. */
export async function openDesk(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Desk> {
  const context = await browser.newContext({ baseURL: address, locale: 'en-GB', timezoneId: 'UTC', ...options })
  context.setDefaultTimeout(20_000)
  const faults: string[] = []
  await context.route(
    (url) => url.origin !== address && url.protocol.startsWith('http'),
    (route) => {
      faults.push(`asked for ${route.request().url()}`)
      return route.abort()
    },
  )
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusalOfServer(message.text())) faults.push(`console: ${message.text()}`)
  })
  return { page, faults, close: () => context.close() }
}

/** Chromium writes a line for every answer of 400 and above; the pages handle those and the journeys look at what they say. */
function isRefusalOfServer(line: string): boolean {
  return line.startsWith('Failed to load resource: the server responded with a status of 4')
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The part of a violation, as axe documents it, that a person needs to mend it. */
interface Finding {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Everything that axe finds on the page as it stands, one line for each rule with the first elements. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  // axe is a global of the page after the line above.
  const found = await page.evaluate<readonly Finding[]>('axe.run(document).then(r => r.violations)')
  return found.map(
    ({ id, impact, help, nodes }) =>
      `${impact} ${id}: ${help} (${nodes.length})\n${nodes
        .slice(0, 3)
        .map((node) => `    ${node.html.slice(0, 200)}\n      ${node.failureSummary.split('\n').slice(1, 3).join(' ')}`)
        .join('\n')}`,
  )
}

/** By how many CSS pixels the page is wider than its window; 0 when nothing must be scrolled sideways. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
