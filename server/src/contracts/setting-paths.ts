/**
 * Settings by their paths, `mail.smtp.host`: that is how layers are laid over each other, field by field, and
 * how a field is named to people.
 */
export type FlatSettings = Readonly<Record<string, unknown>>;

/** What is replaced as a whole: half of one policy and half of another would be neither. */
const WHOLE: ReadonlySet<string> = new Set(['retention', 'secondRetention', 'database.tls']);

/** What nobody is ever told. */
export const SECRET_PATHS = ['database.password', 'mail.smtp.password', 'webhook.secret'] as const;
export type SecretPath = (typeof SECRET_PATHS)[number];

/**
 * Only in `config/plugins`: what is read before there is a database, and the folder out of which a program is run,
 * which nobody should be able to choose from the panel.
 */
const CONFIG_ONLY: ReadonlySet<string> = new Set([
  'lease.heartbeatMs',
  'lease.expiryMs',
  'tickSeconds',
  'drainMs',
  'database.dumpToolFolder',
  'database.sqliteWal',
  'encryption.recipients',
]);

export function isSecretPath(path: string): path is SecretPath {
  return (SECRET_PATHS as readonly string[]).includes(path);
}

export function isConfigOnly(path: string): boolean {
  return CONFIG_ONLY.has(path);
}

/**
 * @param settings nested, as in `config/plugins` or in a request; what is undefined is not there
 * @param fields paths that hold a value: an object there is a wrong value, and not a section
 */
export function flattenSettings(
  settings: unknown,
  fields: ReadonlySet<string> = WHOLE,
  above = '',
): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  if (!isRecord(settings)) return flat;
  for (const [name, value] of Object.entries(settings)) {
    const path = above === '' ? name : `${above}.${name}`;
    const isSection = isRecord(value) && !WHOLE.has(path) && !fields.has(path);
    if (isSection) Object.assign(flat, flattenSettings(value, fields, path));
    else if (value !== undefined) flat[path] = value;
  }
  return flat;
}

/** The other way round. */
export function nestSettings(flat: FlatSettings): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let at = nested;
    for (const name of names) {
      const inside = at[name];
      const next = isRecord(inside) ? inside : {};
      at[name] = next;
      at = next;
    }
    at[last] = value;
  }
  return nested;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
