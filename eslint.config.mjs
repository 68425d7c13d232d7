import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layerRules } from './scripts/lint/layers.mjs';

/**
 * Ways to run a program through a shell, where a file name becomes a command. `spawn` with an
 * argument list does all that is needed.
 */
const noShell = [
  ...['node:child_process', 'child_process'].map((name) => ({
    name,
    importNames: ['exec', 'execSync', 'default'],
    message: 'Import { spawn } and give it an argument list; exec goes through a shell.',
  })),
];

const noShellSyntax = [
  {
    selector: "Property[key.name='shell']:not([value.value=false])",
    message: 'A shell turns file names into commands: spawn with an argument list.',
  },
  {
    selector:
      'CallExpression[callee.object.name=/child_?process|^cp$/i][callee.property.name=/^exec(Sync)?$/]',
    message: 'Use spawn with an argument list; exec goes through a shell.',
  },
];

const noChance = {
  object: 'Math',
  property: 'random',
  message: 'Use node:crypto (randomUUID, randomInt), or a seeded generator in tests.',
};

const NODE_GLOBALS =
  'process console module require Buffer URL URLSearchParams AbortController AbortSignal fetch ' +
  'FormData Blob Headers Response TextDecoder TextEncoder setTimeout clearTimeout setInterval ' +
  'clearInterval setImmediate performance structuredClone';

/** Rules for everything typed, wherever it runs. */
const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/consistent-type-imports': 'error',
  // Numbers print the same everywhere; only objects and undefined come out as nonsense.
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  // `onClick={() => close()}` is ordinary React and reads better than a block.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // An unused argument that a signature asks for starts with an underscore.
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  // An interface is awaited as a whole: one implementation of it may have nothing to wait for.
  '@typescript-eslint/require-await': 'off',
  // `while (true)` is the plain way to write a loop that returns from its middle.
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  '@typescript-eslint/no-restricted-imports': ['error', { paths: noShell }],
  'no-restricted-syntax': ['error', ...noShellSyntax],
  'no-restricted-properties': ['error', noChance],
  'max-lines': ['warn', { max: 350, skipBlankLines: true, skipComments: true }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      '**/.cache/',
      '**/.tmp/',
      '**/.strapi/',
      'coverage/',
      'test-results/',
      'playground/types/generated/',
      'playground/public/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  {
    files: ['server/**/*.ts', 'admin/**/*.{ts,tsx}', 'tests/**/*.ts', 'strapi-*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['server/tsconfig.json', 'admin/tsconfig.json', 'tests/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: typed,
  },

  { files: ['server/src/**/*.ts', 'admin/src/**/*.{ts,tsx}'], rules: { 'no-console': 'error' } },
  ...layerRules({ paths: noShell }),

  {
    files: ['admin/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      // React ignores what an event handler returns, so an async one is fine there.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },

  {
    files: ['tests/**/*.ts'],
    rules: {
      // expect(client.request).toHaveBeenCalled() takes a method without calling it.
      '@typescript-eslint/unbound-method': 'off',
      // A test that indexes a list fails loudly when the entry is missing, which is its job.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },

  {
    files: ['scripts/**/*.mjs', 'playground/scripts/**/*.mjs', 'bin/*.js', '*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(NODE_GLOBALS.split(' ').map((name) => [name, 'readonly'])),
    },
    rules: {
      'no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': ['error', ...noShellSyntax],
      'no-restricted-properties': ['error', noChance],
    },
  },
  {
    files: ['scripts/**/*.mjs'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: ['scripts/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },

  // The playground is an ordinary site, written the way Strapi's own template is.
  {
    files: ['playground/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
  },
);
