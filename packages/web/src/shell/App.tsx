import type { SessionView } from '@eirene/domain/access'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
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
import { forgetKits, listKits, readKit, type FieldKit } from './field-kit.ts'
import { Plain } from './Plain.tsx'
import { roomPath, routeOf, type Route } from './route.ts'

// What a signed-in person works in, and what a visitor studies, each load only when entered.
const Home = lazy(() => import('./Home.tsx').then((module) => ({ default: module.Home })))
const Operations = lazy(() => import('./Operations.tsx').then((module) => ({ default: module.Operations })))
const FramedPage = lazy(() => import('./Frame.tsx').then((module) => ({ default: module.FramedPage })))
const Frame = lazy(() => import('./Frame.tsx').then((module) => ({ default: module.Frame })))
const Study = lazy(() => import('./Study.tsx').then((module) => ({ default: module.Study })))

const FormWithoutLink = lazy(() =>
  import('./FormWithoutLink.tsx').then((module) => ({ default: module.FormWithoutLink })),
)

const readClock = (): Date => new Date()

/** Every screen, by its address; a locked one shows none. */
export function App(): ReactNode {
  const { path, query } = useAddress()
  const { text } = useI18n()
  const { state, session } = useSession()
  const route = useWall(session, routeOf(path))
  useLock(readClock)
  const kit = useKit(route)
  if (state === 'locked') return <LockCover />
  return (
    <>
      <WallboardBand />
      <Suspense fallback={<Loading label={text('widget.loading')} />}>
        {kit === null || route.at !== 'room' ? (
          <Screen route={route} returnTo={query.get('to')} />
        ) : (
          <FormWithoutLink kit={kit} view={route.rest[0]} />
        )}
      </Suspense>
      <SessionEnded />
    </>
  )
}

/**
 * The kit to report from when the server cannot be reached. Once it is used it stays in use while the address stays in the
 * report room, unless somebody else signs in.
 */
function useKit(route: Route): FieldKit | null {
  const { state, session } = useSession()
  useForgetting()
  const [used, setUsed] = useState<FieldKit | null>(null)
  const slug = route.at === 'room' && route.room === 'report' ? route.slug : undefined
  const found = slug !== undefined && state === 'unreachable' ? readKit(slug) : undefined
  const kit = used ?? found ?? null
  const isOver = kit?.operation.slug !== slug || (session !== null && session.personId !== kit?.personId)
  const next = isOver ? null : kit
  if (next !== used) setUsed(next)
  return next
}

/** Nobody's kit outlives their session on this device, as far as the server tells it. */
function useForgetting(): void {
  const { state, session } = useSession()
  const personId = session?.personId
  const isToForget = ['none', 'ended', 'locked'].includes(state) || session?.isShared === true
  useEffect(() => {
    if (isToForget) forgetKits()
    else if (personId !== undefined) forgetKits(personId)
  }, [isToForget, personId])
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
        {listKits().map(({ operation: { slug, acronym } }) => (
          <p key={slug}>
            <a href={`${roomPath(slug, 'report')}/new`}>{text('shell.form.write', { operation: acronym })}</a>
          </p>
        ))}
      </Plain>
    )
  return children
}
