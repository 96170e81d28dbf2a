import { defineConfig } from 'vitest/config';
import { availableParallelism } from 'node:os';
import path from 'node:path';

export default defineConfig({
  resolve: {
    // Vitest would load graphql's ESM and CommonJS builds side by side, and graphql-js refuses schemas of "another realm".
    alias: [
      { find: /^graphql$/, replacement: path.resolve(import.meta.dirname, 'node_modules/graphql/index.js') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // type-graphql's decorators want it before the first class is defined, whatever a test imports first.
    setupFiles: ['reflect-metadata'],
    // Most files wait for PostgreSQL more than they compute, so a machine of two cores takes two at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
