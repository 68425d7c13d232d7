import type { Actor } from '../contracts/backups';
import type { KeptAccount } from '../database/sqlite/keep-account';
import type { Site } from '../site';

/**
 * The account of the person who restores, as it is now; null when the setting *keep my account* is
 * off, or nobody is signed in (command line).
 */
export async function actingAccount(site: Site, actor: Actor | null): Promise<KeptAccount | null> {
  if (!site.settings.keepAccount || actor?.email === null || actor === null) return null;
  const [row] = await site.connection.all(
    'SELECT * FROM admin_users WHERE lower(email) = lower(?)',
    [actor.email],
  );
  if (row === undefined) return null;
  const columns = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' || typeof value === 'number' ? value : null,
  ]);
  return {
    email: actor.email,
    columns: Object.fromEntries(columns) as Record<string, string | number | null>,
  };
}
