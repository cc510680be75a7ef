import type { NarrativesOf } from './narrative.ts'

const REFERRED = 'Restricted, referred. Area and month only in the general log; case work is with the mandated adviser.'
const crsv = (what: string): readonly [string, string] => [
  what,
  `Allegation received in {district}. ${REFERRED} Referral pathway offered and accepted.`,
]
const trafficking = (what: string): readonly [string, string] => [
  what,
  `Indication received in {district}. ${REFERRED} Specialised partner informed.`,
]
const child = (what: string): readonly [string, string] => [
  what,
  `Alleged grave violation in {district}. ${REFERRED} Child protection informed within the hour.`,
]

/** Types that belong into compartments, without any detail that could point to a person, and their neighbours. */
export const PROTECTION_NARRATIVES: NarrativesOf<'SXV' | 'SEA' | 'CAC' | 'TIP'> = {
  'SXV-01': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-02': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-03': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-04': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-05': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-06': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-07': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-08': [crsv('Conflict-related sexual violence, allegation')],
  'SXV-09': [crsv('Conflict-related trafficking, allegation')],
  'SXV-10': [
    [
      'Early-warning sign',
      'Women in {town} no longer go to the fields {dir} of the settlement without company since {A} set up a post. No victim recorded. Adviser informed; patrol timings adjusted.',
    ],
    [
      'Early-warning sign at the water point',
      'Families {place} keep girls from school and water collection is done in groups before dusk. No victim recorded. Lighting and escort patrols proposed.',
    ],
  ],
  'SEA-01': [
    ['Conduct allegation', 'Allegation received and passed to the conduct and discipline team. No detail in this log.'],
  ],
  'SEA-02': [
    ['Conduct allegation', 'Allegation received and passed to the conduct and discipline team. No detail in this log.'],
  ],
  'CAC-01': [child('Children killed or maimed, allegation')],
  'CAC-02': [child('Recruitment or use of children, allegation')],
  'CAC-03': [
    [
      'Attack on a school',
      '{A} broke into the primary school {place} at {time} hrs, outside school hours. Desks were burnt; the roof of one classroom is damaged. Lessons suspended.',
    ],
    [
      'School hit by fire',
      'The school of {town} was hit by {weapon} fire at {time} hrs. The building was empty. The parents’ committee closed it until further notice.',
    ],
  ],
  'CAC-04': [
    [
      'Attack on a health post',
      'The health post {place} was attacked by {A} at {time} hrs; the solar panels and the cold box for vaccines were taken. Staff have left.',
    ],
    [
      'Ambulance fired upon',
      'A marked ambulance was fired upon {place} at {time} hrs. It turned back; the patient was brought by another road.',
    ],
  ],
  'CAC-05': [child('Grave violation against children, allegation')],
  'CAC-06': [child('Abduction of children, allegation')],
  'CAC-07': [
    [
      'Vaccination team refused passage',
      'A vaccination team for under-fives was refused passage by {A} {place} at {time} hrs in spite of the written agreement. {many} children not reached in this round.',
    ],
  ],
  'CAC-08': [
    [
      'Detention of children, concern',
      `Concern recorded in {district}. ${REFERRED} Child protection informed within the hour.`,
    ],
  ],
  'CAC-09': [
    [
      'School used as barracks',
      '{A} sleep in two classrooms of the school {place} and have dug a latrine in the yard. Lessons are held under trees. Raised with the commander, who promised to leave.',
    ],
    [
      'Health post used as a watch post',
      '{A} keep a sentry on the roof of the health post {place}. Patients stay away.',
    ],
  ],
  'TIP-01': [trafficking('Suspected trafficking')],
  'TIP-02': [trafficking('Suspected forced labour')],
  'TIP-03': [trafficking('Suspected trafficking')],
  'TIP-04': [trafficking('Suspected trafficking')],
  'TIP-05': [trafficking('Suspected trafficking, purpose unknown')],
  'TIP-06': [
    [
      'Smuggling of migrants by sea',
      'A boat with about {many} people was stopped by the coast guard off {town} at {time} hrs. All were taken ashore and registered. No sign of coercion so far.',
    ],
  ],
}
