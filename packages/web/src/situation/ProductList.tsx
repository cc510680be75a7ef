import type { ReactNode } from 'react'
import type { Loaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Icon, Loading, RefusalNote } from '../widget/index.ts'
import './product.css'

interface Props<T> {
  readonly title: string
  /** Address of the picture that the list leads back to. */
  readonly backTo: string
  /** Where a new one is made; null: not by this person. */
  readonly making: { readonly href: string; readonly label: string; readonly isOpen: boolean } | null
  readonly list: Loaded<readonly T[]>
  readonly onRetry: () => void
  /** Said where there is none. */
  readonly none: string
  /** One of the list, as an `li`. */
  readonly item: (product: T) => ReactNode
}

/** The list beside what a mission makes of its records: situation reports, or releases. */
export function ProductList<T>({ title, backTo, making, list, onRetry, none, item }: Props<T>): ReactNode {
  const { text } = useI18n()
  const products = list.state === 'ready' ? list.value : []
  return (
    <nav className="product-list" aria-label={title}>
      <header>
        <h1>{title}</h1>
        <a className="text-button" href={backTo}>
          {text('shell.toPicture')}
        </a>
      </header>
      {making !== null && (
        <a className="button button-primary" href={making.href} aria-current={making.isOpen}>
          <Icon name="plus" />
          {making.label}
        </a>
      )}
      {list.state === 'loading' && <Loading label={text('widget.loading')} />}
      {list.state === 'refused' && <RefusalNote refusal={list.refusal} onRetry={onRetry} />}
      {list.state === 'ready' && products.length === 0 && <p className="form-note">{none}</p>}
      <ol>{products.map(item)}</ol>
    </nav>
  )
}
