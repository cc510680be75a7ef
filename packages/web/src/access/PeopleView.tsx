import { PEOPLE_PATH, type LinkView, type PersonView, type Role } from '@eirene/domain/access'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Dialog, Empty, Loading, RefusalNote } from '../widget/index.ts'
import { AccessLog } from './AccessLog.tsx'
import { auditsViewings, keepsPeople } from './keeps-people.ts'
import { PersonPanel } from './PersonPanel.tsx'
import { useSession } from './session.ts'
import { useZonedWhen } from './use-zoned-when.ts'
import { ViewingLog } from './ViewingLog.tsx'

const PEOPLE_PAGES = ['log', 'viewings'] as const
type PeoplePage = (typeof PEOPLE_PAGES)[number]

interface Props {
  readonly slug: string
  /** `log` for the log of access, `viewings` for who looked at restricted records; else the people. */
  readonly page: string | undefined
  readonly clock: () => Date
}

/** Who is in the operation, what they hold, the log of access, and who looked at restricted records. */
export function PeopleView({ slug, page: asked, clock }: Props): ReactNode {
  const { session } = useSession()
  const { text } = useI18n()
  const operation = session?.operations.find((one) => one.slug === slug)
  const keeps = operation !== undefined && keepsPeople(operation.roles)
  const audits = operation?.hasContent === true && auditsViewings(operation.roles)
  const page = PEOPLE_PAGES.find((one) => one === asked)
  if (operation === undefined || !(page === 'viewings' ? audits : keeps))
    return (
      <Empty title={text('access.notYours')} action={<a href="/run">{text('shell.operations')}</a>}>
        {text('problem.access.forbidden')}
      </Empty>
    )
  return (
    <div className="people">
      <PeopleNav {...{ slug, page, keeps, audits }} />
      {page === 'viewings' && <ViewingLog slug={slug} zone={operation.timeZone} />}
      {page === 'log' && <AccessLog slug={slug} />}
      {page === undefined && <PeopleList slug={slug} roles={operation.roles} clock={clock} />}
    </div>
  )
}

interface NavProps {
  readonly slug: string
  readonly page: PeoplePage | undefined
  readonly keeps: boolean
  readonly audits: boolean
}

function PeopleNav({ slug, page, keeps, audits }: NavProps): ReactNode {
  const { text } = useI18n()
  const at = `/run/${encodeURIComponent(slug)}`
  const pages = [
    ...(keeps ? [[undefined, `${at}/people`, text('access.people')] as const] : []),
    ...(keeps ? [['log', `${at}/people/log`, text('access.log')] as const] : []),
    ...(audits ? [['viewings', `${at}/people/viewings`, text('access.viewings')] as const] : []),
  ]
  return (
    <nav className="people-nav" aria-label={text('access.people')}>
      {pages.map(([name, href, words]) => (
        <a key={href} href={href} aria-current={name === page ? 'page' : undefined}>
          {words}
        </a>
      ))}
    </nav>
  )
}

function PeopleList({
  slug,
  roles,
  clock,
}: {
  readonly slug: string
  readonly roles: readonly Role[]
  readonly clock: () => Date
}): ReactNode {
  const i18n = useI18n()
  const [loaded, again] = useLoaded(
    slug,
    (signal) => getJson<readonly PersonView[]>(fillPath(PEOPLE_PATH, { slug }), signal),
    { keep: true },
  )
  const [openId, setOpenId] = useState<string>()
  const [link, setLink] = useState<LinkView>()
  const isKeeper = roles.includes('ADM')
  if (loaded.state === 'loading') return <Loading label={i18n.text('widget.loading')} />
  if (loaded.state === 'refused') return <RefusalNote refusal={loaded.refusal} onRetry={again} />
  const open = loaded.value.find((person) => person.id === openId)
  return (
    <>
      {isKeeper && (
        <div className="people-head">
          <p className="form-note">{i18n.text('access.peopleLead')}</p>
          <Button
            kind="primary"
            onClick={() => {
              setOpenId('new')
            }}
          >
            {i18n.text('access.invite')}
          </Button>
        </div>
      )}
      <PeopleTable slug={slug} people={loaded.value} onOpen={setOpenId} />
      {(open !== undefined || openId === 'new') && (
        <PersonPanel
          slug={slug}
          person={open ?? null}
          isKeeper={isKeeper}
          clock={clock}
          onClose={() => {
            setOpenId(undefined)
          }}
          onChanged={(made) => {
            again()
            setLink(made ?? undefined)
          }}
        />
      )}
      {link !== undefined && (
        <LinkOnce
          slug={slug}
          link={link}
          onClose={() => {
            setLink(undefined)
          }}
        />
      )}
    </>
  )
}

function PeopleTable({
  slug,
  people,
  onOpen,
}: {
  readonly slug: string
  readonly people: readonly PersonView[]
  readonly onOpen: (id: string) => void
}): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen(slug)
  return (
    <table className="people-table">
      <thead>
        <tr>
          <th scope="col">{i18n.text('access.person')}</th>
          <th scope="col">{i18n.text('access.roles')}</th>
          <th scope="col">{i18n.text('access.mayRead')}</th>
          <th scope="col">{i18n.text('access.state')}</th>
          <th scope="col">{i18n.text('access.lastSeen')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} data-state={person.state}>
            <th scope="row">
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  onOpen(person.id)
                }}
              >
                <span dir="auto">{person.displayName}</span>
              </button>
              <small>
                <bdi>{person.login}</bdi>
              </small>
            </th>
            <td data-label={i18n.text('access.roles')}>
              {i18n.list(person.roles.map((role) => i18n.text(`access.role.${role}`)))}
            </td>
            <td data-label={i18n.text('access.mayRead')}>
              <span dir="ltr">{[...Object.values(person.clearances), ...person.compartments].join(' · ') || '–'}</span>
            </td>
            <td data-label={i18n.text('access.state')}>
              {i18n.text(`access.state.${person.state}`)}
              {person.request !== null && <em className="flag">{i18n.text('access.awaits')}</em>}
            </td>
            <td data-label={i18n.text('access.lastSeen')}>
              {person.lastSeenAt === null ? i18n.text('access.never') : when(person.lastSeenAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A one-time link, shown this once. */
function LinkOnce({
  slug,
  link,
  onClose,
}: {
  readonly slug: string
  readonly link: LinkView
  readonly onClose: () => void
}): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen(slug)
  const [copied, setCopied] = useState(false)
  const url = `${location.origin}${link.path}`
  return (
    <Dialog title={i18n.text('access.linkTitle')} onClose={onClose}>
      <p>{i18n.text('access.linkOnce', { when: when(link.expiresAt) })}</p>
      <p className="link-once" dir="ltr">
        <code>{url}</code>
      </p>
      <Button
        kind="primary"
        onClick={() => {
          void navigator.clipboard.writeText(url).then(() => {
            setCopied(true)
          })
        }}
      >
        {copied ? i18n.text('access.copied') : i18n.text('access.copy')}
      </Button>
    </Dialog>
  )
}
