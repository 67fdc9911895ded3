import { app } from '@azure/functions';
import { readSettings } from '../lib/settings.ts';

/** Settings that do not fit keep the app from starting: the host shows which, before any request comes. */
app.hook.appStart(() => {
  readSettings();
});
