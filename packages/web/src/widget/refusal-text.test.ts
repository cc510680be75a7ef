import { describe, expect, it } from 'vitest'
import { Refusal } from '../edge/index.ts'
import ar from '../i18n/ar.json' with { type: 'json' }
import en from '../i18n/en.json' with { type: 'json' }
import fr from '../i18n/fr.json' with { type: 'json' }
import { createI18n } from '../i18n/index.ts'
import { refusalText } from './refusal-text.ts'

const [english, french, arabic] = [createI18n('en', en), createI18n('fr', fr), createI18n('ar', ar)]

describe('a refusal in words', () => {
  it('is in the language of the person', () => {
    const refusal = new Refusal('release.own', 403, 'A second person decides what you proposed.')
    expect(refusalText(refusal, english)).toBe('A second person decides what you proposed.')
    expect(refusalText(refusal, french)).toBe(fr['problem.release.own'])
    expect(refusalText(refusal, arabic)).toBe(ar['problem.release.own'])
  })

  it('keeps what the server says of this very case behind what its code says', () => {
    const words = 'Corroboration needs 2 independent origins; this record has 1.'
    const refusal = new Refusal('incident.transition_refused', 409, words)
    expect(refusalText(refusal, english)).toBe(words)
    expect(refusalText(refusal, french)).toBe(`${fr['problem.incident.transition_refused']} (${words})`)
  })

  it('names each field at fault in the language of the person, and in English where no text of it exists', () => {
    const issue = {
      path: ['toOn'],
      severity: 'error',
      message: 'The period ends before it begins.',
      remedy: 'Turn it.',
    }
    const issues = [
      { ...issue, code: 'sitrep.period_empty' },
      { ...issue, code: 'field.nobody_knows' },
    ]
    const said = refusalText(new Refusal('input.invalid', 422, 'Not right.', { issues }), french)
    expect(said).toBe(
      `${fr['problem.input.invalid']} ${fr['widget.issue.sitrep.period_empty']} The period ends before it begins. Turn it.`,
    )
  })

  it('of a code that nobody wrote a text for is what the server wrote, and never empty', () => {
    expect(refusalText(new Refusal('later.code', 409, 'As the server says.'), french)).toBe('As the server says.')
    expect(refusalText(new Refusal('about:blank', 502, ''), french)).toBe(fr['problem.other'])
  })
})
