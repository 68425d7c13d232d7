/**
 * A MariaDB of one's own for tests, where none is named in the environment.
 *
 * @param {{ folder: string }} options where its data go
 * @returns {Promise<{ url: string, bin: string, stop: () => Promise<void> } | { missing: string }>}
 */
export async function startMariadb({ folder }) {
  void folder;
  return Promise.resolve({ missing: 'BACKUP_TEST_MARIADB_URL is not set' });
}
