import { useCallback } from 'react';
import type { Backup } from '../../../server/src/contracts/backups';
import { useText } from '../language/use-text';

/** Gives the function that says what is inside a backup: "412 entries, 1,203 media files". */
export function useContentsText(): (backup: Backup) => string {
  const text = useText();
  return useCallback(
    ({ counts, type }: Backup) => {
      if (counts === null) return '–';
      const parts: string[] = [];
      if (type !== 'media') {
        // The site's own content: accounts, tokens and permissions are nobody's entries.
        const entries = Object.entries(counts.entries)
          .filter(([uid]) => uid.startsWith('api::'))
          .reduce((sum, [, each]) => sum + each, 0);
        parts.push(text('backup.inside.entries', { count: entries }));
      }
      if (type !== 'database') {
        parts.push(text('backup.inside.media', { count: counts.mediaFiles }));
      }
      return parts.join(', ');
    },
    [text],
  );
}
