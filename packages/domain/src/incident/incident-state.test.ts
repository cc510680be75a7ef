import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../problem/index.ts'
import { assertStateChange, INCIDENT_STATES, TRANSITIONS } from './index.ts'

const amara = { method: 'human', personId: 'amara' } as const

describe('assertStateChange', () => {
  it('refuses every transition outside the table', () => {
    for (const from of INCIDENT_STATES) {
      for (const to of INCIDENT_STATES) {
        const change = { from, to, reason: 'patrol report', actor: amara, confirmedBy: 'bo' }
        if (TRANSITIONS[from].includes(to)) expect(() => assertStateChange(change, [])).not.toThrow()
        else expect(() => assertStateChange(change, []), `${from} → ${to}`).toThrow(Problem)
      }
    }
  })

  it('lets no machine and no import move a verification state (N5)', () => {
    for (const method of ['machine', 'import'] as const) {
      expect(() =>
        assertStateChange(
          {
            from: 'reported',
            to: 'under_verification',
            reason: 'model',
            actor: { method, personId: null },
            confirmedBy: null,
          },
          [],
        ),
      ).toThrow('Only a person')
    }
  })

  it('needs a second person to verify, and neither may have reported it', () => {
    const verify = { from: 'corroborated', to: 'verified', reason: 'seen by patrol', actor: amara } as const
    expect(() => assertStateChange({ ...verify, confirmedBy: null }, [])).toThrow('second person')
    expect(() => assertStateChange({ ...verify, confirmedBy: 'amara' }, [])).toThrow('second person')
    expect(() => assertStateChange({ ...verify, confirmedBy: 'bo' }, ['amara'])).toThrow('may not verify')
    expect(() => assertStateChange({ ...verify, confirmedBy: 'bo' }, ['bo'])).toThrow('may not verify')
    expect(() => assertStateChange({ ...verify, confirmedBy: 'bo' }, ['chidi'])).not.toThrow()
  })

  it('needs a reason', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\s*$/), (reason) => {
        expect(() =>
          assertStateChange({ from: 'reported', to: 'duplicate', reason, actor: amara, confirmedBy: null }, []),
        ).toThrow('reason')
      }),
    )
  })

  it('deletes nothing: from every state a record can come back', () => {
    for (const from of INCIDENT_STATES) expect(TRANSITIONS[from].length, from).toBeGreaterThan(0)
  })
})
