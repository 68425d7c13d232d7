import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The configuration that a project gives to its plugins, which Strapi reads when it loads them.
 *
 * Source: getUserPluginsConfig and loadConfigFile in @strapi/core.
 *
 * @param fromStrapi loads packages of the project's Strapi
 * @param folder the compiled `config`
 * @returns asks for the `config` of one plugin; `{}` when there is none
 */
export function readPluginConfig(
  fromStrapi: NodeJS.Require,
  folder: string,
): (plugin: string) => unknown {
  const { merge } = fromStrapi('lodash/fp') as {
    readonly merge: (one: object, other: object) => object;
  };
  const environment = process.env.NODE_ENV ?? 'development';
  const files = [
    path.join(folder, 'plugins.js'),
    path.join(folder, 'env', environment, 'plugins.js'),
  ];
  const all = files
    .filter((file) => existsSync(file))
    .map((file) => loadConfigFile(fromStrapi, file))
    .reduce(merge, {});
  return (plugin) => {
    const entry: unknown = Reflect.get(all, plugin);
    if (typeof entry !== 'object' || entry === null || !('config' in entry)) return {};
    return entry.config;
  };
}

function loadConfigFile(fromStrapi: NodeJS.Require, file: string): object {
  const { env, importDefault } = fromStrapi('@strapi/utils') as {
    readonly env: unknown;
    readonly importDefault: (file: string) => unknown;
  };
  const exported = importDefault(file);
  const config: unknown =
    typeof exported === 'function' ? (exported as (by: object) => unknown)({ env }) : exported;
  return typeof config === 'object' && config !== null ? config : {};
}
