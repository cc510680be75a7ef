import { ROLES } from '@eirene/domain/access'
import {
  ACKNOWLEDGE_MINUTES,
  NOTIFICATION_TREE_PATH,
  type NotificationTree,
  type TreeView,
} from '@eirene/domain/situation'
import { dateTimeGroup } from '@eirene/domain/time'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, Refusal, send, useLoaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Fault, Field, Loading, RefusalNote, refusalText } from '../../widget/index.ts'

type Step = NotificationTree['steps'][number]
type Post = Step['posts'][number]

/** Whom a flash report is told to, step by step. Each version is kept; a report goes by the one it was sent under. */
export function TreeEditor({ slug }: { readonly slug: string }): ReactNode {
  const { text } = useI18n()
  const [loaded, again] = useLoaded(slug, (signal) =>
    getJson<TreeView>(fillPath(NOTIFICATION_TREE_PATH, { slug }), signal),
  )
  if (loaded.state === 'loading') return <Loading label={text('widget.loading')} />
  if (loaded.state === 'refused') return <RefusalNote refusal={loaded.refusal} onRetry={again} />
  return <TreeForm key={loaded.value.setAt ?? ''} slug={slug} view={loaded.value} onSet={again} />
}

function TreeForm({
  slug,
  view,
  onSet,
}: {
  readonly slug: string
  readonly view: TreeView
  readonly onSet: () => void
}): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [steps, setSteps] = useState(view.tree.steps)
  const [fault, setFault] = useState<string>()
  const submit = (): void => {
    setFault(undefined)
    send('PUT', fillPath(NOTIFICATION_TREE_PATH, { slug }), { steps }).then(onSet, (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      setFault(refusalText(error, i18n))
    })
  }
  return (
    <form
      className="desk-part"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h1>{text('situation.desk.tree')}</h1>
      <p className="form-note">
        {view.setAt === null
          ? text('situation.tree.first')
          : text('situation.tree.setBy', { who: view.setBy ?? '', when: dateTimeGroup(new Date(view.setAt)) })}
      </p>
      <ol className="tree-steps">
        {steps.map((step, at) => (
          <li key={at}>
            <StepFields
              step={step}
              at={at}
              people={view.people}
              onChange={(next) => {
                setSteps(steps.map((one, i) => (i === at ? next : one)))
              }}
              onRemove={
                steps.length > 1
                  ? () => {
                      setSteps(steps.filter((_, i) => i !== at))
                    }
                  : null
              }
            />
          </li>
        ))}
      </ol>
      <Fault text={fault} />
      <div className="report-line">
        <Button
          onClick={() => {
            setSteps([...steps, { posts: [{ label: '', roles: [], personIds: [] }], minutes: ACKNOWLEDGE_MINUTES }])
          }}
        >
          {text('situation.tree.addStep')}
        </Button>
        <Button kind="primary" type="submit">
          {text('situation.tree.set')}
        </Button>
      </div>
    </form>
  )
}

interface StepProps {
  readonly step: Step
  /** 0-based place in the tree. */
  readonly at: number
  readonly people: TreeView['people']
  readonly onChange: (step: Step) => void
  /** Null: the last step stays. */
  readonly onRemove: (() => void) | null
}

function StepFields({ step, at, people, onChange, onRemove }: StepProps): ReactNode {
  const { text } = useI18n()
  return (
    <>
      <h2>{text('situation.tree.step', { step: at + 1 })}</h2>
      {step.posts.map((post, n) => (
        <PostFields
          key={n}
          post={post}
          people={people}
          onChange={(next) => {
            onChange({ ...step, posts: step.posts.map((one, i) => (i === n ? next : one)) })
          }}
        />
      ))}
      <div className="report-line">
        <Button
          onClick={() => {
            onChange({ ...step, posts: [...step.posts, { label: '', roles: [], personIds: [] }] })
          }}
        >
          {text('situation.tree.addPost')}
        </Button>
        <Field
          label={text('situation.tree.minutes')}
          type="number"
          min={1}
          max={120}
          value={step.minutes}
          onValue={(minutes) => {
            onChange({ ...step, minutes: Number(minutes) })
          }}
        />
        {onRemove !== null && (
          <Button kind="quiet" onClick={onRemove}>
            {text('situation.tree.removeStep')}
          </Button>
        )}
      </div>
    </>
  )
}

interface PostProps {
  readonly post: Post
  readonly people: TreeView['people']
  readonly onChange: (post: Post) => void
}

function PostFields({ post, people, onChange }: PostProps): ReactNode {
  const { text } = useI18n()
  const chosen = <T,>(list: readonly T[], one: T, isOn: boolean): T[] =>
    isOn ? [...list, one] : list.filter((other) => other !== one)
  return (
    <fieldset className="tree-post">
      <legend className="visually-hidden">{post.label}</legend>
      <Field
        label={text('situation.tree.post')}
        required
        maxLength={80}
        dir="auto"
        value={post.label}
        onValue={(label) => {
          onChange({ ...post, label })
        }}
      />
      <details>
        <summary>{text('situation.tree.who', { count: post.roles.length + post.personIds.length })}</summary>
        <div className="tree-who">
          {ROLES.filter((role) => role !== 'ADM').map((role) => (
            <label key={role} className="check">
              <input
                type="checkbox"
                checked={post.roles.includes(role)}
                onChange={(event) => {
                  onChange({ ...post, roles: chosen(post.roles, role, event.target.checked) })
                }}
              />
              {text(`access.role.${role}`)}
            </label>
          ))}
          {people.map(({ personId, displayName }) => (
            <label key={personId} className="check">
              <input
                type="checkbox"
                checked={post.personIds.includes(personId)}
                onChange={(event) => {
                  onChange({ ...post, personIds: chosen(post.personIds, personId, event.target.checked) })
                }}
              />
              <bdi>{displayName}</bdi>
            </label>
          ))}
        </div>
      </details>
    </fieldset>
  )
}
