import type { SitrepWords } from './sitrep-words.ts'
import { dayInWords, listing, paragraph, sentence } from './sitrep-sentence.ts'

/** In French, zero and one are singular. */
const is = (value: number | null, one: string, other: string): string => (value !== null && value < 2 ? one : other)

/** French texts of the situation report. Written by the project; not yet reviewed by a native speaker of the field. */
export const WORDS_FR: SitrepWords = {
  furniture: {
    title: 'Rapport de situation',
    number: 'Numéro',
    operation: 'Opération',
    period: 'Période',
    localTime: 'heure locale',
    asOf: 'Informations arrêtées au',
    drafted: 'Rédigé par',
    operator: 'Exploitant du système (ligne de commande)',
    released: 'Diffusé par',
    status: 'Statut',
    marking: 'Marquage',
    area: 'Zone',
    wholeArea: 'Toute la zone d’opérations',
    drawnArea: 'Zone dessinée sur la carte',
    corrects: 'Corrige',
    correctedBy: 'Corrigé par',
    correctedNotice: (number) =>
      number === null
        ? 'Ce rapport a été corrigé par un rapport ultérieur. Ne vous y fiez plus.'
        : `Ce rapport a été corrigé par le numéro ${number}. Ne vous y fiez plus.`,
    contents: 'Table des matières',
    nothing: 'Rien de significatif à signaler.',
    factsWithheld: 'Les faits de ce projet sont à refaire : des fiches dont ils viennent ont changé.',
    comment: 'COMMENTAIRE :',
    commentEnds: 'FIN DU COMMENTAIRE.',
    inputs: 'Contributions des composantes',
    missing: 'MANQUANTE : demandée, non reçue.',
    awaited: 'ATTENDUE : demandée, délai non échu.',
    cutoff: 'limite',
    draftNotice: 'Projet : non diffusé par le chef de la mission.',
    annexRecords: 'Annexe A. Fiches citées',
    annexRecordsIntro:
      'Chaque chiffre de ce rapport renvoie aux fiches ci-dessous, telles qu’elles étaient au moment de la rédaction. Les propos des sources sont rapportés, non affirmés.',
    annexLists: 'Annexe D. Listes longues de fiches',
    annexListsIntro: 'Les chiffres qui reposent sur des fiches dispersées renvoient à l’une de ces listes.',
    annexSources: 'Annexe B. Sources et manière de les citer',
    annexMethods: 'Annexe C. Comment ce rapport a été établi',
    page: 'Page',
    pageOf: 'sur',
    notKnown: 'Non connu',
    total: 'Ensemble',
    columns: {
      type: 'Type d’incident',
      adm1: 'Zone de premier niveau',
      actor: 'Acteur nommé par les sources',
      incidents: 'Incidents',
      before: 'Période précédente',
      ratio: 'Rapport des taux (intervalle à 95 %)',
      killed: 'Tués signalés : meilleure (basse–haute)',
      killedNotKnown: 'Tués non connus',
      no: 'N°',
      date: 'Date',
      place: 'Lieu et précision',
      state: 'État',
      source: 'Source, cote, fiche',
      list: 'Liste',
      records: 'Fiches',
      citation: 'Citation et licence',
    },
    map: 'Incidents de la période',
    mapNote:
      'Les symboles sont aux lieux que donnent les sources ; la plupart sont des localités, non des points exacts (annexe A).',
    mapDisclaimer:
      'Les frontières, noms et désignations de cette carte n’impliquent aucune position sur un statut juridique.',
    mapNone: 'Aucun incident de la période n’a de lieu qui puisse être dessiné.',
    legend: 'Légende',
    legendPrecision: 'le lieu réel est dans ce cercle',
    legendHex: 'incidents dans un hexagone',
    legendDisputed: 'frontière contestée ou non déterminée',
    legendSector: 'limite de secteur',
    legendCeasefireLine: 'ligne de cessez-le-feu',
    unplaced: 'sans lieu qui puisse être dessiné',
    chartPerDay: 'Incidents par jour',
    chartPerWeek: 'Incidents par semaine',
    chartRatios: 'Évolution par rapport à la période précédente',
    chartRatiosAxis: 'rapport des taux, intervalle à 95 % (logarithmique)',
    chartIncidents: 'incidents',
    chartMeanBefore: 'moyenne de la période précédente',
    chartFewer: 'moins',
    chartMore: 'plus',
  },
  states: {
    draft: 'PROJET',
    edited: 'PROJET, MODIFIÉ',
    released: 'DIFFUSÉ',
    corrected: 'CORRIGÉ PAR UN RAPPORT ULTÉRIEUR',
  },
  components: {
    military: 'Militaire',
    police: 'Police',
    political: 'Affaires politiques et civiles',
    human_rights: 'Droits de l’homme',
    gender: 'Questions de genre',
    child_protection: 'Protection de l’enfance',
    rule_of_law: 'État de droit',
    ddr: 'DDR',
    ssr: 'Réforme du secteur de la sécurité',
    mine_action: 'Lutte antimines',
    cimic: 'Coopération civilo-militaire',
    mission_support: 'Appui à la mission',
    safety_security: 'Sûreté et sécurité',
  },
  incidentStates: {
    received: 'Reçu',
    reported: 'Signalé',
    under_verification: 'En cours de vérification',
    corroborated: 'Corroboré',
    verified: 'Vérifié',
    contested: 'Contesté',
    unverifiable: 'Invérifiable',
    refuted: 'Réfuté',
    duplicate: 'Doublon',
    rejected: 'Rejeté',
  },
  total: (current, before, beforeDays) =>
    sentence`${current} ${is(current.value, 'incident a été signalé', 'incidents ont été signalés')}, contre ${before} ${is(beforeDays, 'la veille', `au cours des ${beforeDays} jours précédents`)}.`,
  ratio: (comparison) => {
    if (comparison.ratio === null)
      return sentence`Aucun rapport ne peut être calculé, car rien n’a été signalé au cours de la période précédente.`
    const meaning =
      comparison.low > 1
        ? 'Tout l’intervalle est supérieur à 1.'
        : comparison.high !== null && comparison.high < 1
          ? 'Tout l’intervalle est inférieur à 1.'
          : 'L’intervalle contient 1 : ces seuls nombres ne montrent pas de changement.'
    return sentence`Le rapport des taux, avec son intervalle à 95 %, est de ${{ kind: 'ratio', comparison }}. ${meaning}`
  },
  byState: (states) =>
    paragraph(
      sentence`Par état de vérification : ${listing(
        states.map(
          ({ state, counted }) => sentence`${counted} à l’état « ${WORDS_FR.incidentStates[state].toLowerCase()} »`,
        ),
        'fr',
      )}.`,
      states.some(({ state }) => state === 'verified') ? [] : sentence`Aucun n’est vérifié.`,
    ),
  killed: ({ run, best }, rule) =>
    sentence`Les sources font état de ${run} ${is(best, 'personne tuée', 'personnes tuées')} (meilleure estimation, basse à haute ; règle de comptage ${rule}).`,
  killedNotKnown: (counted) =>
    sentence`Pour ${counted} ${is(counted.value, 'incident', 'incidents')}, le nombre de personnes tuées n’est pas connu.`,
  areas: (areas) =>
    sentence`La plupart des incidents ont été signalés dans ${areas.length > 1 ? 'ces zones' : 'cette zone'} : ${listing(
      areas.map(({ name, counted }) => sentence`${name} (${counted})`),
      'fr',
    )}.`,
  notableRule: (killedAtLeast, most) =>
    `Incidents notables : au moins ${killedAtLeast} personnes signalées tuées (meilleure estimation), ou dommages au personnel de la mission ou de secours ; ${most} au plus, les plus graves d’abord.`,
  notable: ({ on, where, typeLabel, sides, perpetrators, killed, state, grades, no }) => {
    const who =
      perpetrators.length > 0
        ? `, imputé à ${perpetrators.join(', ')} selon les sources`
        : sides.length > 1
          ? `, qui aurait opposé ${sides.join(' et ')}`
          : sides.length === 1
            ? `, qui aurait impliqué ${sides.join('')}`
            : ''
    return sentence`${dayInWords(on, 'fr')}, ${where} : ${typeLabel}${who}. ${
      killed === null
        ? 'Le nombre de personnes tuées n’est pas connu. '
        : sentence`Les sources font état de ${killed.run} ${is(killed.best, 'tué', 'tués')}. `
    }État : ${state.toLowerCase()} ; cotes de la source et de l’information ${grades} ${{ kind: 'cite', nos: [no] }}.`
  },
  cluster: (counted, near, fromOn, toOn) =>
    sentence`${counted} incidents près de ${near}, du ${dayInWords(fromOn, 'fr')} au ${dayInWords(toOn, 'fr')}.`,
  clusterRule: (radiusKm, days, least) =>
    `Concentrations dans le temps et l’espace : au moins ${least} incidents à moins de ${radiusKm} km et de ${days} jours les uns des autres ; les lieux connus moins exactement sont exclus.`,
  typeTable: (section) => `${section} : incidents par type`,
  adm1Table: (section) => `${section} : incidents par zone de premier niveau`,
  actorTable: (section) => `${section} : incidents par acteur`,
  actorNote:
    'Un incident est compté pour chaque acteur que nomment ses sources : les lignes ne s’additionnent pas. Tout rôle est allégué.',
  killedNote: (rule) =>
    `Les tués sont comptés selon la règle « ${rule} » ; les chiffres de règles différentes ne s’additionnent jamais. Un tiret : aucune fiche avec un nombre connu.`,
  methods: () => [
    'Sont comptés les incidents de la période à l’état signalé, en cours de vérification, corroboré, vérifié, contesté ou invérifiable ; les fiches rejetées, réfutées ou en double sont exclues. Un incident relève du jour local où il a commencé.',
    'Chaque chiffre est calculé à partir des fiches qu’il cite. Ce qui n’est pas connu est compté à part et n’est jamais pris pour zéro. Si une source ne donne pas de borne, sa meilleure estimation en tient lieu.',
    'Les tendances comparent les taux par jour à ceux de la période de même durée qui précède immédiatement. L’intervalle est exact (conditionnel au total, d’après Clopper et Pearson) pour des nombres de Poisson, avec une couverture de 95 %. Il ne tient pas compte des changements dans le signalement.',
    'Les faits proviennent de champs fixes des fiches ; les récits ne sont pas repris. Les jugements du rédacteur figurent entre COMMENTAIRE et FIN DU COMMENTAIRE.',
    'Cotes : lettre pour la source (A–F), chiffre pour l’information (1–6) ; F et 6 signifient qu’on ne peut en juger, non que c’est mauvais.',
    'Le rapport porte le marquage le plus élevé des fiches utilisées.',
  ],
}
