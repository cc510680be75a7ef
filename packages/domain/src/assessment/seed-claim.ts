import * as z from 'zod/mini'
import { evidence } from '../operation/library/index.ts'
import seeds from './seed-claims.json' with { type: 'json' }

/** What is the matter with a claim. */
export const CLAIM_KINDS = [
  'contested',
  'corrected',
  'time-bound',
  'misattributed',
  'incomplete',
  'citation-unsupported',
  'machine-generated',
] as const

const seedClaimsSchema = z.strictObject({
  documents: z.array(
    z.strictObject({
      id: z.string(),
      description: z.string(),
      /** A machine wrote it: it cannot corroborate any other source. */
      machineGenerated: z.boolean(),
      /** Reliability of the document, A (completely reliable) to F (cannot be judged). */
      grade: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
    }),
  ),
  claims: z.array(
    z.strictObject({
      id: z.string(),
      documents: z.array(z.string()).check(z.minLength(1)),
      /** The claim as made, in other words. */
      claim: z.string(),
      problem: z.string(),
      kind: z.enum(CLAIM_KINDS),
      correction: z.string(),
      operationIds: z.array(z.string()),
      ...evidence,
    }),
  ),
})

/** Claims made about operations in the founding documents, each kept as made beside what is wrong with it. */
export type SeedClaims = Readonly<z.infer<typeof seedClaimsSchema>>

let register: SeedClaims | undefined

/** The claims register of the founding documents. */
export function seedClaims(): SeedClaims {
  register ??= z.parse(seedClaimsSchema, seeds)
  return register
}
