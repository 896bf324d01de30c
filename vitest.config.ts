import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/live/**'],
    setupFiles: ['test/support/no-processes.ts'],
    testTimeout: 120_000,
  },
})
