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
  for (const node of [...parsed.body.childNodes]) body.append(document.importNode(node, true))
  for (const script of body.querySelectorAll('script')) script.remove()
  return {
    style: `${hostStyle(styles.join('\n'))}\n:host { font-family: 'Eirene Sans', system-ui, sans-serif; }`,
    body,
  }
}

/** The style turned to a shadow root: what was said of the whole page is said of the host. */
function hostStyle(style: string): string {
  return style.replace(/(^|[\s,{}]):root\b/g, '$1:host').replace(/(^|[\n,}]\s*)(?:html|body)(?=\s*[{,])/g, '$1:host')
}
