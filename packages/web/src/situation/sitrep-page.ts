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
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const style = [...parsed.querySelectorAll('style')].map((element) => element.textContent).join('\n')
  const body = new DocumentFragment()
  for (const node of [...parsed.body.childNodes]) body.append(document.importNode(node, true))
  for (const script of body.querySelectorAll('script')) script.remove()
  return {
    style: style.replace(/(^|[\s,{}]):root\b/g, '$1:host').replace(/(^|[\n,}]\s*)(?:html|body)(?=\s*[{,])/g, '$1:host'),
    body,
  }
}
