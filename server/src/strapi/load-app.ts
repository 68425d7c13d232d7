import type { Core } from '@strapi/strapi';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BackupError } from '../errors';
import { findDist } from './find-dist';
import { readPluginConfig } from './read-plugin-config';
import { silently } from './silently';

/** Strapi ends its process by itself at these; here somebody else decides. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Reads the configuration of a project as Strapi reads it, without starting anything: no database is opened, no
 * plugin is loaded. From here on the process is in the folder of the project, since paths of a configuration are
 * relative to it.
 *
 * @param appDir absolute
 * @returns only its `config` and its `dirs` are there; of plugins, the configuration of this one and of the media library
 * @throws BackupError APP_NOT_FOUND, APP_NOT_READY
 */
export async function loadApp(appDir: string): Promise<Core.Strapi> {
  const fromStrapi = requireStrapi(appDir);
  const distDir = await findDist(appDir, () => askTypescript(fromStrapi, appDir));
  process.chdir(appDir);
  try {
    return silently(() => {
      const strapi = createWithoutListeners(fromStrapi, { appDir, distDir });
      const plugins = readPluginConfig(fromStrapi, strapi.dirs.dist.config);
      strapi.config.set('plugin::backup', plugins('backup'));
      strapi.config.set('plugin::upload', plugins('upload'));
      return strapi;
    });
  } catch (error) {
    throw new BackupError(
      'APP_NOT_READY',
      `The configuration of the project in ${appDir} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** Loads what the project's own Strapi loads, whichever way its packages are laid out. */
function requireStrapi(appDir: string): NodeJS.Require {
  const manifest = path.join(appDir, 'package.json');
  if (!existsSync(manifest)) {
    throw new BackupError(
      'APP_NOT_FOUND',
      `There is no Strapi project in ${appDir}. Go to the folder of the project, or name it with --app-dir.`,
    );
  }
  try {
    return createRequire(createRequire(manifest).resolve('@strapi/strapi/package.json'));
  } catch (cause) {
    throw new BackupError(
      'APP_NOT_FOUND',
      `The project in ${appDir} has no Strapi in its node_modules. Is it the right folder? Then run npm install there.`,
      { cause },
    );
  }
}

function createWithoutListeners(
  fromStrapi: NodeJS.Require,
  folders: { appDir: string; distDir: string },
): Core.Strapi {
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  const { createStrapi } = fromStrapi('@strapi/core') as {
    readonly createStrapi: (options: { appDir: string; distDir: string }) => Core.Strapi;
  };
  const strapi = createStrapi(folders);
  SIGNALS.forEach((signal, at) => {
    for (const listener of process.listeners(signal)) {
      if (before[at]?.has(listener) !== true) process.off(signal, listener);
    }
  });
  return strapi;
}

async function askTypescript(
  fromStrapi: NodeJS.Require,
  appDir: string,
): Promise<string | undefined> {
  const { resolveOutDir } = fromStrapi('@strapi/typescript-utils') as {
    readonly resolveOutDir: (dir: string) => Promise<string | undefined>;
  };
  return resolveOutDir(appDir);
}
