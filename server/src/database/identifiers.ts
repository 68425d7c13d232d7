/**
 * The one function that quotes names in SQL. Doubling the quote is the whole rule in both
 * dialects; a NUL ends a statement early in C interfaces and is refused.
 *
 * @param kind the dialect: SQLite quotes with `"`, MySQL and MariaDB with a backtick
 * @param name a table, column, index, view or trigger name
 * @throws TypeError when the name is empty or has a NUL
 */
export function quoteIdentifier(kind: 'sqlite' | 'mysql', name: string): string {
  if (name.length === 0 || name.includes('\0')) {
    throw new TypeError('A name in the database is empty or has a NUL character.');
  }
  const quote = kind === 'sqlite' ? '"' : '`';
  return quote + name.replaceAll(quote, quote + quote) + quote;
}
