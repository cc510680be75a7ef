export {
  dateTimeGroup,
  formatDayNo,
  formatWallClock,
  isTimeZone,
  localDayNo,
  parseDayNo,
  parseWallClock,
  startOfLocalDayMs,
  TIME_PRECISIONS,
  type TimePrecision,
  type ValidTime,
  zoneName,
} from './instant.ts'
export { firstDayOf, lastDayOf, reducedPrecision, type ReducedPrecision } from './reduced-date.ts'
