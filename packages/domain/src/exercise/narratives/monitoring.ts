import type { NarrativesOf } from './narrative.ts'

/** Ceasefire violations and restrictions of the mission's freedom of movement. */
export const MONITORING_NARRATIVES: NarrativesOf<'CFV' | 'FOM'> = {
  'CFV-01': [
    [
      'Outgoing explosions',
      '{op} heard {n} explosions assessed as outgoing mortar rounds, {km} km {dir}, between {time} hrs and {dur} minutes later.',
    ],
    ['Outgoing rounds heard', '{op} heard {few} outgoing rounds of undetermined weapon, {km} km {dir}, at {time} hrs.'],
  ],
  'CFV-02': [
    [
      'Impacts',
      '{op} saw smoke and heard {n} impacts {km} km {dir} from {time} hrs. Impact area assessed as outside the security zone.',
    ],
    [
      'Explosions assessed as impacts',
      '{op} heard {few} explosions assessed as impacts, {km} km {dir}, at {time} hrs. Weapon not identified.',
    ],
  ],
  'CFV-03': [
    ['Airburst', '{op} camera recorded {few} airbursts at an estimated height of 150 m, {km} km {dir}, at {time} hrs.'],
  ],
  'CFV-04': [
    [
      'Undetermined explosions',
      '{op} heard {n} undetermined explosions {km} km {dir} between {time} hrs and {dur} minutes later.',
    ],
    [
      'Undetermined explosion',
      '{op} heard one undetermined explosion at an estimated {km} km {dir} at {time} hrs. Nothing seen.',
    ],
    [
      'Series of undetermined explosions',
      '{op} heard {n} undetermined explosions {km} to {km2} km {dir}, all within {dur} minutes from {time} hrs. Wind from {dir2}, visibility poor.',
    ],
  ],
  'CFV-05': [
    [
      'Projectiles in flight',
      '{op} camera recorded {n} projectiles in flight from {dir} to {dir2}, {km} km from the post, at {time} hrs.',
    ],
  ],
  'CFV-06': [['Muzzle flashes', '{op} camera recorded {n} muzzle flashes {km} km {dir} at {time} hrs.']],
  'CFV-07': [
    [
      'Bursts of heavy machine-gun fire',
      '{op} heard {n} bursts of heavy machine-gun fire {km} km {dir} at {time} hrs.',
    ],
    [
      'Automatic fire',
      '{op} heard about {n} bursts of automatic fire {km} km {dir} between {time} hrs and {dur} minutes later. Assessed as small arms.',
    ],
    ['Cannon bursts', '{op} heard {few} bursts of infantry fighting vehicle cannon {km} km {dir} at {time} hrs.'],
  ],
  'CFV-08': [
    ['Shots', '{op} heard {n} shots of small-arms fire {km} km {dir} at {time} hrs.'],
    [
      'Single shots',
      '{op} heard single shots, about {n} in {dur} minutes from {time} hrs, {km} km {dir}. Possibly hunting; not excluded.',
    ],
    [
      'Small-arms fire',
      '{op} heard {n} shots assessed as small arms {km} km {dir} at {time} hrs, and one further burst. Origin not observed, not attributed.',
    ],
  ],
  'CFV-09': [
    ['Illumination flares', '{op} saw {few} illumination flares in vertical flight {km} km {dir} at {time} hrs.'],
  ],
  'CFV-10': [
    [
      'Live-fire exercise assessed inside the security zone',
      '{op} heard {many} shots and bursts {km} km {dir} from {time} hrs, assessed as a live-fire exercise inside the security zone. No notification received.',
    ],
  ],
  'CFV-11': [
    [
      'Weapons in violation of withdrawal lines',
      'The patrol saw {few} towed howitzers (122 mm) of {A} {place}, in violation of withdrawal lines, at {time} hrs.',
    ],
    [
      'Mortars beyond the withdrawal line',
      'An uncrewed aircraft of the mission saw {few} mortars and a truck {place} at {time} hrs, beyond the withdrawal line. Assessed as operated by {A}.',
    ],
  ],
  'CFV-12': [
    [
      'Weapons absent from storage',
      'At a permanent storage site of {party} in {district} {few} of the listed weapons were again absent. The custodian gave no explanation.',
    ],
  ],
  'CFV-13': [
    [
      'New trench in the zone',
      'Imagery of the week shows a new trench of about {many} m {place}, inside the zone. Assessed as dug by {A}.',
    ],
    [
      'New firing position',
      'A new sandbagged position of {A} was seen {place} at {time} hrs, not there on the last patrol.',
    ],
  ],
  'CFV-14': [
    [
      'Armed persons in the disengagement area',
      'The patrol saw {n} armed persons, identified as {A}, inside the disengagement area {place} at {time} hrs.',
    ],
    [
      'Vehicle in the disengagement area',
      'A pick-up with a mounted machine gun, assessed as operated by {A}, was seen inside the disengagement area {place} at {time} hrs.',
    ],
  ],
  'CFV-15': [
    ['Mine signs observed', 'The patrol saw {n} mine signs, one of them fallen, on both sides of {road} {place}.'],
    [
      'Unexploded ordnance observed',
      'A mortar tail fin and {few} unexploded rounds seen {place}. Marked and reported to mine action.',
    ],
  ],
  'CFV-16': [
    [
      'Uncrewed aircraft over the zone',
      '{op} saw a small uncrewed aircraft {km} km {dir} at {time} hrs, flying from {dir} to {dir2} over the zone for {dur} minutes.',
    ],
    [
      'Aircraft heard in prohibited area',
      '{op} heard an aircraft engine {km} km {dir} at {time} hrs. Assessed as an uncrewed aircraft; not seen.',
    ],
  ],
  'CFV-17': [
    [
      'Step of compliance',
      '{party} withdrew {few} heavy weapons from the zone {place} in the presence of a joint team at {time} hrs.',
    ],
    [
      'Agreed clearance carried out',
      'A joint team of both parties cleared a field path {place} of {n} mines; handed over to the village committee.',
    ],
  ],
  'FOM-01': [
    [
      'Passage denied',
      '{A} at the checkpoint {place} denied {patrol} passage towards {dir} at {time} hrs, citing an order from above. The patrol waited {dur} minutes and returned.',
    ],
    [
      'Patrol turned back',
      '{patrol} was turned back {place} by {A} at {time} hrs. Reason given: demining ahead. No work was visible.',
    ],
    [
      'Access to a storage site denied',
      '{A} did not open the storage site in {district} to the monitoring team. The key was said to be in {town}.',
    ],
  ],
  'FOM-02': [
    [
      'Conditional access',
      '{A} let {patrol} pass {place} only with an escort of {few}. The escort listened to talks with residents; the team cut them short.',
    ],
    [
      'Access after inspection of vehicles',
      '{A} {place} made passage conditional on opening the vehicles of {patrol}. After a call to the liaison officer passage was granted unsearched.',
    ],
  ],
  'FOM-03': [
    [
      'Delay at a checkpoint',
      '{patrol} waited {dur} minutes at the checkpoint of {A} {place} from {time} hrs while phone calls were made.',
    ],
    [
      'Delay',
      '{A} held {patrol} at the barrier {place} for {dur} minutes. Trucks and civilian cars were let through meanwhile.',
    ],
  ],
  'FOM-04': [
    [
      'Mines on the patrol route',
      '{patrol} stopped {place} at {time} hrs: anti-vehicle mines laid across {road}, in place since the night according to residents. Route closed.',
    ],
  ],
  'FOM-05': [
    [
      'Weapon pointed at a patrol',
      'One of the {A} pointed a rifle at {patrol} {place} at {time} hrs and shouted to leave. The team withdrew.',
    ],
    [
      'Warning shots near a patrol',
      'Warning shots were fired into the air some {many} m from {patrol} {place} at {time} hrs. Origin: position of {A}.',
    ],
  ],
  'FOM-06': [
    [
      'Probable jamming',
      'An uncrewed aircraft of the mission lost its navigation signal {place} at {time} hrs for {dur} minutes. Assessed as probable jamming; origin not determined.',
    ],
    [
      'GNSS interference',
      'Two flights reported navigation interference {place} at {time} hrs. Assessed as probable jamming.',
    ],
  ],
  'FOM-07': [
    [
      'Illegal fee demanded',
      '{A} demanded a road fee of {patrol} {place} at {time} hrs. Not paid; passed after {dur} minutes.',
    ],
    [
      'Fuel truck of a contractor held',
      'A fuel truck under contract to the mission was held by {A} {place} from {time} hrs; released in the evening with {few} jerrycans missing.',
    ],
  ],
}
