import { INCIDENT_STATES, type IncidentState } from '@eirene/domain/incident'
import { stateMark, type MarkPart } from './state-mark.ts'

const SIZE_PX = 40
const RADIUS_PX = 12

/** Name of the image for a state and a severity, as the map's features carry it. */
export function markImage(state: IncidentState, severity: string): string {
  return `${state}/${severity}`
}

function drawPart(context: CanvasRenderingContext2D, part: MarkPart): void {
  if (part.kind === 'text') {
    context.font = '700 1.5px sans-serif'
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(part.d, 0, 0.08)
    return
  }
  const path = new Path2D(part.d)
  if (part.kind === 'fill') context.fill(path)
  else {
    context.setLineDash(part.kind === 'dots' ? [0.02, 0.42] : [])
    context.lineCap = part.kind === 'dots' ? 'round' : 'butt'
    context.stroke(path)
  }
}

function draw(state: IncidentState, colour: string, ground: string): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE_PX
  canvas.height = SIZE_PX
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser draws no canvas')
  context.translate(SIZE_PX / 2, SIZE_PX / 2)
  context.scale(RADIUS_PX, RADIUS_PX)
  // A ground of its own keeps hollow marks readable on a dark hexagon.
  context.fillStyle = ground
  context.beginPath()
  context.arc(0, 0, 1.3, 0, 2 * Math.PI)
  context.fill()
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = 0.36
  for (const part of stateMark(state)) drawPart(context, part)
  return context.getImageData(0, 0, SIZE_PX, SIZE_PX)
}

/** Every mark that a map may need, drawn for a pixel ratio of 2, in the colours of now. */
export function markImages(
  severities: readonly string[],
  colourOf: (severity: string) => string,
  ground: string,
): ReadonlyMap<string, ImageData> {
  const images = new Map<string, ImageData>()
  for (const state of INCIDENT_STATES)
    for (const severity of severities) images.set(markImage(state, severity), draw(state, colourOf(severity), ground))
  return images
}
