import { SETTINGS_ID, type SettingsRecords, type StoredSettings } from '../catalog/stored-settings';
import {
  flattenSettings,
  isConfigOnly,
  isSecretPath,
  nestSettings,
  SECRET_PATHS,
  type FlatSettings,
} from '../contracts/setting-paths';
import { settingsSchema, type Settings, type SettingsView } from '../contracts/settings';
import { BackupError } from '../errors';
import { layerSettings } from './layer-settings';
import type { SecretBox } from './secret-box';

/** Another instance may have stored other settings since. */
const FRESH_MS = 1_000;
const KNOWN: ReadonlySet<string> = new Set(Object.keys(flattenSettings(settingsSchema.parse({}))));
const NOTHING_STORED: Pick<StoredSettings, 'values' | 'secrets'> = { values: {}, secrets: {} };

/**
 * The settings of a site: what is stored, below what `config/plugins` fixes. All instances see a change without a
 * restart, since they look again before they use them.
 */
export class SettingsStore {
  readonly #records: SettingsRecords;
  readonly #box: SecretBox;
  readonly #configured: FlatSettings;
  readonly #warn: (text: string, error: unknown) => void;
  #stored = NOTHING_STORED;
  /** By path, secrets opened, without what does not fit beside `config/plugins`. */
  #fitting: FlatSettings = {};
  #current: Settings;
  #readAt = Number.NEGATIVE_INFINITY;
  /** Numbers of the last read that began, and of the last one that counted. */
  #begun = 0;
  #answered = 0;
  #lastChange: Promise<void> = Promise.resolve();

  /**
   * @param configured `backup.config` of `config/plugins`
   * @throws BackupError INVALID_INPUT, naming the field that is wrong there
   */
  constructor(
    configured: unknown,
    records: SettingsRecords,
    box: SecretBox,
    warn: (text: string, error: unknown) => void,
  ) {
    this.#records = records;
    this.#box = box;
    this.#warn = warn;
    this.#configured = flattenSettings(requireObject(configured));
    this.#current = layerSettings(this.#configured, {}).settings;
  }

  get current(): Settings {
    return this.#current;
  }

  /** By path; no secrets. */
  get storedValues(): FlatSettings {
    return this.#stored.values;
  }

  /**
   * Reads what is stored, unless that was done a moment ago. Never fails: a job that needs the database says itself
   * what is wrong with it.
   */
  async refresh(freshMs = FRESH_MS): Promise<void> {
    if (Date.now() - this.#readAt < freshMs) return;
    try {
      await this.#read();
    } catch (error) {
      this.#warn('The stored settings could not be read; the last known ones stay.', error);
    }
  }

  /**
   * Reads what is stored, for what must not go on with other settings than those.
   *
   * @throws what the database says
   */
  async reload(): Promise<void> {
    await this.#read();
  }

  /**
   * Stores changes. What is not sent stays as it is.
   *
   * @param sent nested, some of the fields; a secret is a new one, or null to forget it
   * @returns the paths that are different now
   * @throws BackupError INVALID_INPUT, naming the field; SECRETS_NOT_STORED
   */
  async change(sent: unknown): Promise<string[]> {
    // One after the other: each begins with what is there, and writes all of it.
    const changed = this.#lastChange.then(() => this.#change(sent));
    this.#lastChange = changed.then(
      () => undefined,
      () => undefined,
    );
    return changed;
  }

