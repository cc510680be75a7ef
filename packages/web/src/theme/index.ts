import './layers.css'
import './fonts.css'
import './tokens.css'
import './base.css'

export { applyTheme, readTheme, THEMES, type Theme } from './theme.ts'
export { token, watchTheme } from './token.ts'
