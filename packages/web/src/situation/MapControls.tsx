import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import type { Bounds, LonLat, MapAdapter } from '../map/index.ts'
import { Button, Icon } from '../widget/index.ts'

interface Props {
  readonly map: MapAdapter | null
  readonly home: Bounds | null
  /** Corners set so far while an area is drawn; null when none is. */
  readonly corners: readonly LonLat[] | null
  readonly onDraw: () => void
  readonly onFinish: (ring: readonly LonLat[] | null) => void
}

/** Nearer, farther, everything, and an area to filter by. */
export function MapControls({ map, home, corners, onDraw, onFinish }: Props): ReactNode {
  const { text } = useI18n()
  if (map === null) return null
  if (corners !== null)
    return (
      <div className="map-drawing" role="group" aria-label={text('situation.drawArea')}>
        <p>{text('situation.drawHelp', { corners: corners.length })}</p>
        <Button
          kind="primary"
          disabled={corners.length < 3}
          onClick={() => {
            onFinish(corners)
          }}
        >
          {text('situation.drawDone')}
        </Button>
        <Button
          onClick={() => {
            onFinish(null)
          }}
        >
          {text('situation.drawCancel')}
        </Button>
      </div>
    )
  return (
    <div className="map-controls" role="group" aria-label={text('situation.mapControls')}>
      <button
        type="button"
        className="icon-button"
        aria-label={text('situation.nearer')}
        onClick={() => {
          map.zoomBy(1)
        }}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={text('situation.farther')}
        onClick={() => {
          map.zoomBy(-1)
        }}
      >
        <Icon name="minus" />
      </button>
      {home !== null && (
        <button
          type="button"
          className="icon-button"
          aria-label={text('situation.everything')}
          onClick={() => {
            map.fit(home)
          }}
        >
          <Icon name="home" />
        </button>
      )}
      <button type="button" className="icon-button" aria-label={text('situation.drawArea')} onClick={onDraw}>
        <Icon name="polygon" />
      </button>
    </div>
  )
}
