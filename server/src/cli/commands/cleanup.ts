import { z } from 'zod';
import type { CleanupResult } from '../../contracts/cleanup';
import { cleanUp, cleanupResult, planSiteCleanup } from '../../retention/clean-up';
import { defineCommand } from '../command';
import { counted, inBytes, inLocalTime } from '../format/units';
import { answer, report } from '../outcomes';

export const cleanup = defineCommand({
  name: 'cleanup',
  summary: 'delete what retention does not keep, for system cron',
  description: [
    'Deletes the backups that the retention of the schedules and of the settings does not keep. Never the newest verified ones, pinned ones, and those of somebody else. A running Strapi does this by itself.',
  ],
  arguments: [],
  options: [{ name: 'dry-run', help: 'only say what would be deleted' }],
  examples: [{ line: 'strapi-backup cleanup --dry-run', what: 'what would go' }],
  input: z.object({ dryRun: z.boolean().default(false) }),
  run: async ({ dryRun }, context) => {
    if (dryRun) {
      const { site } = await context.open(false);
      const { doomed, overCap } = await planSiteCleanup(site);
      const result = cleanupResult(doomed, overCap);
      return answer(result, resultText(result, 'Would delete'));
    }
    const session = await context.open(true);
    const result = await cleanUp(session.site, session.runner);
    const { deleted, bytes } = result;
    await session.note('cleanup', 'all', { deleted: deleted.length, bytes });
    return report(result, resultText(result, 'Deleted'));
  },
});

function resultText({ deleted, bytes, overCap }: CleanupResult, verb: string): string {
  return [
    `${verb} ${counted(deleted.length, 'backup')} (${inBytes(bytes)}).`,
    ...deleted.map(
      ({ name, createdAt, size }) => `  ${inLocalTime(createdAt)}  ${name}  ${inBytes(size ?? 0)}`,
    ),
    ...(overCap ? ['What may not be deleted takes more room than the settings allow.'] : []),
  ].join('\n');
}
