import * as z from 'zod/mini'
import { evidence } from '../operation/library/index.ts'
import bodies from './bodies.json' with { type: 'json' }

const bodySchema = z.strictObject({
  code: z.string(),
  names: z.strictObject({ en: z.string(), fr: z.string() }),
  /** `mandating`: gives mandates. `lead`: runs operations without being an organisation. */
  kind: z.enum(['organisation', 'mandating', 'decision', 'advisory', 'command', 'lead']),
  /** Code of the organisation it belongs to; null: none. */
  of: z.nullable(z.string()),
  /** How it decides, in short; null: it does not, or not known. */
  decisionRule: z.nullable(z.string()),
  ...evidence,
})

/** An organisation, or a body of one that mandates, decides, advises or commands; `from` and `to` say when it existed. */
export type Body = Readonly<z.infer<typeof bodySchema>>

let register: readonly Body[] | undefined

/** Every body that operations and instruments name. */
export function listBodies(): readonly Body[] {
  register ??= z.parse(z.array(bodySchema), bodies)
  return register
}

/** The body with this code, or undefined. */
export function findBody(code: string): Body | undefined {
  return listBodies().find((body) => body.code === code)
}
