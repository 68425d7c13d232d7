import type { Core } from '@strapi/strapi';
import type { Warning } from '../contracts/backups';

/**
 * Brings what Strapi keeps in memory in line with a database that was replaced under it. Permissions,
 * users, tokens and the core store are read with every request; these are not.
 *
 * In recovery before Strapi has started there is nothing in memory yet.
 */
export async function refreshStrapi(
  strapi: Core.Strapi,
): Promise<{ restartRequired: boolean; warnings: Warning[] }> {
  if (!strapi.isLoaded) return { restartRequired: false, warnings: [] };
  const warnings: Warning[] = [];
  const attempt = async (what: string, act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      strapi.log.warn(`Backup: ${what} could not be refreshed after the restore.`, error);
      warnings.push({
        code: 'REFRESH_FAILED',
        message: `${what} could not be refreshed. Restart Strapi to be safe.`,
      });
    }
  };
  await attempt('The permissions of super-admins', () =>
    (
      strapi.service('admin::role') as { resetSuperAdminPermissions(): Promise<void> }
    ).resetSuperAdminPermissions(),
  );
  await attempt('The webhooks', () => reloadWebhooks(strapi));
  return { restartRequired: await structureDiffers(strapi), warnings };
}

interface WebhookStore {
  findWebhooks(): Promise<{ id: unknown }[]>;
}
interface WebhookRunner {
  webhooksMap: Map<string, unknown[]>;
  add(webhook: unknown): void;
}

async function reloadWebhooks(strapi: Core.Strapi): Promise<void> {
  const store = strapi.get<WebhookStore>('webhookStore');
  const runner = strapi.get<WebhookRunner>('webhookRunner');
  const webhooks = await store.findWebhooks();
  runner.webhooksMap.clear();
  for (const webhook of webhooks) runner.add(webhook);
}

/** The backup may be from before a content type or field: then Strapi's schema sync has to run. */
async function structureDiffers(strapi: Core.Strapi): Promise<boolean> {
  for (const meta of strapi.db.metadata.values()) {
    if (!(await strapi.db.getSchemaConnection().hasTable(meta.tableName))) return true;
    const columns = await strapi.db.getConnection(meta.tableName).columnInfo();
    for (const attribute of Object.values(meta.attributes)) {
      const column =
        'columnName' in attribute && typeof attribute.columnName === 'string'
          ? attribute.columnName
          : null;
      if (column !== null && !(column in columns)) return true;
    }
  }
  return false;
}
