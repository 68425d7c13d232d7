import type { z } from 'zod';
import { nestSettings, type FlatSettings } from '../contracts/setting-paths';
import { settingsSchema, type Settings } from '../contracts/settings';
import { BackupError } from '../errors';

export interface LayeredSettings {
  readonly settings: Settings;
  /** Stored fields that do not fit any more, for example since `config/plugins` has changed beside them. */
  readonly ignored: readonly string[];
}

/**
 * Lays `config/plugins` over what is stored over the defaults. What was stored never keeps a site from starting:
 * what does not fit is left out, and named.
 *
 * @param configured,stored by path
 * @throws BackupError INVALID_INPUT, naming the field of `config/plugins` that is wrong
 */
export function layerSettings(configured: FlatSettings, stored: FlatSettings): LayeredSettings {
  const kept: Record<string, unknown> = { ...stored };
  const ignored: string[] = [];
  for (;;) {
    const parsed = settingsSchema.safeParse(nestSettings({ ...kept, ...configured }));
    if (parsed.success) return { settings: parsed.data, ignored };
    const paths = parsed.error.issues.flatMap(pathsOf);
    const wrong = Object.keys(kept).filter((stored) =>
      paths.some((path) => stored === path || path.startsWith(`${stored}.`)),
    );
    // A rule about several fields names one of them: then everything stored goes before the site does not start.
    const leaving = wrong.length > 0 ? wrong : Object.keys(kept);
    if (leaving.length === 0) throw wrongConfiguration(parsed.error.issues[0]);
    for (const path of leaving) {
      ignored.push(path);
      Reflect.deleteProperty(kept, path);
    }
  }
}

/** Of what is unknown, the path is that of what it is in. */
function pathsOf(issue: z.core.$ZodIssue): string[] {
  const names = issue.code === 'unrecognized_keys' ? issue.keys : [null];
  return names.map((name) =>
    [...issue.path, ...(name === null ? [] : [name])].map(String).join('.'),
  );
}

function wrongConfiguration(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): BackupError {
  const field = issue?.path.map(String).join('.') ?? '';
  return new BackupError(
    'INVALID_INPUT',
    `The setting ${field === '' ? 'of the Backup plugin' : `backup.config.${field}`} in config/plugins is wrong: ${issue?.message ?? 'unknown'}`,
    { field },
  );
}
