import type { SessionView } from '@eirene/domain/access'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import {
  AccountView,
  Invitation,
  LockCover,
  PeopleView,
  SessionEnded,
  SignIn,
  useLock,
  useSession,
  WallboardBand,
} from '../access/index.ts'
import { go, useAddress } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Empty, Loading } from '../widget/index.ts'
import { Home } from './Home.tsx'
import { Operations } from './Operations.tsx'
import { Plain } from './Plain.tsx'
import { roomPath, routeOf, type Route } from './route.ts'

// What a signed-in person works in, and what a visitor studies, each load only when entered.
const FramedPage = lazy(() => import('./Frame.tsx').then((module) => ({ default: module.FramedPage })))
const Frame = lazy(() => import('./Frame.tsx').then((module) => ({ default: module.Frame })))
const Study = lazy(() => import('./Study.tsx').then((module) => ({ default: module.Study })))

const readClock = (): Date => new Date()

/** Every screen, by its address; a locked one shows none. */
export function App(): ReactNode {
  const { path, query } = useAddress()
  const { text } = useI18n()
  const { state, session } = useSession()
  const route = useWall(session, routeOf(path))
  useLock(readClock)
  if (state === 'locked') return <LockCover />
  return (
    <>
      <WallboardBand />
      <Suspense fallback={<Loading label={text('widget.loading')} />}>
        <Screen route={route} returnTo={query.get('to')} />
      </Suspense>
      <SessionEnded />
    </>
  )
}

/** A wallboard has one screen, the picture of its operation, whatever its address names of what signed-in people use. */
function useWall(session: SessionView | null, route: Route): Route {
  const wall = session?.wallboardUntil === null ? undefined : session?.operations[0]
  const isElsewhere =
    (route.at === 'room' && (route.room !== 'situation' || route.rest.length > 0)) ||
    ['home', 'operations', 'account', 'people'].includes(route.at)
  const slug = isElsewhere ? wall?.slug : undefined
  useEffect(() => {
    if (slug !== undefined) go(roomPath(slug, 'situation'), { replace: true })
  }, [slug])
  return slug === undefined ? route : { at: 'room', slug, room: 'situation', rest: [] }
}

/** Only an address of this product may follow a sign-in, so that a link cannot lead elsewhere. */
function safeReturn(to: string | null): string {
  return to !== null && to.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/run'
}

function Screen({ route, returnTo }: { readonly route: Route; readonly returnTo: string | null }): ReactNode {
  const { text } = useI18n()
  const next = (): void => {
    go(safeReturn(returnTo), { replace: true })
  }
  switch (route.at) {
    case 'home':
      return <Home />
    case 'sign-in':
      return (
        <Plain title={text('shell.signInTitle')} lead={text('shell.signInLead')}>
          <SignIn onDone={next} />
        </Plain>
      )
    case 'invitation':
      return (
        <Plain title={text('access.invitationTitle')}>
          <Invitation token={route.token} onDone={next} />
        </Plain>
      )
    case 'study':
      return <Study rest={route.rest} />
    case 'operations':
      return (
        <SignedIn>
          <Operations />
        </SignedIn>
      )
    case 'account':
      return (
        <SignedIn>
          {route.slug === null ? (
            <Plain title={text('access.account')}>
              <AccountView />
            </Plain>
          ) : (
            <FramedPage slug={route.slug} title={text('access.account')}>
              <AccountView />
            </FramedPage>
          )}
        </SignedIn>
      )
    case 'people':
      return (
        <SignedIn>
          <FramedPage
            slug={route.slug}
            title={text(route.rest[0] === 'viewings' ? 'access.viewings' : 'access.people')}
            wide
          >
            <PeopleView slug={route.slug} page={route.rest[0]} clock={readClock} />
          </FramedPage>
        </SignedIn>
      )
    case 'room':
      return (
        <SignedIn>
          <Frame slug={route.slug} room={route.room} rest={route.rest} />
        </SignedIn>
      )
    case 'nowhere':
      return (
        <Plain title={text('shell.nowhere')}>
          <p>{text('shell.nowhereText')}</p>
          <p>
            <a href="/">{text('shell.toHome')}</a>
          </p>
        </Plain>
      )
  }
}

/** Shows what needs a person, or the way to sign in that comes back to the same address. */
function SignedIn({ children }: { readonly children: ReactNode }): ReactNode {
  const { state, check } = useSession()
  const { text } = useI18n()
  useEffect(() => {
    if (state !== 'none') return
    go(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`, { replace: true })
  }, [state])
  if (state === 'unknown' || state === 'none') return <Loading label={text('widget.loading')} />
  if (state === 'unreachable')
    return (
      <Plain title={text('shell.unreachableTitle')}>
        <Empty title="" action={<Button onClick={check}>{text('access.tryAgain')}</Button>}>
          {text('access.unreachable')}
        </Empty>
      </Plain>
    )
  return children
}
