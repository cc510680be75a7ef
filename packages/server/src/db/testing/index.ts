export { openFrailLine, type FrailLine } from './frail-line.ts'
