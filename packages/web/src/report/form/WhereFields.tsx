import { listOwnPlaces, middleOfWork, type OperationView } from '@eirene/domain/operation'
import { judgePoint, type PrecisePoint } from '@eirene/domain/place'
import { useMemo, useState, type ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Button, Field } from '../../widget/index.ts'
import { mapBounds } from './area.ts'
import { FieldIssues } from './FieldIssues.tsx'
import type * as DraftCheck from './draft-check.ts'
import type { FormPart } from './form-part.ts'
import { PlaceMap } from './PlaceMap.tsx'
import { PlaceSearch } from './PlaceSearch.tsx'
import { precisionChoice, PRECISIONS_M, TOWN_M, writePosition } from './position.ts'

interface Props extends FormPart {
  readonly operation: OperationView
  readonly point: PrecisePoint | null | undefined
  /** Reads positions; undefined until it has been loaded. */
  readonly check: Pick<typeof DraftCheck, 'formatMgrs' | 'parseMgrs'> | undefined
  readonly isConfirmed: boolean
  readonly onConfirm: () => void
}

/** Where: by device, name, coordinates, grid reference or a point on the map; and always, how surely. */
export function WhereFields(props: Props): ReactNode {
  const { draft, put, issues, operation, point, check } = props
  const { text } = useI18n()
  const places = useMemo(() => listOwnPlaces(operation.geography), [operation.geography])
  const [proposedFor, setProposedFor] = useState('')
  const type = (position: string): void => {
    const grid = check?.parseMgrs(position) ?? null
    put({ position, ...(grid !== null && { precisionM: precisionChoice(grid.precisionM) }) })
  }
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.where')}</legend>
      <DevicePosition put={put} />
      <PlaceSearch
        places={places}
        near={middleOfWork(operation.bounds, operation.geography)}
        onChoose={(place) => {
          setProposedFor(place.name)
          put({ position: writePosition(place), placeName: place.name, precisionM: String(TOWN_M) })
        }}
      />
      <Field
        label={text('report.form.position')}
        hint={text('report.form.positionHint')}
        value={draft.position}
        dir="ltr"
        autoComplete="off"
        onValue={type}
      />
      {point !== undefined && point !== null && (
        <p className="form-note num" dir="ltr">
          {check?.formatMgrs([point.lon, point.lat], 4) ?? ''}
        </p>
      )}
      <FieldIssues issues={issues} at={['position']} />
      <SwappedPoint {...props} />
      <PrecisionField draft={draft} put={put} issues={issues} />
      {proposedFor !== '' && proposedFor === draft.placeName && draft.precisionM === String(TOWN_M) && (
        <p className="form-note" role="status">
          {text('report.form.precisionProposed', { place: proposedFor })}
        </p>
      )}
      <PlaceMap
        operation={operation}
        point={point ?? null}
        onPoint={(at) => {
          put({ position: writePosition(at) })
        }}
      />
      <Field
        label={text('report.form.placeName')}
        value={draft.placeName}
        maxLength={200}
        dir="auto"
        onValue={(placeName) => {
          put({ placeName })
        }}
      />
    </fieldset>
  )
}

/** Longitude and latitude in each other's place would put the report into another country. */
function SwappedPoint({ put, operation, point, isConfirmed, onConfirm }: Props): ReactNode {
  const { text } = useI18n()
  if (point === undefined || point === null || isConfirmed) return null
  const verdict = judgePoint(point, mapBounds(operation.geography, operation.bounds))
  if (verdict === 'near') return null
  return (
    <div className="field-issues" role="alert" data-severity="error">
      <p>{text(verdict === 'swapped' ? 'report.form.swapped' : 'report.form.far')}</p>
      <p className="report-line">
        {verdict === 'swapped' && (
          <Button
            kind="primary"
            onClick={() => {
              put({ position: writePosition({ lon: point.lat, lat: point.lon }) })
            }}
          >
            {text('report.form.exchange')}
          </Button>
        )}
        <Button onClick={onConfirm}>{text('report.form.asWritten')}</Button>
      </p>
    </div>
  )
}

function PrecisionField({ draft, put, issues }: FormPart): ReactNode {
  const { text, number } = useI18n()
  const choices = PRECISIONS_M.map(String)
  const all = draft.precisionM === '' || choices.includes(draft.precisionM) ? choices : [...choices, draft.precisionM]
  const distance = (metres: number): string =>
    metres < 1000
      ? text('report.form.metres', { metres: number(metres) })
      : text('report.form.kilometres', { kilometres: number(metres / 1000) })
  return (
    <label className="field">
      <span className="label">{text('report.form.precision')}</span>
      <select
        value={draft.precisionM}
        onChange={(event) => {
          put({ precisionM: event.target.value })
        }}
      >
        <option value="">{text('report.form.choose')}</option>
        {all.map((metres) => (
          <option key={metres} value={metres}>
            {distance(Number(metres))}
          </option>
        ))}
      </select>
      <FieldIssues issues={issues} at={['precisionM']} />
    </label>
  )
}

/** Asks the device where it is; its accuracy becomes the precision. */
function DevicePosition({ put }: Pick<FormPart, 'put'>): ReactNode {
  const { text } = useI18n()
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')
  if (!('geolocation' in navigator)) return null
  const ask = (): void => {
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle')
        put({
          position: writePosition({ lon: coords.longitude, lat: coords.latitude }),
          precisionM: precisionChoice(coords.accuracy),
        })
      },
      () => {
        setState('failed')
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    )
  }
  return (
    <>
      <Button onClick={ask} busy={state === 'asking'}>
        {text('report.form.device')}
      </Button>
      {state === 'failed' && (
        <p className="form-note" role="status">
          {text('report.form.deviceFailed')}
        </p>
      )}
    </>
  )
}
