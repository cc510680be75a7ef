import { labelOf } from '@eirene/domain/incident'
import {
  RELEASE_AUDIENCES,
  RELEASE_BASES,
  RELEASE_PREVIEW_PATH,
  RELEASES_PATH,
  type ReleaseAudience,
  type ReleaseOrder,
  type ReleasePreview,
} from '@eirene/domain/release'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { PeriodNote, ReleaseContentView } from '../release/index.ts'
import { Button, Empty, Fault, Field, useSending } from '../widget/index.ts'
import { useKept } from './use-kept.ts'

type Previews = Readonly<Record<ReleaseAudience, ReleasePreview>>

interface Props {
  readonly slug: string
  readonly mayPropose: boolean
  readonly mayPreview: boolean
  readonly onProposed: (id: string) => void
}

/** What a release is to be, with what each audience would get of it. Kept as typed until it is proposed. */
export function ReleaseForm({ slug, mayPropose, mayPreview, onProposed }: Props): ReactNode {
  const { text } = useI18n()
  const [order, setOrder, forget] = useKept<ReleaseOrder>(`eirene.release.${slug}`, {
    ...{ audience: 'partner', fromOn: '', toOn: '', basis: 'reported', title: '', text: '', toWhom: '', reason: '' },
  })
  const [previews, setPreviews] = useState<Previews>()
  const { busy, fault, run } = useSending()
  const put = (part: Partial<ReleaseOrder>): void => {
    setPreviews(undefined)
    setOrder({ ...order, ...part })
  }
  const preview = (event: SubmitEvent): void => {
    event.preventDefault()
    run(() => send<Previews>('POST', fillPath(RELEASE_PREVIEW_PATH, { slug }), order), setPreviews)
  }
  const propose = (): void => {
    run(
      () => send<{ readonly id: string }>('POST', fillPath(RELEASES_PATH, { slug }), order),
      ({ id }) => {
        forget()
        onProposed(id)
      },
    )
  }
  if (!mayPreview) return <Empty title={text('release.notYours')}>{text('release.notYoursText')}</Empty>
  return (
    <section className="release-desk">
      <h2>{text('release.new')}</h2>
      <form className="form product-form" onSubmit={preview}>
        <OrderFields order={order} onPut={put} />
        <Fault text={fault} />
        <div className="button-row">
          <Button kind={previews === undefined ? 'primary' : 'plain'} type="submit" busy={busy}>
            {text('release.preview')}
          </Button>
          {previews !== undefined && mayPropose && (
            <Button kind="primary" busy={busy} onClick={propose}>
              {text('release.propose', { audience: text(`release.audience.${order.audience}`) })}
            </Button>
          )}
        </div>
      </form>
      {previews !== undefined && (
        <PreviewTabs
          previews={previews}
          chosen={order.audience}
          onChoose={(audience) => setOrder({ ...order, audience })}
        />
      )}
    </section>
  )
}

interface FieldsProps {
  readonly order: ReleaseOrder
  readonly onPut: (part: Partial<ReleaseOrder>) => void
}

function OrderFields({ order, onPut }: FieldsProps): ReactNode {
  const { text } = useI18n()
  return (
    <>
      <div className="field-pair">
        <Field
          label={text('situation.from')}
          type="date"
          required
          value={order.fromOn}
          onValue={(fromOn) => onPut({ fromOn })}
        />
        <Field
          label={text('situation.toBefore')}
          type="date"
          required
          value={order.toOn}
          min={order.fromOn}
          onValue={(toOn) => onPut({ toOn })}
        />
      </div>
      <label className="field">
        <span className="label">{text('release.basis')}</span>
        <select
          className="input"
          value={order.basis}
          onChange={(event) => {
            onPut({ basis: RELEASE_BASES.find((basis) => basis === event.target.value) ?? 'reported' })
          }}
        >
          {RELEASE_BASES.map((basis) => (
            <option key={basis} value={basis}>
              {text(`release.basis.${basis}`)}
            </option>
          ))}
        </select>
      </label>
      <Field label={text('release.titleField')} required value={order.title} onValue={(title) => onPut({ title })} />
      <label className="field">
        <span className="label">{text('release.textField')}</span>
        <textarea
          className="input"
          dir="auto"
          rows={4}
          maxLength={4000}
          value={order.text}
          onChange={(event) => {
            onPut({ text: event.target.value })
          }}
        />
      </label>
      <Field label={text('release.toWhom')} required value={order.toWhom} onValue={(toWhom) => onPut({ toWhom })} />
      <Field
        label={text('release.reason')}
        required
        minLength={5}
        value={order.reason}
        onValue={(reason) => onPut({ reason })}
      />
    </>
  )
}

interface TabsProps {
  readonly previews: Previews
  readonly chosen: ReleaseAudience
  readonly onChoose: (audience: ReleaseAudience) => void
}

/** One tab for each audience; the one that is open is the one that would be proposed. */
function PreviewTabs({ previews, chosen, onChoose }: TabsProps): ReactNode {
  const { text, language } = useI18n()
  const { content, desk } = previews[chosen]
  return (
    <>
      <div className="tabs" role="tablist" aria-label={text('release.preview')}>
        {RELEASE_AUDIENCES.map((audience) => (
          <button
            key={audience}
            type="button"
            role="tab"
            id={`release-tab-${audience}`}
            aria-selected={audience === chosen}
            aria-controls="release-preview"
            onClick={() => {
              onChoose(audience)
            }}
          >
            {text(`release.audience.${audience}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="release-preview" aria-labelledby={`release-tab-${chosen}`}>
        <PeriodNote content={content} desk={desk} />
        <p className="form-note">{text('release.withheldCounts', { ...desk.counts, leftOut: desk.leftOut })}</p>
        {desk.counts.difference > 0 && <p className="form-refusal">{text('release.differenceWarning')}</p>}
        <ReleaseContentView content={content} desk={desk} nameOf={(code) => labelOf(code, language)} />
      </div>
    </>
  )
}
