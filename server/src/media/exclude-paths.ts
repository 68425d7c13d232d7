/**
 * Makes a test out of the setting `excludePaths`. `*` stands for any characters but `/`; a pattern
 * that names a folder excludes everything below it.
 *
 * @param patterns paths below the uploads folder
 */
export function excludePaths(patterns: readonly string[]): (path: Buffer) => boolean {
  if (patterns.length === 0) return () => false;
  const tests = patterns.map((pattern) => {
    const trimmed = pattern.replace(/^\/+|\/+$/g, '');
    const source = trimmed
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*');
    return new RegExp(`^${source}(/|$)`);
  });
  return (path) => {
    const text = path.toString('utf8');
    return tests.some((test) => test.test(text));
  };
}
