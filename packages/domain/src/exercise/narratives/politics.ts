import type { NarrativesOf } from './narrative.ts'

/** Public order, and political and peace-process events. */
export const POLITICAL_NARRATIVES: NarrativesOf<'PUB' | 'POL'> = {
  'PUB-01': [
    [
      'Peaceful protest',
      'About {many}0 people marched peacefully in {town} from {time} hrs, asking for lower fuel prices and for voter cards. The police kept traffic away.',
    ],
    [
      'Sit-in of teachers',
      'Teachers held a sit-in in front of the education office of {town} over three months of unpaid salaries. About {many} present; ended at noon.',
    ],
    [
      'Women’s march',
      'A women’s march for the ceasefire crossed {town} at {time} hrs. About {many}0 took part, from both sides of the line.',
    ],
    [
      'Student gathering',
      'Students gathered at the campus gate in {town} at {time} hrs against the new registration rules. No incident.',
    ],
  ],
  'PUB-02': [
    [
      'Protest dispersed',
      'A protest of about {many}0 people in {town} was dispersed by {A} with tear gas at {time} hrs. {n} people were held and released in the evening.',
    ],
  ],
  'PUB-03': [
    [
      'Live rounds at a protest',
      '{A} fired live rounds over and, according to witnesses, into a protest in {town} at {time} hrs. Human rights officers at the hospital.',
    ],
  ],
  'PUB-04': [
    [
      'Violent demonstration',
      'A demonstration in {town} turned violent at {time} hrs: tyres burnt, the windows of the electoral office broken. The police regained control after {dur} minutes.',
    ],
    [
      'Riot at a fuel depot',
      'A queue at the fuel depot of {town} turned into a riot at {time} hrs after the pumps closed. {few} vehicles burnt.',
    ],
  ],
  'PUB-05': [
    [
      'Mob violence',
      'A crowd beat a suspected thief near the bus station of {town} at {time} hrs before the police arrived.',
    ],
  ],
  'PUB-06': [
    [
      'Roadblock',
      'Transport workers blocked {road} {place} from {time} hrs over road fees. Reopened after {dur} minutes on a promise of talks.',
    ],
    ['General strike', 'A strike call was followed in most shops of {town}. Public transport at about a third. Calm.'],
    [
      'Barricade of residents',
      'Residents of {town} put trees across {road} {place} in protest at power cuts. Ambulances are let through.',
    ],
  ],
  'POL-01': [
    [
      'Local agreement signed',
      'Committees from both sides of the line signed a local agreement in {town} on grazing and crossing days. Text received; the mission is named as witness.',
    ],
  ],
  'POL-02': [
    [
      'Ceasefire renewed',
      'The parties renewed the ceasefire for 90 days in {town}. The text adds a hotline between liaison officers.',
    ],
    ['Local truce declared', '{party} declared a local truce {place} for the harvest. {partyB} took note.'],
  ],
  'POL-03': [
    [
      'Joint military meeting',
      'Joint meeting of the liaison officers of both parties at {town}, {dur} minutes. Agenda: heavy weapons, hotline, crossing days. Next meeting in two weeks.',
    ],
    [
      'Good offices',
      'The head of office met the leadership of {party} in {town}. Tone constructive; no commitment on withdrawal dates.',
    ],
    ['Local mediation', 'A mediation between two villages over the dam {place} ended with a written understanding.'],
  ],
  'POL-04': [
    [
      'Statement',
      '{party} issued a statement on the events in {district} and places the responsibility with {partyB}.',
    ],
    [
      'Declaration on registration',
      'The government declared that voter registration will go on in all districts “where security allows”.',
    ],
    [
      'Statement on the line',
      '{party} states that its forces keep to the positions of the agreement. Statement carried by all stations.',
    ],
  ],
  'POL-05': [
    ['Appeal for calm', 'Community leaders of {town} jointly appealed for calm and for the return of stolen cattle.'],
    ['Appeal for access', 'Humanitarian partners appealed to both parties for access to {district}.'],
  ],
  'POL-06': [
    ['Readiness to cooperate', '{party} wrote that it is ready to open {road} to relief convoys on three days a week.'],
  ],
  'POL-07': [
    ['Ultimatum', '{party} gave {partyB} 72 hours to remove new positions in {district}.'],
    ['Demand', '{party} demands that two prisoners be moved from {town} before talks go on.'],
  ],
  'POL-08': [
    [
      'Withdrawal from talks',
      '{party} suspended its participation in the joint military meetings until the events in {district} are investigated.',
    ],
  ],
  'POL-09': [['Condemnation', '{party} condemned the attack in {district}. {partyB} answered within the hour.']],
  'POL-10': [
    [
      'Staff member asked to leave',
      'The foreign ministry asked that an official of the mission leave the country within 72 hours. The leadership has protested and asks for reasons.',
    ],
  ],
  'POL-11': [
    [
      'Voter registration',
      'Registration in {town}: about {many}0 people registered by {time} hrs. Queues orderly; one tablet out of order.',
    ],
    [
      'Registration suspended',
      'The registration centre {place} closed early at {time} hrs after a quarrel over lists. Reopens tomorrow.',
    ],
    ['Voter lists displayed', 'Provisional lists were put up in {town}. Observers noted {n} complaints.'],
  ],
  'POL-12': [
    [
      'Split of an armed group',
      'A group that calls itself the Third Column declared that it no longer follows the Highland Front. It claims {many} fighters in {district}.',
    ],
    ['Local committees merge', 'Two self-defence committees in {district} announced that they act as one from today.'],
  ],
  'POL-13': [
    [
      'Regional headquarters opened',
      '{party} opened a regional headquarters in a former warehouse in {town}. Flag raised; about {many} present.',
    ],
  ],
  'POL-14': [
    [
      'Site handed over',
      '{party} handed the school {place} back to the education office, without incident. Walls need paint, no traps found.',
    ],
  ],
  'POL-15': [
    [
      'Fighters enter the DDR programme',
      '{n} fighters entered the programme at the reception point of {town} this week; {few} weapons handed in. No names in this log.',
    ],
    [
      'Group lays down arms',
      'A group of about {n} fighters of {party} reported to the mission {place}. Moved to the reception point.',
    ],
  ],
  'POL-16': [
    [
      'Exchange of prisoners',
      '{n} detainees were exchanged at the crossing {place} at {time} hrs with the help of a neutral intermediary.',
    ],
  ],
  'POL-17': [
    [
      'Investigation opened',
      'The public prosecutor of {town} opened an investigation into the events {place}. The mission offers technical support.',
    ],
  ],
  'POL-18': [
    [
      'Magistrate returns',
      'A magistrate and {few} clerks took up work in {town} for the first time in two years. First hearing next week.',
    ],
    ['Service restored', 'The civil registry of {town} reopened. About {many} birth certificates in the first days.'],
  ],
  'POL-19': [
    [
      'Support pledged',
      'A partner pledged equipment for {few} police stations in {district}. Delivery within the quarter.',
    ],
  ],
}
