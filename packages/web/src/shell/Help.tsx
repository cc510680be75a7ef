import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Dialog } from '../widget/index.ts'
import { INBOX_KEYS } from '../incident/index.ts'
import { OPEN_ROOMS } from './route.ts'

const KEYS = [
  ['/', 'search'],
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['Esc', 'back'],
  ['?', 'help'],
  ['Ctrl L', 'lock'],
] as const

/** The keys that work everywhere. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { text } = useI18n()
  return (
    <Dialog title={text('shell.keys')} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text(`shell.key.${what}`)}</dd>
          </div>
        ))}
        {INBOX_KEYS.map(([key, what]) => (
          <div key={what}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text('shell.inboxKey', { what: text(`incident.key.${what}`) })}</dd>
          </div>
        ))}
        {OPEN_ROOMS.map(({ room, key }) => (
          <div key={room}>
            <dt>
              <kbd>{'g'}</kbd> <kbd>{key}</kbd>
            </dt>
            <dd>{text(`shell.room.${room}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
