export { csvText } from './csv-text.ts'
export { ChartMenu } from './ChartMenu.tsx'
