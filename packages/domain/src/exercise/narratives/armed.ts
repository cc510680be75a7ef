import type { NarrativesOf } from './narrative.ts'

/** Armed clashes, explosions and remote violence. */
export const ARMED_NARRATIVES: NarrativesOf<'ARM' | 'ERV'> = {
  'ARM-01': [
    [
      'Exchange of fire',
      'At approx. {time} hrs {A} and {B} exchanged small-arms fire {place}. The exchange lasted about {dur} minutes and ended without change of positions.',
    ],
    [
      'Armed clash',
      '{A} and {B} clashed {place} from approx. {time} hrs. {weapon} fire was heard in {town} for {dur} minutes. Both sides claim that the other fired first.',
    ],
    [
      'Clash at a checkpoint',
      'A checkpoint held by {A} {place} came under fire at approx. {time} hrs. The fire was returned. {B} are said to have withdrawn towards {dir} after {dur} minutes.',
    ],
    [
      'Exchange of fire between forward positions',
      'Forward positions of {A} and {B} {place} exchanged fire on and off between {time} hrs and first light. Residents on the edge of {town} stayed indoors.',
    ],
    [
      'Armed clash over a crossing',
      '{A} contested the river crossing {place} with {B}. Sporadic {weapon} fire, {dur} minutes. The crossing is reported open to civilians on foot only.',
    ],
  ],
  'ARM-02': [
    [
      'Ambush on a vehicle',
      'A vehicle carrying {B} was ambushed by {A} {place} at approx. {time} hrs. The vehicle was left burnt beside the road ({road}).',
    ],
    [
      'Raid on a post',
      '{A} raided a post of {B} {place} at {time} hrs and left within {dur} minutes. Small arms, a radio and fuel are said to have been taken.',
    ],
    [
      'Ambush on a foot patrol',
      'A foot patrol of {B} was fired upon from a tree line {place} at {time} hrs. Return fire, then contact was broken off.',
    ],
  ],
  'ARM-03': [
    [
      'Village taken by an armed group',
      '{A} entered {town} at approx. {time} hrs after {B} had pulled back. A checkpoint now stands at the {dir} entrance. Shops closed; no movement after dark.',
    ],
    [
      'Hilltop position taken',
      '{A} took the hilltop position {place} overlooking {road} after {dur} minutes of {weapon} fire. {B} regrouped some {km} km to the {dir}.',
    ],
  ],
  'ARM-04': [
    [
      'Village regained',
      '{A} re-entered {town} at approx. {time} hrs. {B} had left during the night. Civilians were told to stay at home until midday; the market opened at noon.',
    ],
    [
      'Crossing regained',
      '{A} regained the crossing {place}. Two barriers were removed and {road} is reported passable for light vehicles.',
    ],
  ],
  'ARM-05': [
    [
      'Troop movement',
      '{few} trucks with an estimated {many} {A} moved along {road} towards {dir} at {time} hrs. No notification had been received under the agreement.',
    ],
    [
      'Reinforcement of a position',
      '{A} reinforced the position {place}: about {n} tents, {few} pick-ups, fresh earthworks. The commander on site spoke of a routine rotation.',
    ],
    [
      'Convoy of military vehicles',
      'A convoy of {n} vehicles of {A} passed {town} at {time} hrs heading {dir}. Loads were covered.',
    ],
  ],
  'ARM-06': [
    [
      'Overflight of the line',
      'A light aircraft crossed the ceasefire line {place} from {dir} at {time} hrs at low altitude and returned after {dur} minutes.',
    ],
    [
      'Incursion across the line',
      'A group of about {n} {A} crossed to the other side of the line {place} and stayed for {dur} minutes. No fire.',
    ],
  ],
  'ERV-01': [
    [
      'Mortar fire',
      '{few} mortar rounds impacted {place} between {time} hrs and {dur} minutes later, fired from {dir}. Crater analysis requested.',
    ],
    [
      'Shelling of the outskirts',
      'Shelling hit the {dir} outskirts of {town} at approx. {time} hrs. {n} impacts counted by residents. {hh} households moved to relatives in the centre.',
    ],
    [
      'Rocket fire',
      '{few} rockets of a locally made type landed in open ground {place} at {time} hrs. One did not explode and was cordoned off.',
    ],
    [
      'Artillery fire',
      'Artillery fire of {A} on suspected positions of {B} {place}. {n} rounds in {dur} minutes. Livestock was hit; a grain store burnt down.',
    ],
  ],
  'ERV-02': [
    [
      'Air strike',
      'A military aircraft dropped two munitions {place} at {time} hrs. A former brickworks used by {B} was hit. The air liaison cell denies any sortie in the area.',
    ],
  ],
  'ERV-03': [
    [
      'Strike by uncrewed aircraft',
      'A small uncrewed aircraft released one munition over a vehicle park {place} at {time} hrs. It came from {dir}; the operator is not known.',
    ],
    [
      'Munition dropped by uncrewed aircraft',
      'Residents {place} report that a quadcopter dropped a grenade-sized device beside a checkpoint of {B} at {time} hrs.',
    ],
  ],
  'ERV-04': [
    [
      'IED detonation',
      'An improvised explosive device detonated {place} on {road} at {time} hrs as a vehicle of {B} passed. Remains suggest a pressure plate.',
    ],
    [
      'Roadside device',
      'A roadside device exploded {place} at approx. {time} hrs, apparently triggered by command wire. Traffic on {road} stopped for {dur} minutes.',
    ],
    [
      'IED in the market',
      'A device hidden in a hand cart exploded near the livestock market of {town} at {time} hrs. The police cordoned off the area; the market closed.',
    ],
  ],
  'ERV-05': [
    [
      'Mine detonation',
      'A farmer’s tractor set off an anti-vehicle mine on a field track {place} at approx. {time} hrs. The track had been used daily until the rains.',
    ],
    [
      'Explosive remnant detonates',
      'An unexploded munition went off while scrap metal was being collected {place} at {time} hrs. Mine action is tasked to survey the site.',
    ],
    [
      'Mine strike on a cart',
      'An ox cart struck a mine {place} on the verge of {road} at {time} hrs. The verge had been marked, the signs have been removed.',
    ],
  ],
  'ERV-06': [
    [
      'Explosion carried by a person',
      'A person carrying explosives set them off at a checkpoint of {B} {place} at {time} hrs. No group has claimed it.',
    ],
  ],
  'ERV-07': [
    [
      'Grenade thrown',
      'A hand grenade was thrown into the yard of a building used by {B} {place} at {time} hrs. One window shattered; the thrower fled on a motorbike.',
    ],
    [
      'Grenade in a bar',
      'A grenade exploded outside a bar {place} at {time} hrs after a quarrel over unpaid wages. The police treat it as a criminal matter.',
    ],
  ],
  'ERV-08': [
    [
      'Possible toxic agent',
      'Residents {place} complain of burning eyes and coughing after {few} canisters landed at {time} hrs. Tear gas is possible. Samples were not taken; treat as unverified.',
    ],
  ],
  'ERV-09': [
    [
      'Ordnance cleared',
      'Mine action destroyed {n} items of unexploded ordnance {place} by controlled detonation at {time} hrs. {town} had been told the day before.',
    ],
    [
      'Ordnance found',
      'Herders showed the patrol {few} mortar rounds in a dry well {place}. Site marked; clearance requested.',
    ],
    [
      'Device disarmed',
      'A device of two jerrycans and a detonator was found {place} on {road} and disarmed at {time} hrs. {road} reopened after {dur} minutes.',
    ],
    [
      'Weapons cache found',
      'A cache of {many} rounds of small-arms ammunition and {few} RPG rounds was found in a culvert {place}. Handed to mine action.',
    ],
  ],
}
