/** `npm run test:live`: real servers from the configured registry. No part of `npm test`, nor of CI: it needs a network. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/live/**/*.test.ts'],
    setupFiles: ['test/support/no-processes.ts'],
    testTimeout: 600_000,
    hookTimeout: 1_800_000,
  },
})
