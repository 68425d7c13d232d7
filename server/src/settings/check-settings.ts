import { checkDatabase } from '../database/check-database';
import { jobDatabaseSettings } from '../database/job-settings';
import type { Settings, SettingsCheck, SettingsSection } from '../contracts/settings';
import type { Site } from '../site';
import { checkFolder } from './check-folder';
import { checkNotices } from './check-notices';
import { checkSecrets } from './check-secrets';

/**
 * Tries settings, as far as that is possible without making a backup. What is wrong becomes a row, never an error.
 *
 * @param tried as they would be; stored or not
 */
export async function checkSettings(
  site: Site,
  tried: Settings,
  sections: readonly SettingsSection[],
): Promise<SettingsCheck[]> {
  const checks: Readonly<Record<SettingsSection, () => Promise<SettingsCheck[]>>> = {
    folder: () => checkFolder(site, tried),
    database: async () =>
      (
        await checkDatabase(
          jobDatabaseSettings(site.strapiDatabase, tried.database),
          site.connection,
        )
      ).map((check) => ({ section: 'database', ...check })),
    mail: async () => [
      ...checkSecrets(site.settingsStore.view()),
      ...(await checkNotices(site.notifier, tried, 'mail')),
    ],
    webhook: () => checkNotices(site.notifier, tried, 'webhook'),
  };
  const rows: SettingsCheck[] = [];
  for (const section of sections) rows.push(...(await checks[section]()));
  return rows;
}
