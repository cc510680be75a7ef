import { Component, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button, Empty } from '../widget/index.ts'

/** Catches a bug in a view, so that the page says so instead of going blank. React offers this to classes only. */
export class Failure extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children
  }
}

function Failed(): ReactNode {
  const { text } = useI18n()
  return (
    <main className="page" role="alert">
      <Empty
        title={text('shell.failed')}
        action={
          <Button
            kind="primary"
            onClick={() => {
              location.reload()
            }}
          >
            {text('shell.reload')}
          </Button>
        }
      >
        {text('shell.failedText')}
      </Empty>
    </main>
  )
}
