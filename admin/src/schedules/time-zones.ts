/** Zones that have been renamed, by the old names, under which browsers still list them. */
const RENAMED: Readonly<Partial<Record<string, string>>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const OLD_NAMES = new Map(Object.entries(RENAMED).map(([old, present]) => [present, old]));

/** The zone of the reader's clock. */
export function browserZone(): string {
  return presentName(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/**
 * All zones that the browser knows, in order.
 *
 * @param others that are to be among them: browsers leave out UTC, and servers may know more
 */
export function timeZones(...others: string[]): string[] {
  const known = Intl.supportedValuesOf('timeZone').map(presentName);
  return [...new Set([...known, 'UTC', ...others])].sort();
}

/** The zones in whose names the words stand, in any case; "new york" finds America/New_York. */
export function findZones(zones: readonly string[], words: string): string[] {
  const wanted = words.trim().toLowerCase().replaceAll(' ', '_');
  return zones.filter((zone) =>
    `${zone} ${OLD_NAMES.get(zone) ?? ''}`.toLowerCase().includes(wanted),
  );
}

/** The only zone that somebody can mean with these words; null when there are several, or none. */
export function meantZone(zones: readonly string[], words: string): string | null {
  const found = words.trim() === '' ? [] : findZones(zones, words);
  const whole = found.find((zone) => zone.length === words.trim().length);
  return whole ?? (found.length === 1 ? (found[0] ?? null) : null);
}

function presentName(zone: string): string {
  return RENAMED[zone] ?? zone;
}
