export {
  dateTimeGroup,
  formatDayNo,
  isTimeZone,
  localDayNo,
  parseDayNo,
  startOfLocalDayMs,
  TIME_PRECISIONS,
  type TimePrecision,
  type ValidTime,
} from './instant.ts'
export { firstDayOf, lastDayOf, reducedPrecision, type ReducedPrecision } from './reduced-date.ts'
