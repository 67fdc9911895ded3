import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { reportPurge } from '../../lib/operations/purge/report-poisoned.ts';

/** Says of whom a purge failed five times. Their wake-ups stay: the next sweep queues them again. */
const handler = onMessage('purges-poison', PurgeMessage, reportPurge);

app.storageQueue('reportPurge', handler);
