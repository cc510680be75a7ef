import { defineConfig } from 'vitest/config'

// Limits that only a hang can reach: a slow or busy machine must not fail a test.
const patience = { testTimeout: 600_000, hookTimeout: 600_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/*.routes.test.ts', '**/node_modules/**'],
          ...patience,
        },
      },
      {
        test: {
          name: 'database',
          include: ['packages/*/src/**/*.db.test.ts', 'packages/*/src/**/*.routes.test.ts'],
          globalSetup: ['tools/test-database.ts'],
          ...patience,
        },
      },
      {
        test: {
          name: 'view',
          include: ['packages/web/src/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['tools/test-view.ts'],
          ...patience,
        },
      },
    ],
  },
})
