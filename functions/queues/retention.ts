import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';

/** What follows from a committed operation. */
const handler = onMessage('retention', RetentionMessage, (services, message) =>
  handleOperation(services, message, services.clock()),
);

app.storageQueue('handleOperation', handler);
