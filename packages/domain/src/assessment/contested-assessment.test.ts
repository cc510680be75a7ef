import { describe, expect, it } from 'vitest'
import { findLibraryOperation, findLibrarySource } from '../operation/library/index.ts'
import { assessmentsOf, listContestedAssessments, OUTCOME_DIMENSIONS, seedClaims } from './index.ts'

/** Paths of every number anywhere in a value. */
function numbersIn(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}/${key}`))
}

describe('contested assessments', () => {
  it('show opposing views of ISAF, KFOR, Libya and Ocean Shield', () => {
    for (const id of ['isaf', 'kfor', 'unified-protector', 'ocean-shield']) {
      const views = assessmentsOf(id)
      expect(views.length, id).toBeGreaterThanOrEqual(4)
      expect(
        views.some((view) => view.reading.endsWith('positive')),
        `${id}: in favour`,
      ).toBe(true)
      expect(
        views.some((view) => /negative|mixed/.test(view.reading)),
        `${id}: against`,
      ).toBe(true)
      expect(new Set(views.map((view) => view.assessor.name)).size, `${id}: voices`).toBeGreaterThanOrEqual(3)
      expect(
        views.some((view) => view.assessor.type !== 'organisation-itself'),
        `${id}: others`,
      ).toBe(true)
    }
  })

  it('hold no number at all, so nothing can be averaged or scored', () => {
    expect(numbersIn(listContestedAssessments())).toEqual([])
    for (const view of listContestedAssessments())
      for (const key of Object.keys(view)) expect(key).not.toMatch(/score|average|mean|index|rank|weight|total/i)
  })

  it('say who judged by which criterion, and rest on a source that was read when called verified', () => {
    const ids = listContestedAssessments().map((view) => view.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const view of listContestedAssessments()) {
      expect(findLibraryOperation(view.operationId), view.id).toBeDefined()
      expect(Object.keys(OUTCOME_DIMENSIONS)).toContain(view.dimension)
      for (const text of [view.assessor.name, view.criterion, view.statement, view.restsOn])
        expect(text.length, view.id).toBeGreaterThan(3)
      const sources = view.sources.map((reference) => findLibrarySource(reference))
      expect(sources, view.id).not.toContain(undefined)
      if (view.verification === 'verified')
        expect(
          sources.some((source) => source?.access !== 'not-read'),
          view.id,
        ).toBe(true)
    }
  })

  it('come side by side in the order of the dimensions', () => {
    expect(assessmentsOf('unified-protector').map((view) => view.dimension)).toEqual([
      'OD-2',
      'OD-2',
      'OD-7',
      'OD-12',
      'OD-13',
    ])
    expect(assessmentsOf('no-such-operation')).toEqual([])
  })
})

describe('claims of the founding documents', () => {
  it('are kept as made beside their correction, and point at known documents, operations and sources', () => {
    const { claims, documents } = seedClaims()
    expect(claims.length).toBe(27)
    expect(new Set(claims.map((claim) => claim.id)).size).toBe(claims.length)
    const known = documents.map((document) => document.id)
    for (const claim of claims) {
      for (const document of claim.documents) expect(known).toContain(document)
      for (const id of claim.operationIds) expect(findLibraryOperation(id), id).toBeDefined()
      for (const source of claim.sources) expect(findLibrarySource(source), source).toBeDefined()
    }
    expect(documents.filter((document) => document.machineGenerated).map((document) => document.id)).toEqual(['D4'])
  })
})
