// The clients of the intake benchmark, in a process of their own: node bench/intake-clients.ts ORDER, answers as JSON.
import { Agent, request } from 'node:http'
import { sampleReport } from '../packages/server/src/report/testing/index.ts'

export interface ClientOrder {
  readonly address: string
  readonly path: string
  readonly writers: readonly { readonly cookie: string; readonly csrfToken: string }[]
  readonly clients: number
  /** Reports of one request. */
  readonly perRequest: number
  /** Requests of all clients together, after as many for warming up as a fifth of them. */
  readonly requests: number
}

export interface ClientAnswer {
  /** Wall time of all counted requests, ms. */
  readonly totalMs: number
  readonly latenciesMs: readonly number[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

function post(order: ClientOrder, writer: ClientOrder['writers'][number], body: string): Promise<number> {
  const startedMs = performance.now()
  return new Promise((resolve, reject) => {
    const call = request(
      `${order.address}${order.path}`,
      {
        method: 'POST',
        agent,
        headers: {
          cookie: writer.cookie,
          'x-eirene-csrf': writer.csrfToken,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (reply) => {
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (chunk: string) => (text += chunk))
        reply.on('end', () => {
          const ms = performance.now() - startedMs
          const stored = text.split('"outcome":"stored"').length - 1
          if (reply.statusCode === 200 && stored === order.perRequest) resolve(ms)
          else reject(new Error(`${reply.statusCode ?? 0} ${text.slice(0, 300)}`))
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

/** Bodies are made beforehand: writing JSON is the device's work, not what is measured. */
function bodiesOf({ perRequest }: ClientOrder, count: number): string[] {
  const at = new Date(Date.now() - 3_600_000).toISOString()
  return Array.from({ length: count }, () =>
    JSON.stringify({
      reports: Array.from({ length: perRequest }, () =>
        sampleReport({ occurred: { from: at, to: null, precision: 'hour' }, writtenAt: at }),
      ),
    }),
  )
}

async function run(order: ClientOrder, bodies: string[]): Promise<ClientAnswer> {
  const latenciesMs: number[] = []
  const startedMs = performance.now()
  const clients = Array.from({ length: order.clients }, async (_, n) => {
    const writer = order.writers[n % order.writers.length]
    if (writer === undefined) throw new Error('no writer')
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
      latenciesMs.push(await post(order, writer, body))
  })
  await Promise.all(clients)
  return { totalMs: performance.now() - startedMs, latenciesMs }
}

// The order is what bench/intake.bench.ts wrote.
const order = JSON.parse(process.argv[2] ?? '{}') as ClientOrder
const bodies = bodiesOf(order, order.requests)
await run(order, bodiesOf(order, Math.ceil(order.requests / 5)))
process.stdout.write(JSON.stringify(await run(order, bodies)))
agent.destroy()
