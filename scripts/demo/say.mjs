const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

export const bold = (text) => paint('1', text);
export const green = (text) => paint('32', text);
export const red = (text) => paint('31', text);
export const dim = (text) => paint('2', text);

/** The heading of one part of the demo. */
export function part(title) {
  console.log(`\n${bold(title)}`);
}

/** Something that is done, or was found to be as it should be. */
export function done(text) {
  console.log(`  ${green('✓')} ${text}`);
}

/** Something that is not as it should be, with which the demo goes on. */
export function bad(text) {
  console.log(`  ${red('✗')} ${text}`);
}

/** @param {number} value as in 12345 → "12,345" */
export function number(value) {
  return value.toLocaleString('en-US');
}

/** @param {number} bytes as in 12345678 → "12.3 MB" */
export function size(bytes) {
  const [unit, divisor] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : ['kB', 1e3];
  return `${(bytes / divisor).toFixed(1)} ${unit}`;
}
