import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores and several Azurites: more workers only wait for each other.
    maxWorkers: 2,
    // Trigger files register their functions with no host there: that is what a test wants.
    onConsoleLog: (line) => !/Azure Functions runtime|call to register function/.test(line),
  },
});
