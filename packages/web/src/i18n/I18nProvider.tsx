import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { I18nContext } from './context.ts'
import { keepLanguage, type Language } from './language.ts'
import { createI18n, type Catalogue, type I18n } from './messages.ts'

const CATALOGUES = import.meta.glob<Catalogue>('./*.json', { import: 'default' })

/** Reads the catalogue of a language; each is its own file, so a person loads only theirs. */
async function loadI18n(language: Language): Promise<I18n> {
  const load = CATALOGUES[`./${language}.json`]
  if (load === undefined) throw new Error(`no catalogue for ${language}`)
  return createI18n(language, await load())
}

interface Props {
  readonly initial: Language
  readonly children: ReactNode
}

/** Gives the texts to what lies below, and sets language and direction of the page. Shows nothing until the first catalogue is there. */
export function I18nProvider({ initial, children }: Props): ReactNode {
  const [language, setLanguage] = useState(initial)
  const [texts, setTexts] = useState<I18n>()

  useEffect(() => {
    let current = true
    void loadI18n(language).then((loaded) => {
      if (!current) return
      document.documentElement.lang = loaded.language
      document.documentElement.dir = loaded.direction
      setTexts(loaded)
    })
    return () => {
      current = false
    }
  }, [language])

  const value = useMemo(
    () =>
      texts === undefined
        ? undefined
        : {
            ...texts,
            choose: (next: Language) => {
              keepLanguage(next)
              setLanguage(next)
            },
          },
    [texts],
  )
  return value === undefined ? null : <I18nContext value={value}>{children}</I18nContext>
}
