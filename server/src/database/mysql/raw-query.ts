import type { Connection } from 'mysql2';

/** The parts of mysql2's own packet and connection that a command of ours meets. */
interface IncomingPacket {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly end: number;
  asError(encoding: string): Error;
}

interface OutgoingPacket {
  readonly buffer: Buffer;
  length(): number;
  writeHeader(sequenceId: number): void;
}

interface CommandConnection {
  _resetSequenceId(): void;
  writePacket(packet: OutgoingPacket): void;
  addCommand(command: RawQuery): void;
  readonly clientEncoding: string;
}

export interface RawResult {
  readonly affectedRows: number;
  readonly warnings: number;
}

/** A row as it is on the wire: length-encoded values from `start` to `end`. Valid during the call only. */
export type OnRow = (buffer: Buffer, start: number, end: number) => void;

const HEADER = 4;
const COM_QUERY = 3;
const OK = 0x00;
const EOF = 0xfe;
const ERROR = 0xff;
const LOCAL_INFILE = 0xfb;

/**
 * A statement whose rows are not decoded. The driver's way to a row (an object, a string per value)
 * costs five times what the rest of a dump does, and would lose digits of FLOAT and BIGINT.
 *
 * Runs as a command of mysql2, so that TLS, split packets and the end of a connection stay its work.
 */
class RawQuery {
  readonly #sql: Buffer;
  readonly #onRow: OnRow | null;
  readonly #settle: (error: Error | null, result: RawResult) => void;
  #state: 'start' | 'header' | 'columns' | 'rows' = 'start';
  #columns = 0;
  #rows = 0;

  constructor(
    sql: Buffer,
    onRow: OnRow | null,
    settle: (error: Error | null, result: RawResult) => void,
  ) {
    this.#sql = sql;
    this.#onRow = onRow;
    this.#settle = settle;
  }

  /** Called by mysql2 when the connection ends early. */
  readonly onResult = (error: Error): void => {
    this.#settle(error, { affectedRows: 0, warnings: 0 });
  };

  /** Called by mysql2 with each packet, the first time without one. @returns whether it is over */
  execute(packet: IncomingPacket | undefined, connection: CommandConnection): boolean {
    if (packet === undefined || this.#state === 'start') {
      connection._resetSequenceId();
      connection.writePacket(queryPacket(this.#sql));
      this.#state = 'header';
      return false;
    }
    const { buffer, offset, end } = packet;
    const first = buffer[offset] ?? ERROR;
    if (first === ERROR) {
      return this.#end(packet.asError(connection.clientEncoding));
    }
    switch (this.#state) {
      case 'header':
        return this.#header(first, buffer, offset);
      case 'columns':
        // The definitions, and the EOF packet after them.
        if (this.#columns === 0) this.#state = 'rows';
        else this.#columns -= 1;
        return false;
      case 'rows':
        // A row of more than 16 MB may begin with the same byte.
        if (first === EOF && end - offset < 9) {
          return this.#end(null, { affectedRows: this.#rows, warnings: 0 });
        }
        this.#rows += 1;
        this.#onRow?.(buffer, offset, end);
        return false;
    }
  }

  #header(first: number, buffer: Buffer, offset: number): boolean {
    if (first === LOCAL_INFILE) {
      throw new Error('The server asked for a file of this machine. It gets none.');
    }
    if (first !== OK) {
      this.#columns = readLength(buffer, offset).value;
      this.#state = 'columns';
      return false;
    }
    const affected = readLength(buffer, offset + 1);
    const inserted = readLength(buffer, affected.next);
    const warnings = buffer.readUInt16LE(inserted.next + 2);
    return this.#end(null, { affectedRows: affected.value, warnings });
  }

  #end(error: Error | null, result: RawResult = { affectedRows: 0, warnings: 0 }): true {
    this.#settle(error, result);
    return true;
  }
}

/**
 * Sends one statement as it is, and hands out its rows undecoded.
 *
 * @param sql in the connection's character set
 */
export function rawQuery(
  connection: Connection,
  sql: Buffer,
  onRow: OnRow | null = null,
): Promise<RawResult> {
  return new Promise((resolve, reject) => {
    const command = new RawQuery(sql, onRow, (error, result) => {
      if (error === null) resolve(result);
      else reject(error);
    });
    (connection as unknown as CommandConnection).addCommand(command);
  });
}

function queryPacket(sql: Buffer): OutgoingPacket {
  const buffer = Buffer.allocUnsafe(HEADER + 1 + sql.length);
  buffer[HEADER] = COM_QUERY;
  sql.copy(buffer, HEADER + 1);
  const length = buffer.length - HEADER;
  return {
    buffer,
    length: () => length,
    writeHeader: (sequenceId) => {
      buffer.writeUIntLE(length, 0, 3);
      buffer[3] = sequenceId;
    },
  };
}

/** A length-encoded number of the protocol. */
function readLength(buffer: Buffer, at: number): { value: number; next: number } {
  const first = buffer[at] ?? 0;
  if (first < 0xfb) return { value: first, next: at + 1 };
  if (first === 0xfc) return { value: buffer.readUInt16LE(at + 1), next: at + 3 };
  if (first === 0xfd) return { value: buffer.readUIntLE(at + 1, 3), next: at + 4 };
  return { value: Number(buffer.readBigUInt64LE(at + 1)), next: at + 9 };
}
