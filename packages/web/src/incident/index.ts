import './incident.css'

export { Inbox } from './parts.ts'
export { INBOX_KEYS } from './use-inbox-keys.ts'
export { Inspector } from './Inspector.tsx'
export { KilledFigure } from './KilledFigure.tsx'
export { markImage, markImages } from './mark-image.ts'
export { StateMark } from './StateMark.tsx'
export { familyLabel, severityLabel, stateLabel, typeLabel } from './labels.ts'
