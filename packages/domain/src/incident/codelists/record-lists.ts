import type { ActorKind } from '../../actor/index.ts'
import type { Reliability, SourceKind } from '../../report/index.ts'
import type { HarmCategory, HarmGroup } from '../incident.ts'
import type { IncidentState } from '../incident-state.ts'
import { codeList, type CodeList } from './code-list.ts'

/** States of an incident; `reopened` is an event and so not in the list. */
export const INCIDENT_STATE_LIST: CodeList<IncidentState> = codeList(
  'incident-state',
  'Project list, aligned with the MRM sense of "UN-verified"',
  [
    ['received', 'Received', 'Reçu', 'Recibido', 'وارد'],
    ['reported', 'Reported', 'Signalé', 'Notificado', 'مُبلَّغ عنه'],
    ['under_verification', 'Under verification', 'En cours de vérification', 'En verificación', 'قيد التحقق'],
    [
      'corroborated',
      'Corroborated',
      'Corroboré',
      'Corroborado',
      'معزَّز',
      'At least two independent sources; one origin story counts once.',
    ],
    [
      'verified',
      'Verified',
      'Vérifié',
      'Verificado',
      'تم التحقق منه',
      'The verifier did not report it, and a second person signs.',
    ],
    ['rejected', 'Rejected', 'Écarté', 'Desestimado', 'مستبعد', 'Spam or out of scope.'],
    [
      'duplicate',
      'Duplicate',
      'Doublon',
      'Duplicado',
      'مكرر',
      'Merged into another incident; both are kept and the merge can be undone.',
    ],
    ['unverifiable', 'Unverifiable', 'Invérifiable', 'No verificable', 'يتعذر التحقق منه', 'No access, or not safe.'],
    [
      'refuted',
      'Refuted',
      'Réfuté',
      'Refutado',
      'مدحوض',
      'Kept and searchable, so that the same rumour is recognised.',
    ],
    ['contested', 'Contested', 'Contesté', 'Controvertido', 'متنازع عليه'],
  ],
)

/** What was done to people and things. */
export const HARM_CATEGORY_LIST: CodeList<HarmCategory> = codeList(
  'harm-category',
  'Project list, after OHCHR casualty recording guidance',
  [
    ['killed', 'Killed', 'Tués', 'Muertos', 'قتلى'],
    ['injured', 'Injured', 'Blessés', 'Heridos', 'جرحى'],
    ['missing', 'Missing', 'Disparus', 'Desaparecidos', 'مفقودون'],
    ['abducted', 'Abducted', 'Enlevés', 'Secuestrados', 'مختطفون'],
    ['detained', 'Detained', 'Détenus', 'Detenidos', 'محتجزون'],
    ['displaced', 'Displaced', 'Déplacés', 'Desplazados', 'نازحون'],
    ['property', 'Property', 'Biens', 'Bienes', 'ممتلكات'],
    ['cultural_property', 'Cultural property', 'Biens culturels', 'Bienes culturales', 'ممتلكات ثقافية'],
    ['livelihood', 'Livelihood', 'Moyens de subsistance', 'Medios de vida', 'سبل العيش'],
  ],
)

/** Kinds of actors; the note names the ACLED actor code (1 to 8) where one fits. */
export const ACTOR_KIND_LIST: CodeList<ActorKind> = codeList(
  'actor-kind',
  'ACLED actor codes 1 to 8, with the mission itself kept apart',
  [
    ['state_force', 'State force', 'Force étatique', 'Fuerza estatal', 'قوة تابعة للدولة', 'ACLED 1'],
    [
      'rebel_group',
      'Non-State armed group',
      'Groupe armé non étatique',
      'Grupo armado no estatal',
      'جماعة مسلحة من غير الدول',
      'ACLED 2',
    ],
    ['political_militia', 'Political militia', 'Milice politique', 'Milicia política', 'ميليشيا سياسية', 'ACLED 3'],
    [
      'identity_militia',
      'Identity militia',
      'Milice identitaire',
      'Milicia identitaria',
      'ميليشيا قائمة على الهوية',
      'ACLED 4',
    ],
    ['rioters', 'Rioters', 'Émeutiers', 'Alborotadores', 'مثيرو شغب', 'ACLED 5'],
    ['protesters', 'Protesters', 'Manifestants', 'Manifestantes', 'محتجون', 'ACLED 6'],
    ['civilians', 'Civilians', 'Civils', 'Civiles', 'مدنيون', 'ACLED 7'],
    [
      'external_force',
      'External or other force',
      'Force extérieure ou autre',
      'Fuerza externa u otra',
      'قوة خارجية أو أخرى',
      'ACLED 8',
    ],
    ['mission', 'The mission', 'La mission', 'La misión', 'البعثة', 'ACLED 8'],
    [
      'unknown',
      'Unknown',
      'Inconnu',
      'Desconocido',
      'غير معروف',
      'No ACLED code: an unknown actor is not forced into one.',
    ],
  ],
)

/** Location precision: what the place is known by. The radius in metres is stored beside the code. */
export const LOCATION_PRECISION_LIST: CodeList = codeList('location-precision', 'Project list', [
  ['1', 'Exact point', 'Point exact', 'Punto exacto', 'نقطة محددة'],
  ['2', 'Within 1 km', 'À 1 km près', 'En un radio de 1 km', 'في حدود كيلومتر واحد'],
  ['3', 'Settlement', 'Localité', 'Localidad', 'تجمع سكني'],
  [
    '4',
    'Third administrative level',
    'Troisième niveau administratif',
    'Tercer nivel administrativo',
    'المستوى الإداري الثالث',
  ],
  [
    '5',
    'Second administrative level',
    'Deuxième niveau administratif',
    'Segundo nivel administrativo',
    'المستوى الإداري الثاني',
  ],
  [
    '6',
    'First administrative level',
    'Premier niveau administratif',
    'Primer nivel administrativo',
    'المستوى الإداري الأول',
  ],
  ['7', 'Country or sea area', 'Pays ou zone maritime', 'País o zona marítima', 'بلد أو منطقة بحرية'],
])

