import { defineConfig } from 'vitest/config'

/**
 * Files that change what a process shares (globals, environment, fake timers before modules load), that read how modules load,
 * or that wait for terminals: each runs in a process of its own. All others run one after the other in the same processes, with
 * every module loaded once, which is most of their time; none of them may leave anything behind.
 */
const ALONE = [
  // `RegExp` is replaced while modules load.
  'test/regexes.test.ts',
  // The environment is set to other values.
  'test/host.test.ts',
  'test/registry/tree.test.ts',
  // The shared prototypes are looked at, and memory is filled.
  'test/extract/hostile.test.ts',
  // Time stands still.
  'test/report/progress.test.ts',
  // Terminals, signals, and Ink, which decides by the environment while it loads.
  'test/tui/**/*.test.{ts,tsx}',
  // Whole commands, with their exit codes and open caches.
  'test/commands/**/*.test.ts',
  // Faults are put into the file system.
  'test/write/**/*.test.ts',
]

export default defineConfig({
  test: {
    setupFiles: ['test/support/no-processes.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves one core to itself, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/live/**', ...ALONE],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})
