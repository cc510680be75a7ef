import { useState, type ReactNode } from 'react'
import { LANGUAGE_NAMES, LANGUAGES, useI18n } from '../i18n/index.ts'
import { applyTheme, readTheme, THEMES } from '../theme/index.ts'
import { Icon, Menu } from '../widget/index.ts'

/** Language and light: choices of a person on this device, never part of a link. */
export function Preferences(): ReactNode {
  const { text, language, choose } = useI18n()
  return (
    <Menu
      name={text('shell.preferences')}
      align="end"
      label={
        <>
          <Icon name="world" />
          <span className="menu-word">{LANGUAGE_NAMES[language]}</span>
        </>
      }
    >
      {(close) => (
        <>
          <p className="menu-head">{text('shell.language')}</p>
          {LANGUAGES.map((option) => (
            <button
              key={option}
              type="button"
              role="menuitemradio"
              className="menu-item"
              lang={option}
              aria-checked={option === language}
              onClick={() => {
                choose(option)
                close()
              }}
            >
              {LANGUAGE_NAMES[option]}
            </button>
          ))}
          <p className="menu-head">{text('shell.theme')}</p>
          <ThemeChoice />
        </>
      )}
    </Menu>
  )
}

/** Light, dark, or as the device says. */
export function ThemeChoice(): ReactNode {
  const { text } = useI18n()
  const [theme, setTheme] = useState(readTheme)
  return (
    <div className="segmented" role="group" aria-label={text('shell.theme')}>
      {THEMES.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === theme}
          onClick={() => {
            setTheme(option)
            applyTheme(option)
          }}
        >
          {text(`shell.theme.${option}`)}
        </button>
      ))}
    </div>
  )
}
