/** Bytes that grow: the text of a dump while it is written. */
export class SqlOutput {
  bytes: Buffer;
  length = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, Math.ceil(this.bytes.length * 1.5)));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  text(text: string): void {
    this.reserve(Buffer.byteLength(text));
    this.length += this.bytes.write(text, this.length);
  }

  raw(content: Buffer): void {
    this.reserve(content.length);
    content.copy(this.bytes, this.length);
    this.length += content.length;
  }

  /** What was written so far; the next bytes go to a new buffer. */
  take(nextSize: number): Buffer {
    const content = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafe(nextSize);
    this.length = 0;
    return content;
  }
}
