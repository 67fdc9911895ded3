import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';

/** Does what the sweep has fanned out: one step, then the next messages. */
const handler = onMessage('sweeps', SweepMessage, (services, message) =>
  handleSweepMessage(services, message, services.clock()),
);

app.storageQueue('sweepStep', handler);
