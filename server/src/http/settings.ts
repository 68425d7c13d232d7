import {
  settingsSectionSchema,
  testSettingsSchema,
  type SettingsAnswer,
} from '../contracts/settings';
import { databaseKind } from '../database/database-kind';
import { adoptMirror, declineMirror, mirrorOffer } from '../mirror/adopt-mirror';
import { keepMirror } from '../mirror/keep-mirror';
import { changeSettings } from '../settings/change-settings';
import { checkSettings } from '../settings/check-settings';
import type { Site } from '../site';
import { audit } from './audit';
import type { Handler } from './call';
import { parseBody } from './parse-body';

export const settings = {
  async get({ site }) {
    return answer(site);
  },

  async update(call) {
    const { ctx, site, runner } = call;
    const changed = await changeSettings(site, runner, ctx.request.body ?? {});
    if (changed.length > 0) {
      await keepMirror(site);
      await audit(call, 'settings.update', 'all', { changed: changed.join().slice(0, 1000) });
    }
    return answer(site);
  },

  async test({ ctx, site }) {
    const { sections, values } = parseBody(ctx, testSettingsSchema);
    const tried = site.settingsStore.wouldBe(values);
    return {
      data: await checkSettings(site, tried, sections ?? settingsSectionSchema.options),
      meta: {},
    };
  },

  async mirror({ site }) {
    return { data: await mirrorOffer(site), meta: {} };
  },

  async adopt(call) {
    const adopted = await adoptMirror(call.site, call.runner);
    await audit(call, 'mirror.adopt', 'all', {
      schedules: adopted.schedules,
      settings: adopted.settings.join().slice(0, 1000),
    });
    return { data: adopted, meta: {} };
  },

  async decline(call) {
    await declineMirror(call.site);
    await audit(call, 'mirror.decline', 'all');
    return { data: null, meta: {} };
  },
} satisfies Record<string, Handler>;

async function answer(site: Site): Promise<SettingsAnswer> {
  return {
    data: site.settingsStore.view(),
    meta: { database: await databaseKind(site.connection) },
  };
}
