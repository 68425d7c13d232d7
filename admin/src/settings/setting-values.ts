import {
  flattenSettings,
  SECRET_PATHS,
  type FlatSettings,
  type SecretPath,
} from '../../../server/src/contracts/setting-paths';
import {
  settingsSchema,
  type Settings,
  type SettingsView,
} from '../../../server/src/contracts/settings';

type Within<Above extends string, Fields> = {
  [Name in keyof Fields & string as `${Above}.${Name}`]: Fields[Name];
};

/** What of the machinery nobody is shown, since only `config/plugins` can say it. */
type Hidden = 'encryption' | 'lease' | 'tickSeconds' | 'drainMs';

/** The settings by their paths, `mail.smtp.host`: a form changes them one by one. */
export type SettingValues = Omit<Settings, 'database' | 'mail' | 'webhook' | Hidden> &
  Within<'database', Omit<Settings['database'], 'sqliteWal'>> &
  Within<'mail', Omit<Settings['mail'], 'smtp'>> &
  Within<'mail.smtp', Settings['mail']['smtp']> &
  Within<'webhook', Settings['webhook']>;
export type SettingPath = keyof SettingValues;

/** The paths of settings of one kind; those that may be empty are of the kind, too. */
export type PathsOf<Value> = {
  [Path in SettingPath]: SettingValues[Path] extends Value | null ? Path : never;
}[SettingPath];

export interface SecretState {
  isSet: boolean;
  /** false when it was sealed with another key than Strapi has now. */
  isReadable: boolean;
}

export interface SavedSettings {
  /** By path; a secret is null, since nobody is told it. */
  values: FlatSettings;
  secrets: Record<SecretPath, SecretState>;
}

export function savedSettings({ values }: SettingsView): SavedSettings {
  const { database, mail, webhook } = values;
  const secrets = {
    'database.password': database.password,
    'mail.smtp.password': mail.smtp.password,
    'webhook.secret': webhook.secret,
  };
  const unknown = Object.fromEntries(SECRET_PATHS.map((path) => [path, null]));
  return {
    values: { ...flattenSettings(values, new Set(SECRET_PATHS)), ...unknown },
    secrets,
  };
}

const DEFAULTS = flattenSettings(settingsSchema.parse({}));

/** What a setting of text is when nothing is entered: null, unless it always has one. */
export function emptyText(path: PathsOf<string>): '' | null {
  return DEFAULTS[path] === null ? null : '';
}

/** Whether a path is a setting, or a part of one: `retention.daily` of `retention`. */
export function isWithin(path: string, setting: string): boolean {
  return path === setting || path.startsWith(`${setting}.`);
}
