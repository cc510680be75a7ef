import { openMarking, POLICIES, type Holding, type Role } from '@eirene/domain/access'
import type { I18n } from '../i18n/index.ts'

const HUMANITARIAN: readonly Role[] = ['RC', 'HRO', 'WPA', 'CPA', 'GENAD']

/** In plain words what a person with this would see. Counts nothing: a count would tell what exists. */
export function holdingSentences(holding: Holding, { text }: Pick<I18n, 'text'>): readonly string[] {
  if (!holding.roles.some((role) => role !== 'ADM')) return [text('access.seesNothing')]
  const { policy, level } = openMarking('', 'LIVE')
  const levels = POLICIES.flatMap((one) => {
    const held = holding.clearances[one]
    if (held !== undefined) return [`${one}: ${held}`]
    return one === policy ? [`${policy}: ${level}`] : []
  })
  return [
    text('access.seesLevels', { levels: levels.join('; ') }),
    holding.compartments.length === 0
      ? text('access.seesNoCompartments')
      : text('access.seesCompartments', { compartments: holding.compartments.join(', ') }),
    holding.organisation === ''
      ? text('access.seesUnreleased')
      : text('access.seesReleased', { organisation: holding.organisation }),
    holding.roles.some((role) => HUMANITARIAN.includes(role))
      ? text('access.seesHumanitarian')
      : text('access.seesNoHumanitarian'),
  ]
}
