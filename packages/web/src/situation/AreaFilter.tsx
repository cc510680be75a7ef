import type { PictureFilter } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import type { Bounds } from '../map/index.ts'
import { Button } from '../widget/index.ts'
import { changed, setFilter } from './view-state.ts'

interface Props {
  readonly filter: PictureFilter
  readonly bounds: Bounds | null
}

const EDGES = ['west', 'south', 'east', 'north'] as const

/** Corners of a box, in the order of a ring. */
export function boxRing([west, south, east, north]: Bounds): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
}

function boundsOfRing(ring: PictureFilter['polygon']): Bounds | null {
  if (ring === undefined) return null
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

/** The area by numbers, for those who do not draw: a box typed in, or what the map shows now. */
export function AreaFilter({ filter, bounds }: Props): ReactNode {
  const { text } = useI18n()
  const box = boundsOfRing(filter.polygon)
  const key = JSON.stringify(filter.polygon ?? null)
  return (
    <div className="area-filter">
      <p className="filter-note">{text('situation.areaHelp')}</p>
      <BoxForm key={key} box={box} filter={filter} />
      <div className="button-row">
        <Button
          disabled={bounds === null}
          onClick={() => {
            if (bounds !== null)
              setFilter(changed(filter, { polygon: boxRing(bounds.map(rounded) as unknown as Bounds) })) // map keeps the four edges
          }}
        >
          {text('situation.areaFromMap')}
        </Button>
        {filter.polygon !== undefined && (
          <Button
            kind="quiet"
            onClick={() => {
              setFilter(changed(filter, { polygon: undefined }))
            }}
          >
            {text('situation.areaClear')}
          </Button>
        )}
      </div>
    </div>
  )
}

function rounded(degrees: number): number {
  return Math.round(Math.max(-180, Math.min(180, degrees)) * 1e4) / 1e4
}

function BoxForm({ box, filter }: { readonly box: Bounds | null; readonly filter: PictureFilter }): ReactNode {
  const { text } = useI18n()
  const [edges, setEdges] = useState<readonly string[]>(
    () => box?.map((edge) => String(rounded(edge))) ?? ['', '', '', ''],
  )
  const [fault, setFault] = useState(false)
  return (
    <form
      className="box-form"
      onSubmit={(event) => {
        event.preventDefault()
        const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = edges.map((edge) =>
          edge.trim() === '' ? Number.NaN : Number(edge),
        )
        const isBox = west >= -180 && east <= 180 && west < east && south >= -90 && north <= 90 && south < north
        setFault(!isBox)
        if (isBox) setFilter(changed(filter, { polygon: boxRing([west, south, east, north]) }))
      }}
    >
      {EDGES.map((edge, i) => (
        <label key={edge}>
          <span>{text(`situation.edge.${edge}`)}</span>
          <input
            className="input num"
            inputMode="decimal"
            value={edges[i] ?? ''}
            aria-invalid={fault}
            onChange={(event) => {
              setEdges(edges.map((value, k) => (k === i ? event.target.value : value)))
            }}
          />
        </label>
      ))}
      {fault && (
        <p className="form-refusal" role="alert">
          {text('situation.boxFault')}
        </p>
      )}
      <Button type="submit">{text('situation.areaApply')}</Button>
    </form>
  )
}
