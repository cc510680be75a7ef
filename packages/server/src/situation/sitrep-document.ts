/** A piece of text in a document: plain, or a link to an anchor of the same document or to an address. */
export interface Span {
  readonly text: string
  readonly look?: 'strong' | 'cite' | 'muted' | 'mono'
  /** Anchor in this document. */
  readonly to?: string
  /** Address outside the document, for formats that are read on screen. */
  readonly href?: string
}

/** A cell of a table: its text, and below it the citations of its figure. */
export interface TableCell {
  readonly spans: readonly Span[]
  readonly cites: readonly Span[]
}

export interface DocumentTable {
  readonly id: string
  readonly caption: string | null
  readonly columns: readonly { readonly heading: string; readonly isNumber: boolean; readonly share: number }[]
  readonly rows: readonly {
    readonly anchor: string | null
    readonly isTotal: boolean
    readonly cells: readonly TableCell[]
  }[]
  readonly notes: readonly string[]
  readonly isAnnex: boolean
}

/** A drawing as SVG with its words for those who do not see it. */
export interface Drawing {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
  readonly alt: string
  readonly caption: string
}

export type DocumentNode =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly anchor: string; readonly text: string }
  | {
      readonly kind: 'paragraph'
      readonly look: 'body' | 'comment' | 'note' | 'nothing'
      readonly spans: readonly Span[]
    }
  | { readonly kind: 'bullets'; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: 'table'; readonly table: DocumentTable }
  | { readonly kind: 'drawing'; readonly drawing: Drawing }

/** A situation report laid out, before it becomes HTML, Word or PDF: the three differ in form only. */
export interface SitrepDocument {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  readonly subtitle: string
  /** Printed on every page: level and limits of handling. */
  readonly banner: string
  /** Printed on every page of an exercise's product; null otherwise. */
  readonly exerciseBanner: string | null
  readonly isDraft: boolean
  readonly stateLabel: string
  readonly facts: readonly { readonly label: string; readonly spans: readonly Span[] }[]
  readonly notice: string | null
  readonly contentsHeading: string
  readonly nodes: readonly DocumentNode[]
  readonly footer: string
  readonly page: string
  readonly pageOf: string
}

export interface Drawings {
  readonly map: Drawing
  readonly charts: Readonly<Record<'per_day' | 'ratios', Drawing>>
}
