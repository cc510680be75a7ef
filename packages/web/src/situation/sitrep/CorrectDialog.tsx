import {
  SITREP_PATH,
  SITREPS_PATH,
  type SitrepContent,
  type SitrepOrder,
  type SitrepSummary,
  type SitrepView,
} from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { fillPath, getJson, send, useLoaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Dialog, Fault, Loading, RefusalNote, useSending } from '../../widget/index.ts'

interface Props {
  readonly slug: string
  readonly report: SitrepSummary
  readonly onClose: () => void
  readonly onDrafted: (id: string) => void
}

/** The comments that were released, by section. */
function commentsOf({ sections }: SitrepContent): NonNullable<SitrepOrder['comments']> {
  return Object.fromEntries(
    sections.flatMap(({ section, blocks }) => {
      const said = blocks.flatMap((block) =>
        block.kind === 'comment' ? block.runs.map((run) => (run.kind === 'text' ? run.text : '')) : [],
      )
      return said.length === 0 ? [] : [[section, said.join('')]]
    }),
  )
}

/** The order of a report that corrects a released one: same period, area, language and comments; facts as records stand now. */
function correctionOf({ content, status }: SitrepView): SitrepOrder {
  const { period, language, area } = content
  return {
    ...{ fromOn: period.fromOn, toOn: period.toOn, language, correctsId: status.id },
    comments: commentsOf(content),
    ...(area !== null && { polygon: area.map(([lon, lat]): [number, number] => [lon, lat]) }),
  }
}

/** Says what a correction is before it is drafted: a new number, while the old one stays as it was. */
export function CorrectDialog({ slug, report, onClose, onDrafted }: Props): ReactNode {
  const { text } = useI18n()
  const { busy, fault, run } = useSending()
  const path = fillPath(SITREP_PATH, { slug, id: report.id })
  const [loaded, again] = useLoaded(path, (signal) => getJson<SitrepView>(path, signal))
  const draft = (view: SitrepView): void => {
    run(
      () => send<SitrepView>('POST', fillPath(SITREPS_PATH, { slug }), correctionOf(view)),
      ({ status }) => {
        onDrafted(status.id)
      },
    )
  }
  return (
    <Dialog title={text('situation.correct.title', { number: report.number })} onClose={onClose}>
      <p>{text('situation.correct.text')}</p>
      <p>{text('situation.correct.told')}</p>
      <Fault text={fault} />
      {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {loaded.state === 'ready' && (
        <div className="button-row">
          <Button
            kind="primary"
            busy={busy}
            onClick={() => {
              draft(loaded.value)
            }}
          >
            {text('situation.correct.draft')}
          </Button>
          <Button onClick={onClose}>{text('widget.close')}</Button>
        </div>
      )}
    </Dialog>
  )
}
