import { lazy } from 'react'

// The inbox loads when its room is entered; what shows a record is used by other rooms too.
export const Inbox = lazy(() => import('./Inbox.tsx').then((module) => ({ default: module.Inbox })))
