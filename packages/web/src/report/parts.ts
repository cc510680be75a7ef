import { lazy } from 'react'

// The frame holds the outbox of every page; the form and the imports load when they are entered.
export const ReportRoom = lazy(() => import('./ReportRoom.tsx').then((module) => ({ default: module.ReportRoom })))
export const Imports = lazy(() => import('./Imports.tsx').then((module) => ({ default: module.Imports })))