  async #change(sent: unknown): Promise<string[]> {
    await this.#read();
    const changes = this.#parseChange(sent);
    const values = { ...this.#stored.values };
    const secrets = { ...this.#stored.secrets };
    for (const [path, value] of Object.entries(changes)) {
      if (!isSecretPath(path)) values[path] = value;
      else if (value === null) Reflect.deleteProperty(secrets, path);
      else if (typeof value === 'string') secrets[path] = this.#seal(path, value);
    }
    const before = flattenSettings(this.#current);
    await this.#write({ values, secrets });
    await this.#read();
    const now = flattenSettings(this.#current);
    return Object.keys(changes).filter(
      (path) => JSON.stringify(now[path]) !== JSON.stringify(before[path]),
    );
  }

  /**
   * The settings as they would be with some fields changed; nothing is stored.
   *
   * @throws BackupError INVALID_INPUT, naming the field
   */
  wouldBe(sent: unknown): Settings {
    const changed = { ...this.#fitting, ...this.#parseChange(sent) };
    return layerSettings(this.#configured, changed).settings;
  }

  /** What may be shown: everything but secrets, of which only whether they are set. */
  view(): SettingsView {
    const flat = flattenSettings(this.#current);
    for (const path of SECRET_PATHS) {
      const isSet = typeof flat[path] === 'string' || Object.hasOwn(this.#stored.secrets, path);
      flat[path] = { isSet, isReadable: !isSet || typeof flat[path] === 'string' };
    }
    return {
      values: nestSettings(flat) as SettingsView['values'],
      fixed: Object.keys(flat).filter(
        (path) => isConfigOnly(path) || Object.hasOwn(this.#configured, path),
      ),
      canStoreSecrets: this.#box.canSeal,
    };
  }

  async #read(): Promise<void> {
    this.#readAt = Date.now();
    // Not before the plugin's first complete start.
    this.#begun += 1;
    const turn = this.#begun;
    const stored = (await this.#records.exists()) ? await this.#records.get(SETTINGS_ID) : null;
    // One that began before a change may answer after it.
    if (turn < this.#answered) return;
    this.#answered = turn;
    this.#stored = stored ?? NOTHING_STORED;
    const readable = this.#readable();
    const { settings, ignored } = layerSettings(this.#configured, readable);
    const fitting = Object.entries(readable).filter(([path]) => !ignored.includes(path));
    this.#fitting = Object.fromEntries(fitting);
    this.#current = settings;
    if (ignored.length > 0) {
      this.#warn(`Stored settings that do not fit are not used: ${ignored.join(', ')}.`, null);
    }
  }

  /** What is stored, secrets opened. */
  #readable(): Record<string, unknown> {
    const secrets = Object.entries(this.#stored.secrets).flatMap(([path, sealed]) => {
      const secret = this.#box.open(sealed);
      return secret === null ? [] : [[path, secret] as const];
    });
    return { ...this.#stored.values, ...Object.fromEntries(secrets) };
  }

  /** @returns by path, checked together with what stays as it is */
  #parseChange(sent: unknown): FlatSettings {
    const changes = flattenSettings(requireObject(sent), KNOWN);
    for (const path of Object.keys(changes)) {
      if (!KNOWN.has(path)) throw invalid(path, 'There is no such setting');
      if (isConfigOnly(path) || Object.hasOwn(this.#configured, path)) {
        throw invalid(path, 'It can only be changed in config/plugins');
      }
    }
    const together = { ...this.#fitting, ...changes, ...this.#configured };
    const parsed = settingsSchema.safeParse(nestSettings(together));
    const [issue] = parsed.error?.issues ?? [];
    if (issue !== undefined) throw invalid(issue.path.map(String).join('.'), issue.message);
    return changes;
  }

  #seal(path: string, secret: string): string {
    const sealed = this.#box.seal(secret);
    if (sealed !== null) return sealed;
    throw new BackupError(
      'SECRETS_NOT_STORED',
      'Secrets cannot be stored, since Strapi has no encryption key. Set `admin.secrets.encryptionKey` in config/admin (ENCRYPTION_KEY in .env), or set this field in config/plugins.',
      { field: path },
    );
  }

  async #write(row: Pick<StoredSettings, 'values' | 'secrets'>): Promise<void> {
    if (await this.#records.update(SETTINGS_ID, row)) return;
    await this.#records.insert({ id: SETTINGS_ID, ...row, createdAt: new Date().toISOString() });
  }
}

function requireObject(sent: unknown): object {
  if (typeof sent === 'object' && sent !== null && !Array.isArray(sent)) return sent;
  throw new BackupError('INVALID_INPUT', 'Settings are an object of fields and their values.');
}

function invalid(field: string, problem: string): BackupError {
  const sentence = problem.replace(/\.$/, '');
  return new BackupError('INVALID_INPUT', `“${field.slice(0, 200)}” is not valid: ${sentence}.`, {
    field: field.slice(0, 200),
  });
}
