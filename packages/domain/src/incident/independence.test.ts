import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertGrade, assertIndependent, countOrigins, type OriginReport } from './index.ts'

function report(id: string, change: Partial<OriginReport> = {}): OriginReport {
  return { id, originKey: null, sourceCode: id, machineGenerated: false, isSuperseded: false, ...change }
}

const reports = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    originKey: fc.option(fc.constantFrom('blog', 'radio', 'call'), { nil: null }),
    sourceCode: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    machineGenerated: fc.boolean(),
    isSuperseded: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
)

describe('counting origins', () => {
  it('counts three radio items that quote one blog once', () => {
    const three = ['a', 'b', 'c'].map((id) => report(id, { originKey: 'blog' }))
    expect(countOrigins(three).count).toBe(1)
    expect(countOrigins([...three, report('patrol')]).count).toBe(2)
  })

  it('counts one source that tells two stories once, and joins stories through a common source', () => {
    const joined = [
      report('a', { originKey: 'x', sourceCode: 'S1' }),
      report('b', { originKey: 'y', sourceCode: 'S2' }),
      report('c', { originKey: 'y', sourceCode: 'S1' }),
    ]
    expect(countOrigins(joined).count).toBe(1)
  })

  it('counts neither machines nor what was replaced, and says so', () => {
    const origins = countOrigins([
      report('a', { machineGenerated: true }),
      report('b', { isSuperseded: true }),
      report('c'),
    ])
    expect(origins).toEqual({
      count: 1,
      reports: [
        { reportId: 'a', notCounted: 'machine' },
        { reportId: 'b', notCounted: 'superseded' },
        { reportId: 'c', notCounted: null },
      ],
    })
  })

  it('is blind to the order of reports', () => {
    fc.assert(fc.property(reports, (some) => countOrigins(some).count === countOrigins(some.toReversed()).count))
  })

  it('never falls when a report comes that joins nothing, nor rises by one that retells', () => {
    fc.assert(
      fc.property(reports, (some) => {
        const { count } = countOrigins(some)
        const retold = some.filter((one) => !one.machineGenerated && !one.isSuperseded)
        const again = retold.map((one, i) => ({ ...one, id: `again ${i}` }))
        return (
          countOrigins([...some, ...again]).count === count &&
          countOrigins([...some, report('new')]).count === count + 1
        )
      }),
    )
  })

  it('refuses corroboration in words that say what is missing', () => {
    expect(() => assertIndependent([report('a', { originKey: 'x' }), report('b', { originKey: 'x' })])).toThrow(
      'needs 2 independent origins; this record has 1 (1 retells a story that is counted already)',
    )
    expect(() => assertIndependent([])).toThrow('this record has 0.')
    expect(() => assertIndependent([report('a'), report('b')])).not.toThrow()
  })
})

describe('a grade', () => {
  it('of 1 needs two independent origins; F and 6 need only their reason', () => {
    const grade = { reliability: 'A', credibility: 1, reason: 'confirmed' } as const
    expect(() => assertGrade(grade, [report('a')])).toThrow('independent origins')
    expect(() => assertGrade(grade, [report('a'), report('b')])).not.toThrow()
    expect(() => assertGrade({ reliability: 'F', credibility: 6, reason: 'unknown' }, [])).not.toThrow()
    expect(() => assertGrade({ reliability: 'F', credibility: 6, reason: ' ' }, [])).toThrow('reason')
  })
})
