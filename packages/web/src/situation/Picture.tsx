import type { OperationView } from '@eirene/domain/operation'
import type { ReactNode } from 'react'
import type { ShownMarking } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { MapSurface } from '../map/index.ts'
import './situation.css'

interface Props {
  readonly operation: OperationView
  readonly onMarking: (marking: ShownMarking) => void
}

/** The picture: map, timeline, list and inspector as one. */
export function Picture({ operation }: Props): ReactNode {
  const { text } = useI18n()
  return (
    <div className="picture">
      <MapSurface
        geography={null}
        position={null}
        bounds={operation.bounds}
        label={text('situation.map')}
        events={{
          onPick: () => undefined,
          onMove: () => undefined,
          onPointer: () => undefined,
          onCorner: () => undefined,
        }}
        onReady={() => undefined}
        fallback={null}
      />
    </div>
  )
}
