export { ReportRoom } from './ReportRoom.tsx'
export { OutboxSign } from './OutboxSign.tsx'
export { closeOutbox, countWaiting, useOutbox } from './outbox/use-outbox.ts'
export type { TypeChoice } from './form/type-choice.ts'
