import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    // A last resort for what never ends: tests wait for facts, however slow the machine is.
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
    // Two cores and several Azurites: more workers only wait for each other.
    maxWorkers: 2,
    // Trigger files register their functions with no host there: that is what a test wants.
    onConsoleLog: (line) => !/Azure Functions runtime|call to register function/.test(line),
  },
});
