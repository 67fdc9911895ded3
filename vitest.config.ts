import { defineConfig } from 'vitest/config';

/** What starts processes or looks for long; everything else is in memory: `npm run test:fast`. */
const long = [
  'test/{dev,e2e,faults,histories,portal,races}/**/*.test.ts',
  'test/simulation/{defects,differential,exhaustive,histories}.test.ts',
  'test/operations/{audit-chain,many-users}.test.ts',
  'test/security/hostile-routes.test.ts',
];

export default defineConfig({
  test: {
    setupFiles: ['test/seed.ts'],
    // A last resort for what never ends: tests wait for facts, however slow the machine is.
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
    // Two cores and several Azurites: more workers only wait for each other.
    maxWorkers: 2,
    // Trigger files register their functions with no host there: that is what a test wants.
    onConsoleLog: (line) => !/Azure Functions runtime|call to register function/.test(line),
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...long],
          // Half the time went into loading the same modules for each file.
          isolate: false,
          pool: 'threads',
        },
      },
      { extends: true, test: { name: 'long', include: long } },
    ],
  },
});
