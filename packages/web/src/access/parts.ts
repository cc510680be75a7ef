import { lazy } from 'react'

// Rarely entered: nobody loads them to read or to report.
export const AccountView = lazy(() => import('./AccountView.tsx').then((module) => ({ default: module.AccountView })))
export const Invitation = lazy(() => import('./Invitation.tsx').then((module) => ({ default: module.Invitation })))
export const PeopleView = lazy(() => import('./PeopleView.tsx').then((module) => ({ default: module.PeopleView })))
