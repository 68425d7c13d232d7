import type { Warning } from '../contracts/backups';
import type { MissingMedia } from '../media/find-missing-media';
import type { ArchivedMedia } from './archive-media';

/** What a completed backup must tell its owner. */
export function backupWarnings(facts: {
  readonly media: ArchivedMedia | null;
  readonly missing: MissingMedia;
  readonly provider: string;
}): Warning[] {
  const { media, missing, provider } = facts;
  if (media === null) return [];
  const warnings: Warning[] = [];
  if (missing.count > 0) {
    const some = missing.named.slice(0, 5).join(', ');
    warnings.push({
      code: 'MEDIA_MISSING',
      message: `${String(missing.count)} media files are not in the backup, because they are not in the uploads folder or could not be read: ${some}${missing.count > 5 ? ' …' : ''}`,
    });
  }
  if (media.unexpected.count > 0) {
    const some = media.unexpected.named.slice(0, 5).join(', ');
    warnings.push({
      code: 'MEDIA_SKIPPED',
      message: `${String(media.unexpected.count)} entries of the uploads folder are not in the backup, because they are links, special files, or folders that cannot be read: ${some}${media.unexpected.count > 5 ? ' …' : ''}`,
    });
  }
  if (media.changed > 0) {
    warnings.push({
      code: 'MEDIA_CHANGED',
      message: `${String(media.changed)} media files changed while they were read.`,
    });
  }
  if (media.younger > 0) {
    warnings.push({
      code: 'MEDIA_YOUNGER',
      message: `${String(media.younger)} media files are younger than the snapshot of the database.`,
    });
  }
  if (provider !== 'local') {
    warnings.push({
      code: 'MEDIA_REMOTE',
      message: `The media library uses the provider “${provider}”: files that it keeps elsewhere are not in this backup.`,
    });
  }
  return warnings;
}
