import { COMPARTMENTS, POLICIES, type Marking } from '@eirene/domain/access'

/** Policy, level and compartments of marking keys (`markingKey` of domain/access), for the banner. Unreadable keys are left out. */
export function markingsOf(keys: readonly string[]): readonly Pick<Marking, 'policy' | 'level' | 'compartments'>[] {
  return keys.flatMap((key) => {
    const [, , policyText, level = '', , compartments = ''] = key.split('|')
    const policy = POLICIES.find((known) => known === policyText)
    if (policy === undefined) return []
    const touched = compartments.split(',')
    return [{ policy, level, compartments: COMPARTMENTS.filter((compartment) => touched.includes(compartment)) }]
  })
}
