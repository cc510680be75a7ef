import type { Page } from 'playwright-core'

/** What the keyboard is on: role or tag with its name, and whether the person can see that it is there. */
function focused(page: Page): Promise<{ readonly name: string; readonly isMarked: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return { name: '', isMarked: true }
    const drawn = [element, ...element.querySelectorAll('*')].some((one) => {
      const style = getComputedStyle(one)
      const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      return isOutlined || (one instanceof SVGElement && style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2)
    })
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    const name = element.getAttribute('aria-label') ?? (label ?? element.textContent).trim().slice(0, 60)
    return { name: `${element.tagName.toLowerCase()} ${name}`, isMarked: drawn }
  })
}

/** Presses Tab until the focus is on what the pattern names, as `button Release`; notes every stop that cannot be seen. */
export async function tabTo(page: Page, wanted: RegExp, unseen: string[], atMost = 120): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < atMost; step++) {
    await page.keyboard.press('Tab')
    const { name, isMarked } = await focused(page)
    if (!isMarked) unseen.push(name)
    if (wanted.test(name)) return
    passed.push(name)
  }
  throw new Error(`Tab never came to ${String(wanted)}; it came to\n${passed.join('\n')}`)
}
