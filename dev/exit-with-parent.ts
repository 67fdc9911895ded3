export const exitWithParentVariable = 'UNSEAT_EXIT_WITH_PARENT';

/**
 * Ends this process in good order when the one that started it is gone: a test run that was killed must not leave servers
 * behind, and npm ends its shell but not the program in it.
 */
export function exitWithParent(): void {
  const startedByNpm = process.env['npm_lifecycle_event'] === 'start';
  if (process.env[exitWithParentVariable] !== '1' && !startedByNpm) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  timer.unref();
}
