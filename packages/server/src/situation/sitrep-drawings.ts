import type { Comparison, SitrepContent, SitrepRecord } from '@eirene/domain/situation'
import { drawPerDayChart, drawRatioChart, isDrawnByWeek } from './chart-sitrep.ts'
import type { Drawing, Drawings } from './sitrep-document.ts'
import { wordsOf } from './sitrep-language.ts'
import { countInWords } from './sitrep-sentence.ts'
import type { OwnGeography } from './static-map-order.ts'
import { drawStaticMap } from './static-map.ts'

/** Draws the map and the charts of a report from its records. */
export function drawSitrep(content: SitrepContent, geography: OwnGeography): Drawings {
  return {
    map: mapDrawing(content, geography),
    charts: { per_day: perDayDrawing(content), ratios: ratioDrawing(content) },
  }
}

function currentOf(content: SitrepContent): readonly SitrepRecord[] {
  return content.records.filter(({ period }) => period === 'current')
}

function mapDrawing(content: SitrepContent, geography: OwnGeography): Drawing {
  const { furniture, incidentStates } = wordsOf(content.language)
  const current = currentOf(content)
  const points = current.flatMap(({ place, state }) =>
    place.point === null ? [] : [{ ...place.point, state, name: place.name }],
  )
  const drawn = drawStaticMap({
    points,
    withoutPoint: current.length - points.length,
    area: content.area,
    geography,
    texts: {
      direction: content.language === 'ar' ? 'rtl' : 'ltr',
      states: incidentStates,
      disputed: furniture.legendDisputed,
      sector: furniture.legendSector,
      ceasefireLine: furniture.legendCeasefireLine,
      precision: furniture.legendPrecision,
      hexagons: furniture.legendHex,
      disclaimer: furniture.mapDisclaimer,
      unplaced: furniture.unplaced,
      none: furniture.mapNone,
      title: furniture.map,
    },
  })
  const names = [...new Set(points.map(({ name }) => name))].filter((name) => name !== '').slice(0, 12)
  const count = (n: number): string => countInWords(n, content.language)
  return {
    svg: drawn.svg,
    widthPx: drawn.widthPx,
    heightPx: drawn.heightPx,
    alt: `${furniture.map}: ${furniture.columns.incidents} ${count(drawn.placed)}; ${furniture.unplaced}: ${count(drawn.unplaced)}. ${names.join(', ')}`,
    caption: `${furniture.map}. ${furniture.mapNote}`,
  }
}

function perDayDrawing(content: SitrepContent): Drawing {
  const { furniture } = wordsOf(content.language)
  const days = currentOf(content).map(({ occurredOn }) => occurredOn)
  const isByWeek = isDrawnByWeek(content.period.days)
  const caption = isByWeek ? furniture.chartPerWeek : furniture.chartPerDay
  const before = content.records.length - days.length
  const chart = drawPerDayChart({
    fromOn: content.period.fromOn,
    toOn: content.period.toOn,
    days,
    meanBefore: before / content.before.days,
    locale: { en: 'en-GB', fr: 'fr-FR', ar: 'ar-u-nu-latn-ca-gregory' }[content.language],
    texts: { title: caption, incidents: furniture.chartIncidents, meanBefore: furniture.chartMeanBefore },
  })
  const perDay = new Map<string, number>()
  for (const day of days) perDay.set(day, (perDay.get(day) ?? 0) + 1)
  const spoken = [...perDay].slice(0, 40).map(([day, count]) => `${day}: ${count}`)
  return { ...chart, alt: `${caption}. ${spoken.join('; ')}`, caption }
}

/** Families of incident types with their comparisons, the commonest first. */
function ratioDrawing(content: SitrepContent): Drawing {
  const { furniture } = wordsOf(content.language)
  const rows = content.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind !== 'table' || !block.table.id.endsWith('-type')) return []
      return block.table.rows.flatMap(({ isTotal, cells, label }) => {
        const cell = cells.find(({ kind }) => kind === 'ratio')
        return isTotal || cell?.kind !== 'ratio' ? [] : [{ label, comparison: cell.comparison }]
      })
    }),
  )
  const shown = rows.filter(({ comparison }) => comparison.ratio !== null).slice(0, 12)
  const chart = drawRatioChart({
    rows: shown.map(({ label, comparison }) => ({ label, ...bounds(comparison) })),
    texts: {
      title: furniture.chartRatios,
      axis: furniture.chartRatiosAxis,
      fewer: furniture.chartFewer,
      more: furniture.chartMore,
    },
  })
  const spoken = shown.map(({ label, comparison }) => `${label}: ${comparison.ratio?.toFixed(2) ?? '–'}`)
  return { ...chart, alt: `${furniture.chartRatios}. ${spoken.join('; ')}`, caption: furniture.chartRatios }
}

function bounds({ ratio, low, high }: Comparison): Pick<Comparison, 'ratio' | 'low' | 'high'> {
  return { ratio, low, high }
}
