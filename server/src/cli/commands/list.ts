import { z } from 'zod';
import { backupOriginSchema, backupStatusSchema, backupTypeSchema } from '../../contracts/backups';
import { backupFilter, restoreFilter } from '../../catalog/list-filter';
import { presentRestore } from '../../restore/present-restore';
import { defineCommand, type Outcome } from '../command';
import { backupTable } from '../format/backup-text';
import { restoreTable } from '../format/restore-text';
import { answer } from '../outcomes';
import type { Session } from '../session';
import { WrongUsage } from '../wrong-usage';

const LIMIT = 50;
const LIMIT_MAX = 10_000;
const NEWEST_FIRST = { field: 'createdAt', direction: 'desc' } as const;

const inputSchema = z.object({
  type: backupTypeSchema.optional(),
  status: backupStatusSchema.optional(),
  origin: backupOriginSchema.optional(),
  limit: z.coerce.number('it must be a number').int().min(1).max(LIMIT_MAX).default(LIMIT),
  restores: z.boolean().default(false),
});
type Input = z.output<typeof inputSchema>;

export const list = defineCommand({
  name: 'list',
  summary: 'list backups, or restores',
  description: ['Lists backups, the newest first; with --restores, what was restored.'],
  arguments: [],
  options: [
    { name: 'type', value: 'type', choices: backupTypeSchema.options, help: 'only of this kind' },
    {
      name: 'status',
      value: 'status',
      choices: backupStatusSchema.options,
      help: 'only with this status',
    },
    {
      name: 'origin',
      value: 'origin',
      choices: backupOriginSchema.options,
      help: 'only those that came about in this way',
    },
    { name: 'limit', value: 'number', help: `how many at most; default: ${String(LIMIT)}` },
    { name: 'restores', help: 'the restores instead, with the ids for undo and confirm' },
  ],
  examples: [
    { line: 'strapi-backup list --status completed --limit 5', what: 'the last five' },
    {
      line: 'strapi-backup list --json | jq -r ".data[0].id"',
      what: 'the id of the newest',
    },
  ],
  input: inputSchema,
  run: async (input, context) => {
    if (input.restores && (input.type ?? input.origin) !== undefined) {
      throw new WrongUsage('--type and --origin are for backups, not for --restores.', 'restores');
    }
    const session = await context.open(false);
    return input.restores ? restores(session, input) : backups(session, input);
  },
});

async function backups(
  { site }: Session,
  { limit, restores: _, ...query }: Input,
): Promise<Outcome> {
  const filter = backupFilter({ ...query, page: 1, pageSize: limit, sort: NEWEST_FIRST });
  const { items, total } = await site.backups.page(filter, NEWEST_FIRST, 1, limit);
  return answer(items, items.length === 0 ? 'There are no such backups.' : backupTable(items), {
    meta: { total },
  });
}

async function restores({ site }: Session, { limit, status }: Input): Promise<Outcome> {
  const filter = restoreFilter({ status, page: 1, pageSize: limit, sort: NEWEST_FIRST });
  const found = await site.restores.page(filter, NEWEST_FIRST, 1, limit);
  const items = found.items.map(presentRestore);
  return answer(items, items.length === 0 ? 'There are no such restores.' : restoreTable(items), {
    meta: { total: found.total },
  });
}
