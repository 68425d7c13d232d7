import type { SettingsRecords, StoredSettings } from '../../../server/src/catalog/stored-settings';
import { keySecretBox } from '../../../server/src/settings/secret-box';
import { SettingsStore } from '../../../server/src/settings/settings-store';

/** The row, with answers that come when the test lets them. */
class SlowRow {
  row: StoredSettings | null = null;
  readonly #held: (() => void)[] = [];
  holding = false;
  broken = false;

  records(): SettingsRecords {
    const fake: Pick<SettingsRecords, 'exists' | 'get' | 'update' | 'insert'> = {
      exists: () => Promise.resolve(true),
      get: async () => {
        if (this.broken) throw new Error('no database');
        const seen = this.row;
        if (this.holding) await new Promise<void>((resolve) => this.#held.push(resolve));
        return seen;
      },
      update: (_, change) => {
        if (this.row === null) return Promise.resolve(false);
        this.row = { ...this.row, ...change };
        return Promise.resolve(true);
      },
      insert: (row) => {
        this.row = row;
        return Promise.resolve();
      },
    };
    return fake as SettingsRecords;
  }

  letGo(): void {
    for (const resolve of this.#held) resolve();
  }
}

function storeOf(slow: SlowRow, configured: object = {}, key: string | null = 'key') {
  const warned: string[] = [];
  const warn = (text: string): void => {
    warned.push(text);
  };
  const store = new SettingsStore(configured, slow.records(), keySecretBox(key), warn);
  return { store, warned };
}

test('a look that began before a change does not bring the old settings back', async () => {
  const slow = new SlowRow();
  const { store } = storeOf(slow);
  slow.holding = true;
  const look = store.refresh(0);
  // It has its answer, which is on the way.
  await new Promise(setImmediate);
  slow.holding = false;
  await store.change({ compressionLevel: 2 });
  slow.letGo();
  await look;
  expect(store.current.compressionLevel).toBe(2);
});

test('two changes at once both stay', async () => {
  const slow = new SlowRow();
  const { store } = storeOf(slow);
  await Promise.all([
    store.change({ compressionLevel: 2 }),
    store.change({ drainMs: 1_000 }).catch(() => null),
    store.change({ excludeLogs: true }),
  ]);
  expect(store.current).toMatchObject({ compressionLevel: 2, excludeLogs: true });
  expect(slow.row?.values).toMatchObject({ compressionLevel: 2, excludeLogs: true });
});

test('a look may fail and keeps what was known; reading before a job must not', async () => {
  const slow = new SlowRow();
  const { store, warned } = storeOf(slow);
  await store.change({ compressionLevel: 2 });
  slow.broken = true;
  await store.refresh(0);
  expect(warned).toHaveLength(1);
  expect(store.current.compressionLevel).toBe(2);
  await expect(store.reload()).rejects.toThrow('no database');
});

test('a secret that was sealed with another key is not used, and said to be unreadable', async () => {
  const slow = new SlowRow();
  await storeOf(slow).store.change({ webhook: { secret: 'secret' } });
  const { store } = storeOf(slow, {}, 'another key');
  await store.refresh(0);
  expect(store.current.webhook.secret).toBeNull();
  expect(store.view().values.webhook.secret).toEqual({ isSet: true, isReadable: false });
});

test('without a key secrets are refused, and nothing else of the change is stored', async () => {
  const slow = new SlowRow();
  const { store } = storeOf(slow, {}, null);
  const change = store.change({ compressionLevel: 2, webhook: { secret: 'secret' } });
  await expect(change).rejects.toMatchObject({
    code: 'SECRETS_NOT_STORED',
    field: 'webhook.secret',
  });
  expect(slow.row).toBeNull();
});

test('a database that does not answer leaves the last known settings, and is in the log', async () => {
  const slow = new SlowRow();
  const { store, warned } = storeOf(slow);
  await store.change({ compressionLevel: 2 });
  Object.defineProperty(slow, 'row', {
    get: () => {
      throw new Error('gone');
    },
  });
  await store.refresh(0);
  expect(store.current.compressionLevel).toBe(2);
  expect(warned).toHaveLength(1);
});

test('changes name what is different now, and no more', async () => {
  const { store } = storeOf(new SlowRow());
  expect(await store.change({ compressionLevel: 6, excludeLogs: true })).toEqual(['excludeLogs']);
});
