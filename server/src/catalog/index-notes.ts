import type { DatabaseConnection } from '../database/connection';
import { RECORDS_TABLE } from '../database/own-tables';

const NAME = 'backup_vault_records_note_idx';
const BEGINNING = 16;

/**
 * Lets a search pass over the records without a note, which are most. Of a long text servers index the beginning only,
 * which Strapi's content types cannot say.
 */
export async function indexNotes(connection: DatabaseConnection): Promise<void> {
  if (connection.kind === 'sqlite') {
    await connection.execute(`CREATE INDEX IF NOT EXISTS ${NAME} ON ${RECORDS_TABLE} (note)`);
    return;
  }
  const found = await connection.all(
    'SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1',
    [RECORDS_TABLE, NAME],
  );
  if (found.length > 0) return;
  await connection.execute(`CREATE INDEX ${NAME} ON ${RECORDS_TABLE} (note(${String(BEGINNING)}))`);
}
