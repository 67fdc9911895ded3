import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { reportSweep } from '../../lib/operations/purge/report-poisoned.ts';

/** Says which step of a sweep failed five times. Its marks and wake-ups stay: the next sweep finds them again. */
const handler = onMessage('sweeps-poison', SweepMessage, reportSweep);

app.storageQueue('reportSweep', handler);
