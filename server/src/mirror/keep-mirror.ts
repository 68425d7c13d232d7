import type { Mirror } from '../contracts/mirror';
import type { FlatSettings } from '../contracts/setting-paths';
import type { Site } from '../site';
import { readMirror, setAside, writeMirror } from './mirror-file';

/** The address of a webhook is often the key to it, too. */
const NOT_MIRRORED = new Set(['webhook.url']);
const ALL = { sql: '1 = 1', params: [] };

/**
 * Writes schedules and settings down beside the archives, after each change of them. A mirror of another life of the
 * site, which nobody has adopted, is set aside first. Never fails: what was changed is changed.
 */
export async function keepMirror(site: Site): Promise<void> {
  try {
    const { root } = site.folder();
    const mirror: Mirror = {
      format: 1,
      writtenAt: new Date().toISOString(),
      site: { id: site.identity.id, name: site.identity.name },
      schedules: await site.schedules.find(ALL, 'created_at ASC'),
      settings: mirrored(site.settingsStore.storedValues),
    };
    const before = readMirror(root);
    if (before !== null && isOfAnotherLife(before, mirror)) setAside(root);
    writeMirror(root, mirror);
  } catch (error) {
    site.warn('Schedules and settings could not be written down in the backup folder.', error);
  }
}

/** Schedules may all have been deleted since, but what was stored as a setting stays stored. */
function isOfAnotherLife(before: Mirror, now: Mirror): boolean {
  const known = new Set(now.schedules.map(({ id }) => id));
  const isUnknown =
    before.schedules.length > 0 && !before.schedules.some(({ id }) => known.has(id));
  return (
    isUnknown || Object.keys(before.settings).some((path) => !Object.hasOwn(now.settings, path))
  );
}

function mirrored(stored: FlatSettings): FlatSettings {
  return Object.fromEntries(Object.entries(stored).filter(([path]) => !NOT_MIRRORED.has(path)));
}
