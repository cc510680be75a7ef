import { JOC_SECTIONS } from '@eirene/domain/incident'

/** A page of the server taken apart for showing inside ours: its style for a shadow root, and what stands in its body. */
export interface SitrepPage {
  readonly style: string
  readonly body: DocumentFragment
}

/**
 * Reads the HTML of a situation report. Its own style is kept and turned to a shadow root (`:root`, `html` and `body` become the
 * host), so that the report looks here as it does alone, and its style touches nothing else. No script in it can run: the
 * document is parsed without a window, and the page's content policy allows no inline code.
 */
export function readSitrepPage(html: string): SitrepPage {
  // Taken out before parsing: a style element would be refused by our content policy, though it never becomes part of the page.
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1] ?? '')
  const parsed = new DOMParser().parseFromString(html.replace(/<style[^>]*>[\s\S]*?<\/style>/g, ''), 'text/html')
  const body = new DocumentFragment()
  const paper = document.createElement('div')
  paper.lang = parsed.documentElement.lang
  paper.dir = parsed.documentElement.dir
  for (const node of [...parsed.body.childNodes]) paper.append(document.importNode(node, true))
  body.append(paper)
  for (const script of body.querySelectorAll('script')) script.remove()
  // Alone it is what the page is about; here it stands within what ours is about.
  const main = body.querySelector('main')
  if (main !== null) {
    const article = document.createElement('article')
    article.className = main.className
    article.append(...main.childNodes)
    main.replaceWith(article)
  }
  return {
    style: `${hostStyle(styles.join('\n'))}\n:host { font-family: 'Eirene Sans', system-ui, sans-serif; }`,
    body,
  }
}

/** Takes the printed comments out of a page and opens a slot `comment-SECTION` at the end of each section's facts. */
export function openComments(page: ParentNode): void {
  for (const [i, section] of JOC_SECTIONS.entries()) {
    let last = page.querySelector(`#s${i + 1}`)
    if (last === null) continue
    for (let next = last.nextElementSibling; next !== null && next.tagName !== 'H2';) {
      const after = next.nextElementSibling
      if (next.matches('p.comment')) next.remove()
      else last = next
      next = after
    }
    const slot = document.createElement('slot')
    slot.name = `comment-${section}`
    last.after(slot)
  }
}

/** The style turned to a shadow root: what was said of the whole page is said of the host. */
function hostStyle(style: string): string {
  return style.replace(/(^|[\s,{}]):root\b/g, '$1:host').replace(/(^|[\n,}]\s*)(?:html|body)(?=\s*[{,])/g, '$1:host')
}
