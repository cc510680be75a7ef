import { ACTS, type Role } from '@eirene/domain/access'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'

const TABS = [
  { at: 'picture', path: '', act: null },
  { at: 'flash', path: '/flash', act: null },
  { at: 'watch', path: '/watch', act: 'watch.read' },
  { at: 'tree', path: '/flash/tree', act: 'notification.edit' },
] as const

interface Props {
  readonly slug: string
  readonly roles: readonly Role[]
  readonly at: (typeof TABS)[number]['at']
}

/** The parts of the duty officer's desk. */
export function DeskTabs({ slug, roles, at }: Props): ReactNode {
  const { text } = useI18n()
  const offered = TABS.filter(({ act }) => {
    if (act === null) return true
    const allowed: readonly Role[] = ACTS[act]
    return roles.some((role) => allowed.includes(role))
  })
  return (
    <nav className="desk-tabs" aria-label={text('situation.desk')}>
      {offered.map((tab) => (
        <a key={tab.at} href={`/run/${slug}/situation${tab.path}`} aria-current={tab.at === at ? 'page' : undefined}>
          {text(`situation.desk.${tab.at}`)}
        </a>
      ))}
    </nav>
  )
}
