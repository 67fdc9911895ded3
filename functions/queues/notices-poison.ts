import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { NoticeMessage } from '../../lib/messages/notices.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';

/** Makes a notice nobody took visible to the tenant's administrators. */
const handler = onMessage('notices-poison', NoticeMessage, markUndelivered);

app.storageQueue('markUndelivered', handler);
