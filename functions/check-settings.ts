import { app } from '@azure/functions';
import { SettingsError, readSettings } from '../lib/settings.ts';

const problem = settingsProblem();

/**
 * Whether queues and timers are listened to. With wrong settings they are not: every message would fail five times. Routes
 * are served all the same, so that each says what is wrong, in place of 404 everywhere.
 */
export const isListening = problem === null;

/** Wrong settings are said at the start; the host shows what goes to the console, and nothing of what a hook throws. */
app.hook.appStart(() => {
  // oxlint-disable-next-line no-console -- there is no invocation yet whose log it could go to
  if (problem !== null) console.error(problem);
});

function settingsProblem(): string | null {
  try {
    readSettings();
    return null;
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}
