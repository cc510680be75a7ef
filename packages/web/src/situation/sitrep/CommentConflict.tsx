import type { SitrepCommentVersion } from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { useI18n, useWhen } from '../../i18n/index.ts'
import { Button } from '../../widget/index.ts'
import { WordsBeside } from './WordsBeside.tsx'

interface Props {
  readonly theirs: SitrepCommentVersion
  readonly mine: string
  readonly zone: string
  /** What stands in the field from now on, written with their version known. */
  readonly onResolved: (body: string) => void
  readonly onTakeTheirs: () => void
}

/** Somebody kept a version while this one was being written: both texts, and what can be done. Neither is lost. */
export function CommentConflict({ theirs, mine, zone, onResolved, onTakeTheirs }: Props): ReactNode {
  const { text } = useI18n()
  const when = useWhen(zone)
  const who = theirs.by ?? ''
  return (
    <div className="comment-conflict" role="alert">
      <p>
        <strong>{text('situation.comment.conflict', { who, no: theirs.versionNo, when: when(theirs.at) })}</strong>{' '}
        {text('situation.comment.conflictText')}
      </p>
      <WordsBeside
        left={{ title: text('situation.comment.theirs', { who }), note: when(theirs.at), body: theirs.body }}
        right={{ title: text('situation.comment.mine'), note: text('situation.comment.notKept'), body: mine }}
      />
      <div className="button-row">
        <Button
          onClick={() => {
            onResolved([theirs.body, mine].filter((body) => body.trim() !== '').join('\n\n'))
          }}
        >
          {text('situation.comment.putTogether')}
        </Button>
        <Button
          onClick={() => {
            onResolved(mine)
          }}
        >
          {text('situation.comment.goOnWithMine')}
        </Button>
        <Button onClick={onTakeTheirs}>{text('situation.comment.takeTheirs')}</Button>
      </div>
    </div>
  )
}
