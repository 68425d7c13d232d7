/** The addresses in the column `formats` of Strapi's media table: JSON, or nothing. */
export function formatUrls(formats: string | null): string[] {
  if (formats === null || formats === '') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(formats);
  } catch {
    return [];
  }
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.values(parsed).flatMap((format: unknown) =>
    typeof format === 'object' &&
    format !== null &&
    'url' in format &&
    typeof format.url === 'string'
      ? [format.url]
      : [],
  );
}
