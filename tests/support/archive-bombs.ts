import {
  DATABASE,
  extension,
  GUIDE,
  gzipMember,
  hostileTar,
  media,
  paxRecord,
  tarEntry,
} from './hostile-archive';

const MIB = 1024 ** 2;
const BLOCK = 512;
/** The largest size that fits into a tar header. */
const LARGEST = 8 * 1024 ** 3 - 1;

/** Eight gigabytes of zeros as an image, in 9 MB; they are all there, and nothing comes after them. */
export function zerosBomb(): Buffer {
  const { name } = media('zeros.jpg');
  const head = Buffer.concat([GUIDE, DATABASE, { name, size: LARGEST }].map(tarEntry));
  const first = gzipMember(Buffer.concat([head, Buffer.alloc(MIB - head.length)]));
  const zeros = gzipMember(Buffer.alloc(MIB));
  return Buffer.concat([first, ...Array.from({ length: Math.ceil(LARGEST / MIB) }, () => zeros)]);
}

/** Says with GNU's extension that its few bytes are ten gigabytes. */
export function sparseBomb(): Buffer {
  const sparse = [
    paxRecord('GNU.sparse.major', '1'),
    paxRecord('GNU.sparse.minor', '0'),
    paxRecord('GNU.sparse.name', 'media/uploads/sparse.bin'),
    paxRecord('GNU.sparse.realsize', String(10 * 1024 ** 3)),
  ];
  const map = '1\n10737418239\n1\n'.padEnd(BLOCK, '\0');
  const before = extension('x', Buffer.concat(sparse));
  const content = Buffer.from(`${map}x`);
  return gzipMember(
    hostileTar({ entries: [GUIDE, DATABASE, { ...media('sparse.bin', content), before }] }),
  );
}

/**
 * An archive with so many empty images that its list does not name.
 *
 * @param count at most ten million
 */
export function unlistedEntries(count: number): Buffer {
  const perMember = MIB / BLOCK;
  const good = hostileTar({ entries: [GUIDE, DATABASE] });
  const head = Buffer.concat([tarEntry(GUIDE), tarEntry(DATABASE)]);
  const headers = nameableHeaders();
  const members: Buffer[] = [];
  let pending = head;
  for (let first = 0; first < count; first += perMember) {
    const many = Array.from({ length: Math.min(perMember, count - first) }, (_, at) =>
      headers(first + at),
    );
    pending = Buffer.concat([pending, ...many]);
    while (pending.length >= MIB) {
      members.push(gzipMember(pending.subarray(0, MIB)));
      pending = pending.subarray(MIB);
    }
  }
  const rest = Buffer.concat([pending, good.subarray(head.length)]);
  for (let at = 0; at < rest.length; at += MIB)
    members.push(gzipMember(rest.subarray(at, at + MIB)));
  return Buffer.concat(members);
}

/** Headers that differ by seven digits; the checksum is counted on, not made anew a million times. */
function nameableHeaders(): (n: number) => Buffer {
  const zeros = '0000000';
  const name = media(zeros).name as Buffer;
  const template = tarEntry({ name, content: Buffer.alloc(0) });
  const sum = Number.parseInt(template.toString('latin1', 148, 154), 8);
  return (n) => {
    const header = Buffer.from(template);
    const digits = String(n).padStart(zeros.length, '0');
    header.write(digits, name.length - zeros.length, 'latin1');
    const more = Array.from(digits, Number).reduce((total, digit) => total + digit, 0);
    header.write((sum + more).toString(8).padStart(6, '0'), 148, 'latin1');
    return header;
  };
}
