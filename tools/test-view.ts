import { configure } from '@testing-library/react'

// The library gives up after a second: a slow or busy machine needs longer, and only a hang reaches this.
configure({ asyncUtilTimeout: 100_000 })
