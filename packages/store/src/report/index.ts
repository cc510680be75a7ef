export { findReportView, listReportViews } from './report-view.queries.ts'
