import type { InvocationContext } from '@azure/functions';
import { app } from '@azure/functions';
import { application } from '../../lib/http/application.ts';
import { handlePurgeMessage } from '../../lib/operations/purge/handle-purge-message.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';

/** Purges what is due of the users a sweep has found. An error escapes: the message comes back. */
app.storageQueue('purge', {
  queueName: 'purges',
  connection: 'AzureWebJobsStorage',
  handler: async (message: unknown, context: InvocationContext): Promise<void> => {
    const { services } = await application();
    const log = (line: string): void => context.log(line);
    await handlePurgeMessage({ ...services, log }, PurgeMessage.parse(message), services.clock());
  },
});
