import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { BackupError } from '../errors';

const tsconfigSchema = z.object({
  extends: z.unknown().optional(),
  compilerOptions: z.object({ outDir: z.string().optional() }).optional(),
});
const DEFAULT_OUT_DIR = 'dist';

/**
 * Where the compiled configuration of a project is: the project itself, unless it is written in TypeScript.
 *
 * Source: `strapi start` in @strapi/strapi.
 *
 * @param askTypescript reads a tsconfig.json that says it in another file, which takes a compiler
 * @throws BackupError APP_NOT_FOUND, APP_NOT_READY when it has not been built
 */
export async function findDist(
  appDir: string,
  askTypescript: () => Promise<string | undefined>,
): Promise<string> {
  const tsconfig = path.join(appDir, 'tsconfig.json');
  const isTypescript = existsSync(tsconfig);
  const dist = isTypescript ? (outDirOf(tsconfig) ?? (await askTypescript())) : appDir;
  const root = path.resolve(appDir, dist ?? DEFAULT_OUT_DIR);
  if (hasConfiguration(root)) return root;
  if (isTypescript && existsSync(path.join(appDir, 'config'))) {
    throw new BackupError(
      'APP_NOT_READY',
      `This project is written in TypeScript and has not been built: there is no configuration in ${root}. Run npm run build first.`,
    );
  }
  throw new BackupError(
    'APP_NOT_FOUND',
    `There is no Strapi project in ${appDir}: it has no config/database. Go to the folder of the project, or name it with --app-dir.`,
  );
}

function hasConfiguration(root: string): boolean {
  return ['database.js', 'database.json'].some((name) =>
    existsSync(path.join(root, 'config', name)),
  );
}

/** @returns undefined when another file may say it, or when it cannot be read in this simple way */
function outDirOf(tsconfig: string): string | undefined {
  try {
    const parsed = tsconfigSchema.parse(
      JSON.parse(withoutComments(readFileSync(tsconfig, 'utf8'))),
    );
    const outDir = parsed.compilerOptions?.outDir;
    return outDir ?? (parsed.extends === undefined ? DEFAULT_OUT_DIR : undefined);
  } catch {
    return undefined;
  }
}

/** Comments, and commas before a closing bracket, which TypeScript allows in its JSON. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1');
}
