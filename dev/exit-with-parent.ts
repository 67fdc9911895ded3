import { isRunning } from './azurite/process-id.ts';

/** The environment variable that says which process has to be there. */
export const exitWithParentVariable = 'UNSEAT_EXIT_WITH_PARENT';

/**
 * Ends this process in good order when the one that started it is gone: a test run that was killed must not leave servers
 * behind, and a shell between npm and this program may end alone. The starter names itself, because it can be gone before this runs.
 */
export function exitWithParent(): void {
  const named = Number(process.env[exitWithParentVariable] ?? 0);
  const byNpm = ['start', 'dev'].includes(process.env['npm_lifecycle_event'] ?? '');
  if (named === 0 && !byNpm) return;
  const parent = named === 0 ? process.ppid : named;
  const timer = setInterval(() => {
    if (process.ppid === parent && isRunning(parent)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  timer.unref();
}
