/** The only keys that archives have. */
export type PaxKey = 'path' | 'size';

/** `<length> <key>=<value>\n`, where the length counts itself too. */
export function paxRecord(key: PaxKey, value: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) {
    length = String(length).length + rest.length;
  }
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

const RECORD_START = /^([1-9]\d{0,4}) (path|size)=/;

/**
 * @param records the content of a pax header
 * @returns null where anything but `path` and `size` is in it, or the lengths are wrong
 */
export function parsePaxRecords(records: Buffer): ReadonlyMap<PaxKey, Buffer> | null {
  const values = new Map<PaxKey, Buffer>();
  let at = 0;
  while (at < records.length) {
    const start = RECORD_START.exec(records.toString('latin1', at, at + 16));
    if (start === null) return null;
    const end = at + Number(start[1]);
    const key = start[2] as PaxKey;
    if (end > records.length || records[end - 1] !== 0x0a || values.has(key)) return null;
    values.set(key, records.subarray(at + start[0].length, end - 1));
    at = end;
  }
  return values;
}
