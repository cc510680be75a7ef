/**
 * Boundaries that are not agreed, drawn dashed. The base map (Natural Earth) shows who holds the ground; this list, kept by
 * the project, says where that is in dispute. Names as Natural Earth writes them. `within` limits a pair to the disputed
 * stretch: west, south, east, north. Source of the choice: boundaries that United Nations maps draw as undetermined,
 * armistice, ceasefire or administrative lines.
 */
export const DISPUTED: readonly {
  readonly pair: readonly [string, string]
  readonly within?: readonly [number, number, number, number]
}[] = [
  { pair: ['Morocco', 'W. Sahara'] },
  { pair: ['Serbia', 'Kosovo'] },
  { pair: ['Somalia', 'Somaliland'] },
  { pair: ['Cyprus', 'N. Cyprus'] },
  { pair: ['Israel', 'Palestine'] },
  { pair: ['India', 'Siachen Glacier'] },
  { pair: ['Pakistan', 'Siachen Glacier'] },
  { pair: ['China', 'Siachen Glacier'] },
  { pair: ['India', 'Pakistan'], within: [73, 32.4, 78.6, 37.2] },
  { pair: ['China', 'India'] },
  { pair: ['Sudan', 'S. Sudan'] },
  { pair: ['Egypt', 'Sudan'], within: [33, 21.8, 38, 24] },
  { pair: ['Russia', 'Ukraine'], within: [32, 45, 36.8, 46.6] },
  { pair: ['Israel', 'Syria'] },
  { pair: ['North Korea', 'South Korea'] },
  { pair: ['Kenya', 'S. Sudan'], within: [33.9, 4.2, 36, 5.6] },
]
