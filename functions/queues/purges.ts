import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { handlePurgeMessage } from '../../lib/operations/purge/handle-purge-message.ts';

/** Purges what is due of the users a sweep has found. */
const handler = onMessage('purges', PurgeMessage, handlePurgeMessage);

app.storageQueue('purge', handler);
