import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { REPOSITORY } from './repository';

const routeSchema = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** As it is asked for, with the plugin's prefix. */
  path: z.string().transform((each) => `/backup${each}`),
  handler: z.string(),
  config: z.object({
    auth: z.literal(false).optional(),
    policies: z
      .array(
        z.union([
          z.string(),
          z.object({ name: z.string(), config: z.object({ actions: z.array(z.string()) }) }),
        ]),
      )
      .default([]),
  }),
});

export type PluginRoute = z.infer<typeof routeSchema>;

/** Every route of every router of the built plugin: what Strapi registers, not what a test lists. */
export async function pluginRoutes(): Promise<PluginRoute[]> {
  const server = path.join(REPOSITORY, 'dist', 'server', 'index.js');
  const script = `
    const { default: plugin } = require(${JSON.stringify(server)});
    console.log(JSON.stringify(Object.values(plugin.routes).flatMap((router) => router.routes)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
  return z.array(routeSchema).min(20).parse(JSON.parse(stdout));
}
