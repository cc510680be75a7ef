import type { IncidentTypeCode } from '../../incident/index.ts'
import type { Narrative } from './narrative.ts'

/** How sources that write in French put the first narrative of a type; the others are reported in English. */
export const FRENCH_NARRATIVES: Readonly<Partial<Record<IncidentTypeCode, Narrative>>> = {
  'ARM-01': [
    'Échange de tirs',
    'Vers {time}, des échanges de tirs ont opposé {A} à {B} {place}. Durée : environ {dur} minutes. Les habitants sont restés chez eux.',
  ],
  'ARM-02': ['Embuscade', 'Un véhicule de {B} est tombé dans une embuscade tendue par {A} {place} vers {time}.'],
  'ERV-01': [
    'Tirs de mortier',
    'Des obus de mortier sont tombés {place} vers {time}. Des ménages se sont réfugiés au centre de {town}.',
  ],
  'ERV-04': ['Explosion d’un engin', 'Un engin explosif improvisé a explosé {place} sur la route {road} vers {time}.'],
  'CIV-01': ['Civils tués', '{A} ont ouvert le feu sur des habitants {place} vers {time}. Le mobile n’est pas connu.'],
  'CIV-02': [
    'Civils battus',
    '{A} ont battu plusieurs personnes {place} vers {time}. Les blessés sont soignés au centre de santé de {town}.',
  ],
  'CIV-04': [
    'Enlèvement',
    '{A} ont emmené plusieurs passagers d’un véhicule {place} vers {time}. Une rançon serait demandée.',
  ],
  'CIV-06': [
    'Arrestations',
    '{A} ont arrêté plusieurs personnes à {town} vers {time}, sans mandat selon les familles.',
  ],
  'CIV-09': [
    'Barrière de taxation',
    '{A} prélèvent une taxe sur chaque chargement à une barrière {place}, route {road}.',
  ],
  'CIV-10': ['Maisons incendiées', '{A} ont incendié {n} maisons et un grenier {place} vers {time}.'],
  'CIV-11': [
    'Violence entre villages',
    'Des jeunes de deux villages se sont affrontés {place} vers {time} au sujet d’un barrage de pêche.',
  ],
  'CRI-01': [
    'Vol à main armée',
    '{A} ont dépouillé les passagers d’un minibus {place} vers {time} : argent et téléphones.',
  ],
  'CRI-05': [
    'Vol de bétail',
    '{A} ont emmené {heads} têtes de bétail {place} vers {time}. Les éleveurs suivent les traces.',
  ],
  'HUM-02': [
    'Convoi refoulé',
    '{A} ont refoulé un convoi de vivres {place} vers {time}. L’autorisation serait périmée.',
  ],
  'HUM-04': [
    'Déplacement',
    'Environ {hh} ménages venus des environs sont arrivés à {town} depuis {time}, surtout à pied.',
  ],
  'HUM-05': ['Retours', '{hh} ménages sont rentrés {place} pour les semailles ; ils disent l’avoir choisi.'],
  'HUM-06': ['Distribution', 'La distribution de vivres à {town} s’est achevée dans le calme.'],
  'HAZ-FL': ['Crue', 'La rivière {river} est sortie de son lit {place} pendant la nuit. La route {road} est coupée.'],
  'PUB-01': ['Marche pacifique', 'Une marche pacifique a traversé {town} vers {time} contre la hausse du carburant.'],
  'PUB-06': ['Barrage routier', 'Des transporteurs ont bloqué la route {road} {place} à partir de {time}.'],
  'POL-04': ['Déclaration', '{party} a publié une déclaration sur les événements survenus dans {district}.'],
  'OBS-03': [
    'État du pont',
    'Le pont {place} sur la route {road} est praticable jusqu’à 10 t ; un garde-corps manque.',
  ],
  'OBS-04': [
    'Préoccupation des habitants',
    'Les anciens de {town} demandent des patrouilles sur la route {road} les jours de marché.',
  ],
  'OBS-05': ['Marché fermé', 'Le marché de {town} est resté fermé un jour de marché, sans raison claire.'],
}
