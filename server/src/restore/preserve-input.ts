import path from 'node:path';
import type { Backup } from '../contracts/backups';
import { isOwnTable } from '../database/own-tables';
import type { Site } from '../site';
import type { JournalDetail } from './journal';
import { sourcePlace } from './source-place';
import type { StagePreserveInput } from './stage-preserve';
import type { StageInput } from './stage-restore';

/**
 * What *preserve* needs besides: the site as it is, which is its safety backup, and what the running code
 * knows of its content.
 */
export function preserveInput(
  site: Site,
  input: StageInput,
  detail: JournalDetail,
  safety: Backup | null,
): StagePreserveInput {
  const { sourceToken } = detail;
  if (sourceToken === null) return { ...input, merge: null };
  if (safety?.fileName == null || safety.size === null || safety.sha256 === null) {
    throw new Error('There is no safety backup to begin with.');
  }
  return {
    ...input,
    merge: {
      site: {
        file: path.join(site.folder().root, safety.fileName),
        expected: { size: safety.size, sha256: safety.sha256 },
        databaseBytes: (safety.uncompressedSize ?? 0) - (safety.counts?.mediaBytes ?? 0),
      },
      source: sourcePlace(detail, sourceToken),
      model: site.identity.mergeModel(),
    },
  };
}

/** Other programs do not keep to the gate: their tables are left alone. */
export async function foreignTables({ connection, identity }: Site): Promise<string[]> {
  const names = await connection.tableNames();
  return names.filter((name) => !isOwnTable(name) && !identity.isManagedTable(name));
}
