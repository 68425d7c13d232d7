import { endServers } from '../support/server';
import type { Scene } from './scene';
import { tell } from './tell';

const TAIL_LINES = 25;

/** Lends one scene to test after test, as long as they leave it in order. */
export type WithScene = (title: string, run: (scene: Scene) => Promise<void>) => Promise<void>;

/**
 * A test that fails leaves a site in an unknown state; the next one gets a new scene, so that it says
 * something about its own case.
 */
export function sceneKeeper(create: () => Promise<Scene>): WithScene {
  let scene: Scene | null = null;
  return async (title, run) => {
    const begin = Date.now();
    const seconds = (): string => ((Date.now() - begin) / 1_000).toFixed(0);
    try {
      scene ??= await create();
      await run(scene);
      tell(`ok      ${title} (${seconds()} s)`);
    } catch (error) {
      tell(`FAILED  ${title} (${seconds()} s)`);
      tell(error instanceof Error ? error.message : String(error));
      if (scene !== null) tellMore(scene);
      scene = null;
      await endServers();
      throw error;
    }
  };
}

/** What helps to understand a failure: where the site is, and what the last servers said. */
function tellMore({ site, started }: Scene): void {
  tell(`        site: ${site.dir} (TEST_KEEP_SITES=1 keeps it)`);
  for (const server of started.slice(-2)) {
    tell(`        end of the log of process ${server.pid}:`);
    const lines = server
      .log()
      .trimEnd()
      .split('\n')
      .filter((line) => !isRequest(line));
    for (const line of lines.slice(-TAIL_LINES)) tell(`        | ${line}`);
  }
}

function isRequest(line: string): boolean {
  return / \((\d+) ms\) \d{3}$/.test(line);
}
