import { createHash } from 'node:crypto'

/** A number in [0, 1) that a title and a question give, always the same: what players decide follows from what they read. */
export function titleChance(title: string, question: string): number {
  return createHash('sha256').update(`${question} ${title}`).digest().readUInt32BE() / 2 ** 32
}
