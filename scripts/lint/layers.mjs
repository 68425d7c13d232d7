/**
 * Who may import whom, as lint rules. Data move one way (database, media -> archive -> storage ->
 * catalog) and only `http` and `strapi` know Strapi; a reader may rely on that because an import
 * against the direction fails `npm run lint`.
 */

const KNOW_STRAPI = ['http', 'strapi'];

/**
 * For each folder of server/src: the folders it must not import. `@strapi/*` and `koa` are
 * forbidden to all but KNOW_STRAPI on top of this.
 */
const FORBIDDEN = {
  archive: 'database media storage catalog jobs backup restore http strapi worker'.split(' '),
  database: ['backup', 'restore', 'http', 'strapi', 'worker'],
  media: ['backup', 'restore', 'http', 'strapi', 'worker'],
  storage: ['backup', 'restore', 'http', 'strapi', 'worker'],
  catalog: ['jobs', 'backup', 'restore', 'http', 'strapi', 'worker'],
  lease: ['jobs', 'backup', 'restore', 'http', 'strapi', 'worker'],
  backup: ['http', 'strapi'],
  restore: ['http', 'strapi'],
  upload: ['http', 'strapi'],
  copies: ['http', 'strapi'],
  mirror: ['http', 'strapi'],
  settings: ['http', 'strapi'],
  notices: ['http', 'strapi'],
  health: ['http', 'strapi'],
  retention: ['http', 'strapi'],
  schedule: ['http', 'strapi'],
  recovery: ['http', 'strapi'],
  jobs: ['http', 'strapi'],
  worker: ['http', 'strapi'],
};

/** It is made of all the others, and none of them knows it. */
const COMMAND_LINE = 'cli';

/** Folders that may know that a lease exists (its types), but not how jobs are run. */
const KNOW_LEASE_TYPES = ['database', 'media', 'storage'];

const folders = (names) => `^(?:\\.\\./)+(?:${names.join('|')})(?:/|$)`;

const strapiPackages = {
  regex: '^(?:@strapi/|koa(?:-|/|$)|@koa/)',
  message: 'Only server/src/http and server/src/strapi know Strapi; pass in what is needed.',
};

const rule = (restrictions) => ({
  '@typescript-eslint/no-restricted-imports': ['error', restrictions],
});

/**
 * @param {{ paths: object[] }} everywhere restrictions that hold in each folder too, since a later
 *   rule replaces an earlier one instead of adding to it
 * @returns {object[]} flat ESLint configurations
 */
export function layerRules({ paths }) {
  const server = {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/index.ts', ...KNOW_STRAPI.map((name) => `server/src/${name}/**`)],
    rules: rule({ paths, patterns: [strapiPackages] }),
  };

  const perFolder = Object.entries(FORBIDDEN).map(([folder, before]) => {
    const forbidden = [...before, COMMAND_LINE];
    return {
      files: [`server/src/${folder}/**/*.ts`],
      rules: rule({
        paths,
        patterns: [
          strapiPackages,
          {
            regex: folders(forbidden),
            message: `server/src/${folder} comes before ${forbidden.join(', ')} in the flow of data.`,
          },
          ...(KNOW_LEASE_TYPES.includes(folder) ? leaseTypesOnly(folder) : []),
        ],
      }),
    };
  });

  const contracts = {
    files: ['server/src/contracts/**/*.ts'],
    rules: rule({
      paths,
      patterns: [
        {
          regex: '^(?!zod(?:/|$)|\\./)',
          message: 'The browser loads contracts too: they import zod and other contracts only.',
        },
      ],
    }),
  };

  const admin = {
    files: ['admin/src/**/*.{ts,tsx}'],
    rules: rule({
      paths,
      patterns: [
        {
          regex: '^(?:\\.\\./)+server/(?!src/contracts(?:/|$))',
          message: 'The panel and the server share server/src/contracts and nothing else.',
        },
        {
          regex: '^(?:node:|(?:fs|path|crypto|child_process|os)$)',
          message: 'No Node in a browser.',
        },
      ],
    }),
  };

  return [server, ...perFolder, contracts, admin];
}

/** Jobs are out of reach; that there is a lease, and its types, may be known. */
function leaseTypesOnly(folder) {
  return [
    {
      regex: folders(['jobs']),
      message: `server/src/${folder} does not know how jobs are run.`,
    },
    {
      regex: folders(['lease']),
      allowTypeImports: true,
      message: `server/src/${folder} may import the types of a lease, not its code.`,
    },
  ];
}
