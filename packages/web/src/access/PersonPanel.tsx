import type { LinkView, PersonView } from '@eirene/domain/access'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Dialog } from '../widget/index.ts'
import { HoldingForm } from './HoldingForm.tsx'
import { HoldingSummary } from './HoldingSummary.tsx'
import { PersonActs } from './PersonActs.tsx'
import { PersonRequest } from './PersonRequest.tsx'

interface Props {
  readonly slug: string
  /** Null: somebody new. */
  readonly person: PersonView | null
  readonly isKeeper: boolean
  readonly clock: () => Date
  readonly onClose: () => void
  readonly onChanged: (link: LinkView | null) => void
}

/** A person: what they hold in plain words, what waits for a second person, and every act upon it. */
export function PersonPanel(props: Props): ReactNode {
  const { person, isKeeper, onClose } = props
  const { text } = useI18n()
  const mayEdit = isKeeper && person?.isSelf !== true
  return (
    <Dialog wide title={person?.displayName ?? text('access.invite')} onClose={onClose}>
      <div className="person-panel">
        {person?.request && <PersonRequest {...props} person={person} />}
        {mayEdit ? <HoldingForm {...props} /> : person !== null && <HoldingSummary isNow holding={person} />}
        {person?.isSelf === true && isKeeper && <p className="form-note">{text('problem.access.own_part')}</p>}
        {mayEdit && person !== null && <PersonActs {...props} person={person} />}
      </div>
    </Dialog>
  )
}
