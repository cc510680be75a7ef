import type { NarrativesOf } from './narrative.ts'

/** Humanitarian space, hazards, crime and the sea. */
export const RELIEF_NARRATIVES: NarrativesOf<'HUM' | 'HAZ' | 'CRI' | 'MAR'> = {
  'HUM-01': [
    [
      'Relief vehicle robbed',
      'A clearly marked relief vehicle was stopped {place} on {road} at {time} hrs by {A}. Radio, cash and the vehicle were taken; staff walked to {town}.',
    ],
    [
      'Compound of a relief organisation entered',
      '{A} entered the compound of a relief organisation in {town} at {time} hrs, held the guards and took laptops.',
    ],
  ],
  'HUM-02': [
    [
      'Relief convoy turned back',
      '{A} turned back a food convoy of {n} trucks {place} at {time} hrs. The travel authorisation was called out of date.',
    ],
    [
      'Access made conditional',
      '{A} ask for lists of recipients before they let partners work in {district}. Partners refuse; distribution on hold.',
    ],
    [
      'Access cut by fighting',
      'Partners suspended mobile clinics in {district} after the clashes. About {hh} households without services this week.',
    ],
  ],
  'HUM-03': [
    [
      'Relief goods looted',
      'A store of relief goods in {town} was looted at {time} hrs. Missing: {many} sacks of maize flour and the same number of tarpaulins.',
    ],
    ['Diversion of aid', '{A} took one in five parcels after a distribution {place}, as recipients report.'],
  ],
  'HUM-04': [
    [
      'Displacement',
      'About {hh} households from the area {place} arrived in {town} since {time} hrs, mostly on foot. They name shelling as the reason.',
    ],
    [
      'Arrivals at the displacement site',
      'Sel Bend site: {hh} new households registered, from {district}. Two more tents used as reception. Water at 9 l per person and day.',
    ],
    [
      'People sleep outside',
      'About {many} people from villages {place} spend the night in the school and the market hall of {town} and go back by day.',
    ],
  ],
  'HUM-05': [
    [
      'Return',
      '{hh} households went back to the settlement {place} to plant. They say that they chose to; partners follow up.',
    ],
    [
      'Departures from the displacement site',
      'Sel Bend site: {hh} households left for {district}. Exit interviews say that the return was their own choice.',
    ],
  ],
  'HUM-06': [
    ['Food distribution', 'Distribution for {hh}0 people completed in {town}. Orderly; women’s queue separate.'],
    ['Access negotiated', 'After talks with {party} the road {road} was opened for {n} relief trucks for one day.'],
    ['Mobile clinic', 'A mobile clinic reached {town}: {many} consultations, most for malaria.'],
  ],
  'HAZ-EQ': [
    [
      'Earth tremor',
      'A light earth tremor was felt in {town} and on the coast at {time} hrs. Cracks in two old buildings.',
    ],
  ],
  'HAZ-FL': [
    ['Flood', 'The {river} left its bed {place} during the night. About {hh} houses under water, {road} cut.'],
    [
      'Flood warning',
      'The {river} gauge at {town} stands {few}0 cm above the alert mark and rises. Lower quarters told to move livestock.',
    ],
  ],
  'HAZ-TC': [
    [
      'Storm damage',
      'A storm from the south took the roofs of {n} houses and of the clinic in {town}. Fishing boats missing at first; all back by evening.',
    ],
  ],
  'HAZ-WF': [['Bush fire', 'A bush fire {place} burnt about {many} hectares of pasture. The front stopped at {road}.']],
  'HAZ-EP': [
    [
      'Suspected outbreak',
      'The clinic of {town} reports {n} cases of acute watery diarrhoea in two days. Samples sent to the national laboratory.',
    ],
  ],
  'HAZ-AC': [
    [
      'Fuel spill',
      'A tank truck overturned {place} on {road} and lost fuel into the {river}. Drinking water intake of {town} closed for a day.',
    ],
  ],
  'HAZ-DR': [
    ['Dry wells', '{few} of six wells {place} are dry, earlier than usual. Herds move to the {river} before time.'],
  ],
  'HAZ-LS': [
    ['Landslide', 'A landslide buried {road} {place} after {n} hours of rain. One lane reopened by residents.'],
  ],
  'HAZ-CE': [
    [
      'Mass movement of people',
      'Several thousand people moved south along {road} within two days after clashes, floods and failed harvest together. Shelter, water and food partners meet daily in Pont-Selmane.',
    ],
  ],
  'CRI-01': [
    [
      'Armed robbery on the road',
      '{A} robbed passengers of a minibus {place} on {road} at {time} hrs. Cash and phones were taken.',
    ],
    ['Armed robbery of a shop', '{A} robbed a shop in {town} at {time} hrs and fired into the air when leaving.'],
    [
      'Motorbike taken at gunpoint',
      'A motorbike taxi was taken at gunpoint {place} at {time} hrs. The rider walked back to {town}.',
    ],
    ['House robbery', 'A house on the edge of {town} was robbed by {A} at {time} hrs.'],
  ],
  'CRI-02': [
    [
      'Suspected arms transfer',
      'Indication of a transfer of small arms in {district}, against the embargo. Passed to the panel; no detail in the general log.',
    ],
  ],
  'CRI-03': [
    ['Illegal gold digging', 'About {many} people dig for gold {place} under the eyes of {A}, who take a share.'],
    [
      'Charcoal trade',
      '{n} trucks of charcoal left {town} for the coast in one night; receipts in the name of {party}.',
    ],
  ],
  'CRI-04': [
    ['Drug seizure', 'The police seized {many} kg of cannabis hidden under fish crates in {town} at {time} hrs.'],
  ],
  'CRI-05': [
    ['Cattle raid', '{A} took {heads} head of cattle {place} at {time} hrs. Herders follow the tracks {dir}.'],
    [
      'Cattle raid with shooting',
      'Shots were fired when {A} drove off {heads} head of cattle {place} at {time} hrs. Elders of both sides meet in {town}.',
    ],
    [
      'Stolen cattle returned',
      'Of {heads} head of cattle taken {place} on {weekday}, about half were given back after mediation in {town}.',
    ],
  ],
  'MAR-01': [
    [
      'Hijacking of a coaster',
      'A small coaster was taken over by armed persons {place} at {time} hrs. The crew is on board; the owner has contact.',
    ],
  ],
  'MAR-02': [
    [
      'Ship boarded',
      '{few} persons boarded a bulk carrier at anchor {place} at {time} hrs and left with ropes and paint.',
    ],
  ],
  'MAR-03': [
    [
      'Ship fired upon',
      'A skiff fired at a tanker under way {place} at {time} hrs. The tanker increased speed; the skiff gave up.',
    ],
  ],
  'MAR-04': [
    [
      'Attempted boarding',
      'Two skiffs with ladders approached a container ship {place} at {time} hrs and turned away when the alarm sounded.',
    ],
  ],
  'MAR-05': [
    [
      'Crew members taken',
      'Armed persons took crew members off a fishing vessel {place} at {time} hrs. Flag State and owner informed.',
    ],
  ],
  'MAR-06': [
    [
      'Suspicious approach',
      'A skiff with {few} persons closed to 300 m of a merchant ship {place} at {time} hrs, then stopped. No weapons seen.',
    ],
    [
      'Skiffs at night',
      'Three skiffs without lights were seen {place} at {time} hrs by a fishing vessel. They left towards {dir}.',
    ],
  ],
  'MAR-07': [
    ['Robbery in port', 'Robbers with knives climbed a ship berthed in {town} at {time} hrs and took engine spares.'],
  ],
  'MAR-08': [
    [
      'Possible mother ship',
      'A supply boat towing two skiffs was seen {place} on a slow course {dir}. Position passed to the maritime centre only.',
    ],
  ],
  'MAR-09': [
    [
      'Boarding by a naval unit',
      'A patrol vessel of the coast guard boarded a supply boat {place} at {time} hrs under the standing authorisation. {n} rifles secured.',
    ],
  ],
  'MAR-10': [
    [
      'Embargo inspection',
      'A freighter bound for {town} was inspected {place} under the arms embargo. Papers in order; released after {dur} minutes.',
    ],
  ],
  'MAR-11': [
    [
      'Rescue at sea',
      'A fishing boat with engine failure drifted {place}. The coast guard towed it to {town}; {n} people safe.',
    ],
  ],
  'MAR-12': [
    [
      'Uncrewed boat hits a ship',
      'A small uncrewed boat exploded against the hull of a merchant ship {place} at {time} hrs. Damage above the waterline; the ship goes on to {town}.',
    ],
  ],
}
