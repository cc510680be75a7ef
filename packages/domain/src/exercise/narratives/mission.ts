import type { NarrativesOf } from './narrative.ts'

/** The mission itself, and what it saw without anything being wrong. */
export const MISSION_NARRATIVES: NarrativesOf<'MIS' | 'OBS'> = {
  'MIS-01': [
    [
      'Shots at a mission position',
      'Shots were fired at {base} from {dir} at {time} hrs. Sentries took cover; fire was not returned. Bullet marks on the outer wall.',
    ],
    [
      'Patrol comes under fire',
      '{patrol} came under small-arms fire {place} at {time} hrs. The team fired {n} aimed shots and broke contact.',
    ],
  ],
  'MIS-02': [
    [
      'Indirect fire near a base',
      '{few} mortar rounds landed {km}00 m outside {base} at {time} hrs. Personnel in shelters for {dur} minutes.',
    ],
  ],
  'MIS-03': [
    [
      'Mine against a mission vehicle',
      'An armoured vehicle of {patrol} set off a mine {place} on {road} at {time} hrs. Front axle lost; recovery on the way.',
    ],
  ],
  'MIS-04': [
    [
      'Mission personnel held',
      'Personnel of a logistics convoy were held by an armed group in {district}. Contact established; handled by the crisis cell. No further detail in this log.',
    ],
  ],
  'MIS-05': [
    [
      'Hostile crowd',
      'A crowd of about {many} people blocked the gate of {base} at {time} hrs, stones were thrown. Elders calmed the crowd after {dur} minutes.',
    ],
    [
      'Stones thrown at vehicles',
      'Youths threw stones at {few} vehicles of {patrol} in {town} at {time} hrs. A windscreen was broken.',
    ],
  ],
  'MIS-06': [
    [
      'False story about the mission',
      'A post shared in {district} since {time} hrs claims that the mission hands weapons to {partyB}. The picture is from another country. Public information answers at noon.',
    ],
    [
      'Threats on the radio',
      'A caller on a local station in {town} threatened “anyone who works for the blue flag”. Staff of the area advised.',
    ],
  ],
  'MIS-07': [
    [
      'Phishing mail to staff',
      'Staff in {town} received mails with a false sign-in page. {few} passwords were entered and have been changed. No data loss found so far.',
    ],
  ],
  'MIS-08': [
    ['Road accident', 'A vehicle of {patrol} slid off {road} {place} at {time} hrs in heavy rain. Vehicle recovered.'],
    [
      'Generator fire',
      'A generator at {base} caught fire at {time} hrs and was put out after {dur} minutes. Power from the spare set.',
    ],
  ],
  'MIS-09': [
    [
      'Illness among personnel',
      'Several personnel of one unit report fever and stomach illness. Unit medical officer informed; water tested. Detail in the personnel compartment.',
    ],
  ],
  'MIS-10': [
    [
      'Alleged harm by mission forces',
      'A resident of {district} alleges harm by a mission vehicle or weapon. Independent review opened; family visited. Detail with the reviewer.',
    ],
  ],
  'MIS-11': [
    [
      'Conduct matter',
      'Allegation of misconduct (not sexual) received in {district} and referred to the conduct and discipline team.',
    ],
  ],
  'OBS-01': [
    [
      'Nothing significant to report',
      '{patrol} covered {road} between {town} and the next settlements. Market open, traffic normal. Nothing significant to report.',
    ],
    [
      'Routine activity',
      '{op}: routine activity of both sides, {n} vehicles at the crossing, farmers in the fields. Nothing significant to report.',
    ],
    ['Quiet night', '{op}: quiet night, no lights, no movement, rain towards morning. Nothing significant to report.'],
    [
      'Routine patrol',
      '{patrol} on foot in {town}, {dur} minutes. Residents greet the team. Children at school. Nothing significant to report.',
    ],
  ],
  'OBS-02': [
    [
      'Weapons sighting',
      '{patrol} saw {n} armed persons, identified as {A}, {place} at {time} hrs, small arms and one RPG. Behaviour calm.',
    ],
    [
      'Equipment sighting',
      '{op} saw {few} trucks and a command vehicle of {A} parked {place}, camouflage nets spread.',
    ],
  ],
  'OBS-03': [
    [
      'Bridge status',
      'The bridge {place} on {road} is passable for vehicles up to 10 t; a handrail is missing on the {dir} side.',
    ],
    ['Road status', '{road} {place} is under water for about {many} m. Trucks wait; motorbikes are carried across.'],
    [
      'Clinic status',
      'The clinic of {town} is open, {few} of six staff present, no anti-malarial drugs since last week.',
    ],
    [
      'Market and water status',
      'Market of {town} open, about {many} stalls. Price of maize up by a tenth within a week. Two of three water points work.',
    ],
    ['School status', 'The school of {town} teaches in two shifts; about {many} pupils present, {few} teachers.'],
  ],
  'OBS-04': [
    ['Community concern', 'Elders of {town} asked for patrols on {road} on market days, when traders carry cash.'],
    [
      'Women’s group raises concerns',
      'A women’s group in {town} raised lighting at the water point and the distance of the new latrines. Passed to the district cell.',
    ],
    [
      'Concern over grazing',
      'Farmers and herders {place} met in the presence of {patrol}. Both ask that the corridor be marked before the herds move.',
    ],
    [
      'Concern over the line',
      'Families {place} have fields on the other side of the line and ask for crossing on two days a week.',
    ],
  ],
  'OBS-05': [
    [
      'Market closed without reason',
      'The market of {town} was closed on a market day. Stallholders gave different reasons. Few men seen in the street.',
    ],
    [
      'School empty',
      'The school {place} was empty at {time} hrs on a school day. Parents said that they had been “advised”.',
    ],
    [
      'Young men absent',
      'Hardly any young men seen in {town} during the patrol of {time} hrs. Residents say that they are “at the coast for work”.',
    ],
  ],
}
