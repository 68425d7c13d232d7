// Told by scripts/run-suite.mjs: the last test is over, and yet something keeps the process alive.
process.on('SIGUSR2', () => {
  // Not in the documentation of Node, and the only place that knows ports and programs.
  const open = /** @type {any} */ (process)._getActiveHandles();
  const handles = open.map((/** @type {any} */ handle) => {
    const { remotePort, spawnargs } = handle;
    return `${handle.constructor.name} ${(spawnargs ?? [remotePort ?? '']).join(' ')}`;
  });
  const resources = process.getActiveResourcesInfo().join(', ');
  console.error(`\nA test has left something open (${resources}):\n${handles.join('\n')}`);
});