/** Reliability of a source. F is "cannot be judged", which is not worse than E: never sort or average. */
export const SOURCE_RELIABILITY_LIST: CodeList<Reliability> = codeList('source-reliability', 'Admiralty system', [
  ['A', 'Completely reliable', 'Totalement fiable', 'Totalmente fiable', 'موثوق تماماً'],
  ['B', 'Usually reliable', 'Habituellement fiable', 'Habitualmente fiable', 'موثوق عادةً'],
  ['C', 'Fairly reliable', 'Assez fiable', 'Bastante fiable', 'موثوق إلى حد ما'],
  ['D', 'Not usually reliable', 'Pas toujours fiable', 'No siempre fiable', 'غير موثوق عادةً'],
  ['E', 'Unreliable', 'Non fiable', 'No fiable', 'غير موثوق'],
  [
    'F',
    'Reliability cannot be judged',
    'Fiabilité impossible à évaluer',
    'Fiabilidad no evaluable',
    'لا يمكن الحكم على الموثوقية',
  ],
])

/** Credibility of what is said. 6 is "cannot be judged", which is not worse than 5: never sort or average. */
export const INFORMATION_CREDIBILITY_LIST: CodeList = codeList('information-credibility', 'Admiralty system', [
  [
    '1',
    'Confirmed by other sources',
    'Confirmée par d’autres sources',
    'Confirmada por otras fuentes',
    'مؤكدة من مصادر أخرى',
    'The other sources must be independent.',
  ],
  ['2', 'Probably true', 'Probablement vraie', 'Probablemente cierta', 'صحيحة على الأرجح'],
  ['3', 'Possibly true', 'Peut-être vraie', 'Posiblemente cierta', 'ربما تكون صحيحة'],
  ['4', 'Doubtful', 'Douteuse', 'Dudosa', 'مشكوك فيها'],
  ['5', 'Improbable', 'Improbable', 'Improbable', 'غير محتملة'],
  ['6', 'Truth cannot be judged', 'Véracité impossible à évaluer', 'Veracidad no evaluable', 'لا يمكن الحكم على صحتها'],
])

/** Whom harm befell. `all` is the total; parts never add up to it by themselves. */
export const HARM_GROUP_LIST: CodeList<HarmGroup> = codeList('harm-group', 'Project list', [
  ['all', 'All people', 'Toutes les personnes', 'Todas las personas', 'جميع الأشخاص'],
  ['civilian', 'Civilians', 'Civils', 'Civiles', 'مدنيون'],
  ['combatant_side_a', 'Combatants of side A', 'Combattants du côté A', 'Combatientes del bando A', 'مقاتلو الطرف أ'],
  ['combatant_side_b', 'Combatants of side B', 'Combattants du côté B', 'Combatientes del bando B', 'مقاتلو الطرف ب'],
  ['unknown_status', 'Status unknown', 'Statut inconnu', 'Condición desconocida', 'صفة غير معروفة'],
  ['aid_worker', 'Aid workers', 'Travailleurs humanitaires', 'Personal humanitario', 'عاملون إنسانيون'],
  ['peacekeeper', 'Peacekeepers', 'Casques bleus', 'Personal de mantenimiento de la paz', 'حفظة سلام'],
  ['education', 'Teachers and pupils', 'Enseignants et élèves', 'Docentes y alumnado', 'معلمون وتلاميذ'],
  ['crew', 'Crew', 'Équipage', 'Tripulación', 'أفراد طاقم'],
])

/** Where a report comes from. */
export const SOURCE_KIND_LIST: CodeList<SourceKind> = codeList('source-kind', 'Project list', [
  ['patrol', 'Patrol', 'Patrouille', 'Patrulla', 'دورية'],
  ['observation_post', 'Observation post', 'Poste d’observation', 'Puesto de observación', 'نقطة مراقبة'],
  ['community_liaison', 'Community liaison', 'Liaison communautaire', 'Enlace comunitario', 'اتصال مجتمعي'],
  [
    'community_alert',
    'Community alert network',
    'Réseau d’alerte communautaire',
    'Red de alerta comunitaria',
    'شبكة الإنذار المجتمعي',
  ],
  [
    'ngo',
    'Non-governmental organisation',
    'Organisation non gouvernementale',
    'Organización no gubernamental',
    'منظمة غير حكومية',
  ],
  ['media', 'Media', 'Médias', 'Medios de comunicación', 'وسائط الإعلام'],
  [
    'authority',
    'Local or national authority',
    'Autorité locale ou nationale',
    'Autoridad local o nacional',
    'سلطة محلية أو وطنية',
  ],
  ['party', 'Party to the conflict', 'Partie au conflit', 'Parte en el conflicto', 'طرف في النزاع'],
  ['imagery', 'Imagery', 'Imagerie', 'Imágenes', 'صور'],
  ['sensor', 'Sensor', 'Capteur', 'Sensor', 'جهاز استشعار'],
  ['dataset', 'Published dataset', 'Jeu de données publié', 'Conjunto de datos publicado', 'مجموعة بيانات منشورة'],
  ['mission', 'Mission component', 'Composante de la mission', 'Componente de la misión', 'عنصر من عناصر البعثة'],
  ['other', 'Other', 'Autre', 'Otra', 'أخرى'],
])
