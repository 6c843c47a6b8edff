const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2024',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testMatch,
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@domain/(.*?)(\\.js)?$': '<rootDir>/backend/src/domain/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.denba/'],
  ...extra,
});

const cluster = {
  globalSetup: '<rootDir>/test/support/start-cluster.mjs',
  globalTeardown: '<rootDir>/test/support/stop-cluster.mjs',
};

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // A busy machine is slow to start a cluster, a server or a browser; nothing waits this long when all is well.
  testTimeout: 60_000,
  projects: [
    project('unit', [
      '<rootDir>/backend/src/**/*.spec.ts',
      '<rootDir>/frontend/src/**/*.spec.ts',
      '<rootDir>/test/reports/**/*.spec.ts',
      '<rootDir>/test/texts/**/*.spec.ts',
    ]),
    project('api', ['<rootDir>/test/api/**/*.spec.ts'], cluster),
    project('blinding', ['<rootDir>/test/blinding/**/*.spec.ts'], cluster),
    project('ops', ['<rootDir>/test/ops/**/*.spec.ts']),
    project('faults', ['<rootDir>/test/faults/**/*.spec.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.spec.ts'], cluster),
    project('measured', ['<rootDir>/test/measured/**/*.spec.ts'], cluster),
    project('journeys', ['<rootDir>/test/journeys/**/*.spec.ts'], cluster),
  ],
};
