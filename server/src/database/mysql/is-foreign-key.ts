/** One key, with nothing after it but what it does on DELETE and UPDATE. */
export function isForeignKey(item: string): boolean {
  const name = '`(?:[^`]|``)+`';
  const list = `\\(${name}(?:, ?${name})*\\)`;
  const action = '(?: ON (?:DELETE|UPDATE) (?:CASCADE|SET NULL|NO ACTION|RESTRICT|SET DEFAULT))*';
  return new RegExp(
    `^CONSTRAINT ${name} FOREIGN KEY (?:${name} )?${list} REFERENCES ${name}(?:\\.${name})? ${list}${action}$`,
  ).test(item);
}
