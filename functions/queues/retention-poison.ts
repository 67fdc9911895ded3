import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import { markPoisoned } from '../../lib/operations/after-commit/handle-operation.ts';

/** Makes a message nobody could handle visible at its operation. */
const handler = onMessage('retention-poison', RetentionMessage, markPoisoned);

app.storageQueue('markPoisoned', handler);
