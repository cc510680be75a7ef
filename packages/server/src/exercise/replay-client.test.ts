import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { enterAsPlayer } from './replay-client.ts'

it('says that nothing answers where no server runs', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      resolve(typeof bound === 'object' ? (bound?.port ?? 0) : 0)
    })
  })
  await new Promise((resolve) => server.close(resolve))
  const stage = { address: `http://127.0.0.1:${port}`, slug: 'train' }
  await expect(enterAsPlayer(stage, '/invitation/token', 'four grey herons')).rejects.toMatchObject({
    code: 'environment.server_unreachable',
    message: expect.stringContaining(stage.address),
  })
})
