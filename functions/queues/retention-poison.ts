import type { InvocationContext } from '@azure/functions';
import { app } from '@azure/functions';
import { application } from '../../lib/http/application.ts';
import { markPoisoned } from '../../lib/operations/after-commit/handle-operation.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';

/** Makes a message nobody could handle visible at its operation. */
app.storageQueue('markPoisoned', {
  queueName: 'retention-poison',
  connection: 'AzureWebJobsStorage',
  handler: async (message: unknown, context: InvocationContext): Promise<void> => {
    const { services } = await application();
    const pointer = RetentionMessage.safeParse(message);
    if (!pointer.success) {
      context.error('A message on retention-poison is none of ours and points to no operation.');
      return;
    }
    await markPoisoned({ ...services, log: (line) => context.log(line) }, pointer.data);
  },
});
