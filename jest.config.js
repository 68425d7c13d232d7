'use strict';

const MINUTE = 60_000;

/** Sites of this run are on SQLite or on a server; files of tests about the other are left out. */
const database = process.env.SITE_DATABASE || 'sqlite';
const onSqlite = database === 'sqlite';
/** `npm run test:crash -- --all`: also what has little to do with the kind of database, and longer loops. */
const all = process.env.CRASH_ALL === '1';
const WITH_ALL = onSqlite || all ? [] : ['crash/(?:confirm|rescan)\\.test\\.ts$'];

const OTHER_DATABASE = onSqlite
  ? ['\\.server\\.test\\.ts$']
  : [
      '\\.sqlite\\.test\\.ts$',
      // Nothing of these comes near a database.
      'bad-circumstances/(?:changing-media|served-folder|wrong-settings)\\.test\\.ts$',
    ];

/** What asks a server only for what every server does in the same way runs on one of the two, and on SQLite. */
const LEFT_TO_THE_OTHER = {
  mariadb: ['cli', 'copies', 'large-catalog', 'schedules-on-instances', 'settings', 'uploads'],
  mysql: ['found-archives', 'rest-download', 'schedules', 'sites-for-tests'],
};
const ON_OTHER_SERVER = (LEFT_TO_THE_OTHER[database] ?? []).map(
  (name) => `integration/${name}(?:\\.server)?\\.test\\.ts$`,
);

/**
 * One project per folder of tests, chosen with --selectProjects. What starts whole Strapi servers is
 * run with -i (one file at a time) by scripts/run-suite.mjs.
 */
const suite = (name, timeoutMs, { servers = false } = {}) => ({
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  // Jest takes `testTimeout` from the command line only when there are projects.
  globals: { SUITE_TIMEOUT_MS: timeoutMs },
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/node_modules/', ...OTHER_DATABASE, ...ON_OTHER_SERVER, ...WITH_ALL],
  // Nothing but these folders is searched: `dist` and the playground hold copies of package.json
  // files, and node_modules has a link back to this folder.
  roots: ['<rootDir>/tests', '<rootDir>/server'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/playground/', '<rootDir>/\\.cache/'],
  setupFilesAfterEnv: ['suite-timeout', ...(servers ? ['end-servers-after-file'] : [])].map(
    (name) => `<rootDir>/tests/support/${name}.ts`,
  ),
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: false } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
});

module.exports = {
  watchman: false,
  projects: [
    suite('unit', 5_000),
    suite('hostile', 30_000),
    suite('mysql', 2 * MINUTE),
    suite('integration', 2 * MINUTE, { servers: true }),
    suite('browser', 3 * MINUTE, { servers: true }),
    suite('crash', (all ? 60 : 5) * MINUTE, { servers: true }),
    suite('large', 60 * MINUTE, { servers: true }),
  ],
};
