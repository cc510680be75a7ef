import { lazy } from 'react'

// The frame holds the outbox of every page; the room itself loads when it is entered.
export const ReportRoom = lazy(() => import('./ReportRoom.tsx').then((module) => ({ default: module.ReportRoom })))
