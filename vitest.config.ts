import { defineConfig } from 'vitest/config';

// Where .ci/run wants the counts as JSON, besides what people read.
const report = process.env.CANDOUR_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // The program runs as it is, without a build; and what one file has loaded and compiled, the next need not load again.
    isolate: false,
    experimental: { viteModuleRunner: false },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
