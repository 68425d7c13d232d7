import type { Restore } from '../../server/src/contracts/restores';
import type { RunningServer } from '../support/server';
import type { CrashCase } from './crash-cases';
import { crashJob } from './crash-job';
import { damaged, type Before } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { endOf } from './expected-end';
import type { Scene } from './scene';
import type { SiteState } from './site-state';

/**
 * Restores the scene's good backup over a damaged site, kills the restore, and expects one of the two
 * states.
 *
 * @returns the Strapi that runs in the end, and what there was before
 */
export async function crashRestore(
  scene: Scene,
  crash: CrashCase,
): Promise<{ server: RunningServer; before: Before }> {
  const { site, good } = scene;
  return crashJob(scene, crash, {
    prepare: () => damaged(scene),
    begin: (client) => client.restore({ backupId: good.id, components: [...crash.components] }),
    check: async (client, before) => {
      const [restore] = await client.restores();
      const end = endOf(crash, restore?.status === 'completed');
      const restored = stateAfter(scene, crash, before.state);
      await expectState(site, end, { old: before.state, new: restored });
      await expectOrder(site, before.rows);
      expect(restore).toMatchObject(expectedRecord(crash, end));
      await expectGoodBackups(scene, client);
    },
  });
}

function stateAfter(scene: Scene, { components }: CrashCase, old: SiteState): SiteState {
  return {
    tables: components.includes('database') ? scene.goodState.tables : old.tables,
    media: components.includes('media') ? scene.goodState.media : old.media,
  };
}

function expectedRecord({ kill }: CrashCase, end: 'old' | 'new'): Partial<Restore> {
  if (end === 'new') return { status: 'completed', error: null, canUndo: true };
  const code = kill === 'worker' ? 'WORKER_DIED' : 'INTERRUPTED';
  const error = expect.objectContaining({ code }) as Restore['error'];
  return { status: 'failed', error, canUndo: false };
}
