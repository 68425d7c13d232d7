/** A line at once: Jest shows the names of tests only when their whole file is done. */
export function tell(text: string): void {
  process.stderr.write(`  ${text}\n`);
}
