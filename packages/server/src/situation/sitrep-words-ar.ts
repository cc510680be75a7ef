import type { SitrepWords } from './sitrep-words.ts'
import { dayInWords, listing, sentence } from './sitrep-sentence.ts'

/**
 * Arabic texts of the situation report. Sentences name the count after a colon, so that no noun has to agree with it.
 * Written by the project; not yet reviewed by a native speaker of the field.
 */
export const WORDS_AR: SitrepWords = {
  furniture: {
    title: 'تقرير الحالة',
    number: 'الرقم',
    operation: 'العملية',
    period: 'الفترة',
    localTime: 'بالتوقيت المحلي',
    asOf: 'المعلومات حتى',
    drafted: 'إعداد',
    operator: 'مشغّل النظام (سطر الأوامر)',
    released: 'إصدار',
    status: 'الوضع',
    marking: 'التصنيف',
    area: 'المنطقة',
    wholeArea: 'كامل منطقة العمليات',
    drawnArea: 'المنطقة المرسومة على الخريطة',
    corrects: 'يصحّح',
    correctedBy: 'صُحّح بالتقرير',
    correctedNotice: (number) =>
      number === null
        ? 'صُحّح هذا التقرير بتقرير لاحق. لا تعتمد عليه.'
        : `صُحّح هذا التقرير بالتقرير رقم \u{2066}${number}\u{2069}. لا تعتمد عليه.`,
    contents: 'المحتويات',
    nothing: 'لا يوجد ما يستحق الإبلاغ.',
    factsWithheld: 'يجب إعادة إعداد وقائع هذه المسودة: تغيّرت سجلات تستند إليها.',
    comment: 'تعليق:',
    commentEnds: 'انتهى التعليق.',
    inputs: 'مدخلات المكونات',
    missing: 'ناقص: طُلب ولم يصل.',
    awaited: 'منتظَر: طُلب ولم يحن موعده.',
    cutoff: 'الموعد النهائي',
    draftNotice: 'مسودة: لم يصدره رئيس البعثة.',
    annexRecords: 'المرفق ألف. السجلات المستشهد بها',
    annexRecordsIntro:
      'يمكن تتبع كل رقم في هذا التقرير إلى السجلات الواردة أدناه كما كانت وقت إعداده. أقوال المصادر منقولة وليست مؤكدة.',
    annexLists: 'المرفق دال. قوائم سجلات طويلة',
    annexListsIntro: 'الأرقام التي تستند إلى سجلات متفرقة تحيل إلى إحدى هذه القوائم.',
    annexSources: 'المرفق باء. المصادر وكيفية الإشارة إليها',
    annexMethods: 'المرفق جيم. كيف أُعد هذا التقرير',
    page: 'صفحة',
    pageOf: 'من',
    notKnown: 'غير معروف',
    total: 'المجموع',
    columns: {
      type: 'نوع الحادث',
      adm1: 'المنطقة الإدارية الأولى',
      actor: 'الطرف الذي تسميه المصادر',
      incidents: 'الحوادث',
      before: 'الفترة السابقة',
      ratio: 'نسبة المعدلين (فترة 95%)',
      killed: 'القتلى المبلغ عنهم: الأرجح (الأدنى–الأعلى)',
      killedNotKnown: 'عدد القتلى غير معروف',
      no: 'الرقم',
      date: 'التاريخ',
      place: 'المكان والدقة',
      state: 'الحالة',
      source: 'المصدر والتقييم والسجل',
      list: 'القائمة',
      records: 'السجلات',
      citation: 'الإشارة والترخيص',
    },
    map: 'حوادث الفترة',
    mapNote: 'توضع الرموز في الأماكن التي تذكرها المصادر، ومعظمها بلدات وليست نقاطا دقيقة (المرفق ألف).',
    mapDisclaimer: 'لا تنطوي الحدود والأسماء والتسميات في هذه الخريطة على أي موقف من الوضع القانوني.',
    mapNone: 'لا يوجد للفترة حادث له مكان يمكن رسمه.',
    legend: 'مفتاح الخريطة',
    legendPrecision: 'المكان الحقيقي داخل هذه الدائرة',
    legendHex: 'الحوادث في المضلع السداسي',
    legendDisputed: 'حدود متنازع عليها أو غير محددة',
    legendSector: 'حدود القطاع',
    legendCeasefireLine: 'خط وقف إطلاق النار',
    unplaced: 'بلا مكان يمكن رسمه',
    chartPerDay: 'الحوادث في اليوم',
    chartPerWeek: 'الحوادث في الأسبوع',
    chartRatios: 'التغير مقارنة بالفترة السابقة',
    chartRatiosAxis: 'نسبة المعدلين، فترة 95% (لوغاريتمي)',
    chartIncidents: 'الحوادث',
    chartMeanBefore: 'متوسط الفترة السابقة',
    chartFewer: 'أقل',
    chartMore: 'أكثر',
  },
  states: { draft: 'مسودة', edited: 'مسودة معدّلة', released: 'صادر', corrected: 'صُحّح بتقرير لاحق' },
  components: {
    military: 'العسكري',
    police: 'الشرطة',
    political: 'الشؤون السياسية والمدنية',
    human_rights: 'حقوق الإنسان',
    gender: 'المسائل الجنسانية',
    child_protection: 'حماية الطفل',
    rule_of_law: 'سيادة القانون',
    ddr: 'نزع السلاح والتسريح وإعادة الإدماج',
    ssr: 'إصلاح قطاع الأمن',
    mine_action: 'الإجراءات المتعلقة بالألغام',
    cimic: 'التعاون المدني العسكري',
    mission_support: 'دعم البعثة',
    safety_security: 'السلامة والأمن',
  },
  incidentStates: {
    received: 'وارد',
    reported: 'مبلغ عنه',
    under_verification: 'قيد التحقق',
    corroborated: 'معزز',
    verified: 'متحقق منه',
    contested: 'متنازع عليه',
    unverifiable: 'يتعذر التحقق منه',
    refuted: 'مدحوض',
    duplicate: 'مكرر',
    rejected: 'مرفوض',
  },
  total: (current, before, beforeDays) =>
    sentence`عدد الحوادث المبلغ عنها: ${current}، مقابل ${before} في الفترة السابقة (عدد الأيام: ${String(beforeDays)}).`,
  ratio: (comparison) => {
    if (comparison.ratio === null) return sentence`لا يمكن حساب النسبة لأنه لم يُبلغ عن شيء في الفترة السابقة.`
    const meaning =
      comparison.low > 1
        ? 'الفترة كلها أعلى من 1.'
        : comparison.high !== null && comparison.high < 1
          ? 'الفترة كلها أقل من 1.'
          : 'تشمل الفترة العدد 1: هذه الأعداد وحدها لا تُظهر تغيرا.'
    return sentence`نسبة المعدلين (فترة 95%): ${{ kind: 'ratio', comparison }}. ${meaning}`
  },
  byState: (states) =>
    sentence`حسب حالة التحقق: ${listing(
      states.map(({ state, counted }) => sentence`${WORDS_AR.incidentStates[state]}: ${counted}`),
      'ar',
    )}.`,
  killed: ({ run }, rule) =>
    sentence`عدد القتلى حسب المصادر: ${run} (التقدير الأرجح، من الأدنى إلى الأعلى؛ قاعدة العد ${rule}).`,
  killedNotKnown: (counted) => sentence`عدد الحوادث التي لا يُعرف عدد قتلاها: ${counted}.`,
  areas: (areas) =>
    sentence`المناطق الأكثر حوادث: ${listing(
      areas.map(({ name, counted }) => sentence`${name} (${counted})`),
      'ar',
    )}.`,
  notableRule: (killedAtLeast, most) =>
    `الحوادث البارزة: عدد القتلى المبلغ عنهم (التقدير الأرجح) ${killedAtLeast} على الأقل، أو ضرر أصاب أفراد البعثة أو الإغاثة؛ العدد الأقصى ${most}، الأخطر أولا.`,
  notable: ({ on, where, typeLabel, sides, perpetrators, killed, state, grades, no }) => {
    const named = perpetrators.length > 0 ? perpetrators : sides
    const who = named.length > 0 ? `، الأطراف حسب المصادر: ${named.join('؛ ')}` : ''
    return sentence`${dayInWords(on, 'ar')}، ${where}: ${typeLabel}${who}. ${
      killed === null ? 'عدد القتلى غير معروف. ' : sentence`عدد القتلى حسب المصادر: ${killed.run}. `
    }الحالة: ${state}؛ تقييم المصدر والمعلومة ${grades} ${{ kind: 'cite', nos: [no] }}.`
  },
  cluster: (counted, near, fromOn, toOn) =>
    sentence`قرب ${near}، من ${dayInWords(fromOn, 'ar')} إلى ${dayInWords(toOn, 'ar')}: عدد الحوادث ${counted}.`,
  clusterRule: (radiusKm, days, least) =>
    `التجمعات في المكان والزمان: ${least} حوادث على الأقل ضمن ${radiusKm} كم و${days} يوما بعضها من بعض؛ وتُستبعد الأماكن المعروفة بدقة أقل.`,
  typeTable: (section) => `${section}: الحوادث حسب النوع`,
  adm1Table: (section) => `${section}: الحوادث حسب المنطقة الإدارية الأولى`,
  actorTable: (section) => `${section}: الحوادث حسب الطرف`,
  actorNote: 'يُحسب الحادث لكل طرف تسميه مصادره، فلا تُجمع الصفوف. كل دور هو ادعاء.',
  killedNote: (rule) =>
    `يُعد القتلى وفق القاعدة "${rule}"؛ ولا تُجمع أبدا أرقام قواعد مختلفة. الشرطة: لا يوجد سجل بعدد معروف.`,
  methods: () => [
    'تُحسب حوادث الفترة في الحالات: مبلغ عنه، قيد التحقق، معزز، متحقق منه، متنازع عليه، يتعذر التحقق منه؛ وتُستبعد السجلات المرفوضة والمدحوضة والمكررة. يُنسب الحادث إلى اليوم المحلي الذي بدأ فيه.',
    'يُحسب كل رقم من السجلات التي يستشهد بها. ما هو غير معروف يُعد على حدة ولا يُعتبر صفرا أبدا. وإذا لم يذكر المصدر حدا قام تقديره الأرجح مقامه.',
    'تقارن الاتجاهات المعدلات اليومية بالفترة المساوية السابقة مباشرة. الفترة دقيقة (مشروطة بالمجموع، على طريقة كلوبر وبيرسون) لأعداد بواسون بتغطية 95%. ولا تراعي تغيرات الإبلاغ.',
    'تأتي الوقائع من حقول ثابتة في السجلات ولا تُنقل الروايات. وترد أحكام المحرر بين «تعليق» و«انتهى التعليق».',
    'التقييم: حرف للمصدر (A–F) ورقم للمعلومة (1–6)؛ ويعني F و6 أنه لا يمكن الحكم، لا أنه سيئ.',
    'يحمل التقرير أعلى تصنيف بين السجلات المستخدمة.',
  ],
}
