import { deflateRawSync } from 'node:zlib';

const SLICES = 4;
const SLICE = 4096;
const WORTH_IT = 0.97;

/**
 * Guesses from a few slices whether compressing a block would make it smaller. A wrong guess costs
 * a little time or room, never content.
 */
export function isCompressible(block: Buffer): boolean {
  const sample = sampleOf(block);
  return deflateRawSync(sample, { level: 1 }).length <= sample.length * WORTH_IT;
}

function sampleOf(block: Buffer): Buffer {
  if (block.length <= SLICES * SLICE) return block;
  const step = Math.floor((block.length - SLICE) / (SLICES - 1));
  const slices = Array.from({ length: SLICES }, (_, at) =>
    block.subarray(at * step, at * step + SLICE),
  );
  return Buffer.concat(slices);
}
