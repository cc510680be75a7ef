import type { NarrativesOf } from './narrative.ts'

/** Violence against civilians and civilian objects, and against cultural property. */
export const CIVILIAN_NARRATIVES: NarrativesOf<'CIV' | 'CPP'> = {
  'CIV-01': [
    [
      'Civilians killed in their home',
      '{A} entered a compound {place} at approx. {time} hrs and opened fire. Neighbours found the victims. The motive is not known.',
    ],
    [
      'Traders killed on the road',
      'A trader’s pick-up was stopped by {A} {place} on {road} at {time} hrs. The passengers were told to get off before shots were heard.',
    ],
    [
      'Farmers killed in the fields',
      'Farmers working {place} were shot at by {A} at approx. {time} hrs. Those who escaped reached {town} on foot.',
    ],
    [
      'People found dead',
      'Residents found people dead of gunshot wounds {place} beside {road} at {time} hrs, missing since the day before according to the families. {A} are named by residents.',
    ],
    [
      'Shooting at a checkpoint',
      'A motorbike that did not stop at a checkpoint of {A} {place} was fired upon at {time} hrs.',
    ],
  ],
  'CIV-02': [
    [
      'Civilians beaten',
      '{A} beat {few} people at a checkpoint {place} at {time} hrs, accusing them of passing on information. They were treated at the {town} clinic.',
    ],
    ['Shots at a minibus', 'A minibus was fired upon {place} at {time} hrs by {A}. The driver did not stop.'],
    [
      'Ill-treatment during a search',
      'During a house search {place} {A} struck several residents with rifle butts. Phones and cash were taken.',
    ],
    [
      'Civilian injured by stray fire',
      'A stray round hit a house on the {dir} edge of {town} at {time} hrs while {A} exchanged fire nearby.',
    ],
  ],
  'CIV-03': [
    [
      'Killing of many people',
      '{A} surrounded the hamlet {place} before first light, at approx. {time} hrs, and went from house to house. Survivors reached {town} by noon. About {hh} houses burnt. A quick reaction force was sent; human rights officers follow with escort.',
    ],
  ],
  'CIV-04': [
    [
      'Abduction on the road',
      '{A} stopped two vehicles {place} on {road} at {time} hrs and led several passengers away towards {dir}. A demand for payment reached the families the next day.',
    ],
    [
      'Abduction from a village',
      'At {time} hrs {A} took several people from their houses {place}, allegedly to carry looted goods.',
    ],
    [
      'Community leaders taken',
      'Members of a market committee were taken by {A} from a meeting in {town} at {time} hrs. Elders are in contact with the group.',
    ],
  ],
  'CIV-05': [
    [
      'Whereabouts unknown after arrest',
      'Families in {town} say that relatives taken by {A} {few} weeks ago are in no known place of detention. The authorities answer that no such arrest is on record.',
    ],
    [
      'People not seen since a checkpoint',
      'Several teachers were last seen at a checkpoint of {A} {place}. Their families asked at three posts and were sent on each time.',
    ],
  ],
  'CIV-06': [
    [
      'Arrests without warrant',
      '{A} arrested {n} people in {town} at {time} hrs, allegedly without warrant. Families were not told the place of detention until the evening.',
    ],
    [
      'Round-up at the bus station',
      '{A} held {many} passengers at the bus station of {town} for checks at {time} hrs; most were let go after {dur} minutes.',
    ],
    [
      'Detention over a social media post',
      'A local broadcaster’s staff member was detained by {A} in {town} after a post on the price of fuel. A lawyer was given access on the second day.',
    ],
    [
      'Continued detention after release order',
      'A group ordered released by the magistrate of {town} remains held by {A}. The prison administration refers to a missing signature.',
    ],
  ],
  'CIV-07': [
    [
      'Allegation of torture in custody',
      'A person released from custody of {A} in {district} alleges torture. Medical examination and interview by human rights officers are arranged; no further detail in the general log.',
    ],
  ],
  'CIV-08': [
    [
      'Ultimatum to leave',
      '{A} told about {hh} households {place} to leave within two days. Families began to move towards {town} the same evening.',
    ],
    [
      'Households forced out',
      'About {hh} households were forced out of the settlement {place} at {time} hrs. Roof sheets were removed; the wells were filled with earth.',
    ],
  ],
  'CIV-09': [
    [
      'Illegal tax on the road',
      '{A} collect a fee of 500 to 2,000 per load at a barrier {place} on {road}. Drivers who refuse wait for hours.',
    ],
    [
      'Threats against traders',
      'Traders in {town} received threats from {A}: shops that close on the memorial day will be burnt, shops that open will be fined.',
    ],
    [
      'Extortion of farmers',
      'Farmers {place} say that {A} demand one sack in ten before the harvest may be moved to {town}.',
    ],
    [
      'Threatening leaflets',
      'Leaflets signed in the name of {partyB} were found {place} in the morning, warning residents not to speak to patrols.',
    ],
    [
      'Intimidation at the water point',
      '{A} fired into the air at a water point {place} at {time} hrs to make people leave the queue.',
    ],
  ],
  'CIV-10': [
    [
      'Houses burnt',
      '{A} set fire to {n} houses and a granary {place} at approx. {time} hrs. Smoke was seen from {town}.',
    ],
    [
      'Shops looted',
      'Shops in the {dir} quarter of {town} were looted by {A} at {time} hrs. Losses are being listed by the market committee.',
    ],
    [
      'Clinic store looted',
      '{A} broke into the store of a pharmacy {place} and took antibiotics, dressings and a generator.',
    ],
    [
      'Crops destroyed',
      'Cattle driven by {A} destroyed maize on some {many} hectares {place}. Compensation talks are to be held in {town}.',
    ],
  ],
  'CIV-11': [
    [
      'Attack between communities',
      'Young men from two neighbouring villages {place} fought with machetes and home-made guns at {time} hrs over a fishing dam. Elders asked for a patrol.',
    ],
    [
      'Reprisal attack on a herding camp',
      'A herding camp {place} was attacked at {time} hrs, in apparent reprisal for cattle taken two days before. {n} shelters burnt.',
    ],
    [
      'Attack over grazing',
      '{A} attacked farmers {place} after a dispute over a cattle corridor. The farmers’ committee calls on {partyB} for protection.',
    ],
  ],
  'CIV-12': [
    [
      'Inciting broadcast',
      'A broadcast heard in {town} at {time} hrs called one group of residents “guests who have stayed too long”. The media monitoring unit has the recording.',
    ],
    [
      'Hateful messages online',
      'Posts shared in {district} call for a boycott of traders from across the line and name places, not persons. About {many} shares in a day.',
    ],
  ],
  'CIV-13': [
    [
      'Water point damaged',
      'The main pump of {town} was shot at {time} hrs; {hh} households without piped water. Trucking asked of the water cluster.',
    ],
    [
      'Power line cut',
      'A pylon {place} was brought down by an explosive charge at {time} hrs. {town} and its hospital without mains power; the generator has fuel for two days.',
    ],
  ],
  'CIV-14': [
    [
      'Allegation that residents were held in front of positions',
      'Residents {place} allege that {A} kept {n} people beside a firing position between {time} hrs and dusk. Not observed by the mission.',
    ],
  ],
  'CPP-01': [
    [
      'Attack on a listed building',
      'The old customs house of {town}, on the national list, was hit by {weapon} fire at {time} hrs. Damage assessed as moderate from photographs.',
    ],
  ],
  'CPP-02': [
    [
      'Damage to a shrine by nearby fire',
      'The wall of a shrine {place} was damaged by fragments during shelling nearby. Not the object of the attack, as far as can be told.',
    ],
  ],
  'CPP-03': [
    [
      'Military use of a historic site',
      '{A} have put up a watch post and a radio mast inside the old hill fort {place}. Raised with the liaison officer.',
    ],
  ],
  'CPP-04': [
    [
      'Illicit digging',
      'Fresh pits were seen at the burial mounds in {district}. Digging tools left behind; objects said to be sold on the coast. Coordinates withheld.',
    ],
  ],
  'CPP-05': [
    [
      'Graves desecrated',
      'Headstones in the cemetery of {town} were overturned during the night. The town council cleaned the site and appealed for calm.',
    ],
  ],
}
