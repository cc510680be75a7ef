import '../theme/index.ts'
import './shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SessionProvider } from '../access/index.ts'
import { interceptLinks } from '../edge/index.ts'
import { I18nProvider, readLanguage } from '../i18n/index.ts'
import { applyTheme, readTheme } from '../theme/index.ts'
import { App } from './App.tsx'
import { Failure } from './Failure.tsx'
import { keepProgram } from './keep-program.ts'

applyTheme(readTheme())
interceptLinks()
keepProgram()

const root = document.getElementById('eirene')
if (root === null) throw new Error('the page has no place for the product')
createRoot(root).render(
  <StrictMode>
    <I18nProvider initial={readLanguage()}>
      <Failure>
        <SessionProvider>
          <App />
        </SessionProvider>
      </Failure>
    </I18nProvider>
  </StrictMode>,
)
