import type { Backup } from '../contracts/backups';

interface GuideOptions {
  readonly record: Pick<Backup, 'id' | 'name' | 'type' | 'createdAt'>;
  readonly fileName: string;
  readonly versions: { readonly strapi: string; readonly plugin: string };
  /** Where the site keeps its SQLite file, relative to its root; null for MySQL and MariaDB. */
  readonly databasePath: string | null;
}

/**
 * The page in every archive that says how to restore it by hand. Its commands are run by a test:
 * what is written here works.
 */
export function restoreGuide(options: GuideOptions): string {
  const { record, fileName, versions, databasePath } = options;
  const withServer = record.type !== 'media' && databasePath === null;
  const flags = fileName.endsWith('.gz') ? 'xzf' : 'xf';
  const parts = [
    `# How to restore this backup by hand

This archive is the backup “${record.name.replace(/[\r\n]+/g, ' ')}” (${record.type}, ${record.createdAt}, id ${record.id}), made by
Strapi Backup ${versions.plugin} on Strapi ${versions.strapi}. You need no plugin to open it: \`tar\`, \`gzip\` and \`sha256sum\` are enough.

You also need what is *not* in here: the code of the site, its \`.env\` file with the secrets, and its installed packages
(\`npm install\`). With other secrets (APP_KEYS, ADMIN_JWT_SECRET, API_TOKEN_SALT, TRANSFER_TOKEN_SALT, ENCRYPTION_KEY)
the content is all there, but API tokens do not work any more.

**Stop Strapi first.** Set these variables, then go through the steps in one shell:

- \`ARCHIVE\`: the path of this archive
- \`SITE\`: the folder of the Strapi site
${withServer ? SERVER_VARIABLES : ''}
## 1. Unpack and check

Every line of the check must say \`OK\`; with \`--quiet\` it prints only what is wrong.

\`\`\`sh
rm -rf "$SITE/.restored" && mkdir "$SITE/.restored"
tar ${flags} "$ARCHIVE" -C "$SITE/.restored"
cd "$SITE/.restored" && sha256sum -c --quiet SHA256SUMS
\`\`\`
`,
  ];
  if (record.type !== 'media') {
    parts.push(databasePath === null ? serverSteps() : sqliteSteps(databasePath));
  }
  if (record.type !== 'database') parts.push(mediaSteps());
  parts.push(`## Last: start and look

\`\`\`sh
cd "$SITE" && rm -rf .restored
\`\`\`

Start Strapi (\`npm run start\`) and sign in with an account of the backup. The list of backups is empty at first: press *Rescan* in the
Backup tab to find the archives that are in the backup folder.
`);
  return parts.join('\n');
}

const SERVER_VARIABLES = `- \`LOGIN\`: a file that only you can read, with how to reach the database server:
  \`\`\`ini
  [client]
  host=127.0.0.1
  port=3306
  user=strapi
  password="…"
  \`\`\`
- \`DATABASE\`: the name of an **empty** database on that server, the one that the site's \`.env\` names

The account needs all rights on that database. To make a new one: \`CREATE DATABASE strapi CHARACTER SET utf8mb4;\`
`;

function serverSteps(): string {
  return `## The database

The files are plain SQL, in the order of their names. Views, triggers and routines that belong to another account need one that may
act for others (\`SET USER\` in MariaDB, \`SET_ANY_DEFINER\` in MySQL), or take \`DEFINER=…\` out of \`90-finish.sql\` first.

\`\`\`sh
CLIENT="$(command -v mysql || command -v mariadb)"
cat "$SITE"/.restored/database/*.sql | "$CLIENT" --defaults-extra-file="$LOGIN" --comments --max-allowed-packet=1G "$DATABASE"
\`\`\`
`;
}

function sqliteSteps(databasePath: string): string {
  return `## The database

The old database, if there is one, is kept beside the new one as \`….before-restore\`, together with its \`-wal\` and \`-shm\` files: they
belong to the old content.

\`\`\`sh
DATABASE="$SITE/${databasePath}"
mkdir -p "$(dirname "$DATABASE")"
for LOG in "" -wal -shm -journal; do
  rm -f "$DATABASE.before-restore$LOG"
  if [ -e "$DATABASE$LOG" ]; then mv "$DATABASE$LOG" "$DATABASE.before-restore$LOG"; fi
done
cp "$SITE/.restored/database/database.sqlite" "$DATABASE"
chmod 600 "$DATABASE"
\`\`\`
`;
}

function mediaSteps(): string {
  return `## The media library

The old files are kept in \`.uploads.before-restore\`. Hidden files of the folder stay.

\`\`\`sh
UPLOADS="$SITE/public/uploads"
mkdir -p "$UPLOADS" "$SITE/.uploads.before-restore"
find "$UPLOADS" -mindepth 1 -maxdepth 1 ! -name '.*' -exec mv {} "$SITE/.uploads.before-restore/" \\;
if [ -d "$SITE/.restored/media/uploads" ]; then cp -Rp "$SITE/.restored/media/uploads/." "$UPLOADS/"; fi
find "$UPLOADS" -mindepth 1 -type d -exec chmod 755 {} \\;
find "$UPLOADS" -mindepth 1 -type f ! -name '.*' -exec chmod 644 {} \\;
\`\`\`
`;
}
