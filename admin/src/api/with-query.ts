/**
 * An address with a query. Strapi's client does not encode the parameters that it is given, so a
 * search for "a&b" would become two of them.
 *
 * @param path what stands before the question mark
 * @param query empty and missing values are left out
 */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
