import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { screenFindings, screenText } from './compartment-screen.ts'

describe('sexual violence is recognised', () => {
  it.each([
    'Two women were raped by armed men on the road.',
    'A gang-rape was reported near the camp.',
    'Staff were sexually assaulted during the raid.',
    'Women are kept as sex slaves.',
    'Centrafrique : viol sur une femme à Bria',
    'Trois femmes ont été violées par des miliciens.',
    'Des violences sexuelles ont été signalées.',
    'Una mujer fue violada por hombres armados.',
    'Denuncian violencia sexual contra las mujeres.',
    'Duas mulheres foram vítimas de violência sexual.',
    'Uma mulher foi estuprada.',
    'تعرضت امرأة للاغتصاب من قبل مسلحين',
    'وثقت المنظمة حالات عنف جنسي',
  ])('%s', (text) => {
    expect(screenText(text)).toContain('CRSV')
  })
})

describe('words that look like it are left alone', () => {
  it.each([
    'A lorry with rapeseed was burned.',
    'The rape seed field lay in the line of fire.',
    'Violation du cessez-le-feu près de la ligne.',
    'Les violences ont repris; plusieurs violations signalées.',
    'Violación del alto el fuego; violaciones de derechos humanos.',
    'Convoi de la santé sexuelle et reproductive attaqué.',
    'A clinic for sexual and reproductive health was shelled.',
    'The drapery shop and the grapes were looted; a scrape was treated.',
    'اغتصاب السلطة من قبل الجيش',
    'اغتصاب الأراضي الزراعية',
  ])('%s', (text) => {
    expect(screenText(text)).not.toContain('CRSV')
  })
})

describe('a minor as a victim is recognised', () => {
  it.each([
    'Three children among ten killed in the attack.',
    'A 9-year-old boy was wounded by a mine.',
    'A 17-year-old was shot dead.',
    'Two minors were abducted from the village.',
    'Artillery hits children playing, killing girl',
    'Teen shot dead by soldiers',
    'A mother and her baby died in the shelling.',
    'Quatre enfants tués dans une attaque.',
    'Deux mineurs enlevés par un groupe armé.',
    'Une fillette âgée de 6 ans blessée.',
    'Mueren dos niños en un ataque.',
    'Un menor de edad fue asesinado.',
    'Duas crianças mortas no ataque.',
    'مقتل ثلاثة أطفال في قصف',
    'أصيب طفل بجروح',
  ])('%s', (text) => {
    expect(screenText(text)).toContain('CAAC')
  })
})

describe('a minor who is no victim, and a minor that is no child, are left alone', () => {
  it.each([
    'Four people suffered minor injuries.',
    'The ship had minor damage; the crew was wounded.',
    'Gunmen killed five miners at the pit.',
    'Artisanal miners were attacked and three killed.',
    'A Save the Children convoy was attacked; the driver was killed.',
    "Shells hit the children's hospital and killed two nurses.",
    'A girls school was burned and a guard killed.',
    'The child protection office was attacked.',
    'A 45-year-old farmer was killed.',
    'A man aged 170 cm was killed.',
    'Des mineurs artisanaux tués dans une mine d’or.',
    'Deux soldats ont reçu des blessures mineures.',
    'Tres heridos con lesiones menores.',
    'Children sang at the opening of the market.',
    'قتل حارس في مستشفى الأطفال',
  ])('%s', (text) => {
    expect(screenText(text)).not.toContain('CAAC')
  })

  it('a child in one sentence and a death in another are not joined', () => {
    expect(screenText('The school of the children is open again. A soldier was killed elsewhere.')).toEqual([])
  })
})

it('never fails, and more text never takes a finding away', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      screenText(text)
      expect(screenText(`${text}\nA woman was raped and two children were killed.`)).toEqual(['CAAC', 'CRSV'])
    }),
  )
})

describe('a finding', () => {
  it('names the words that it hangs on, each once, and not those that mean something else', () => {
    expect(screenFindings('A child was killed. Another child was hurt near the children’s hospital.')).toEqual([
      { compartment: 'CAAC', words: ['child'] },
    ])
    expect(screenFindings('Fields of oilseed rape burnt; a woman was raped.')).toEqual([
      { compartment: 'CRSV', words: ['raped'] },
    ])
    expect(screenFindings('قتل طفل')).toMatchObject([{ compartment: 'CAAC', words: ['طفل'] }])
  })
})
