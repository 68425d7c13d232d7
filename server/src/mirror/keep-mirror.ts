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
    const known = new Set(mirror.schedules.map(({ id }) => id));
    const isOther = before?.schedules.length && !before.schedules.some(({ id }) => known.has(id));
    if (isOther) setAside(root);
    writeMirror(root, mirror);
  } catch (error) {
    site.warn('Schedules and settings could not be written down in the backup folder.', error);
  }
}

function mirrored(stored: FlatSettings): FlatSettings {
  return Object.fromEntries(Object.entries(stored).filter(([path]) => !NOT_MIRRORED.has(path)));
}
