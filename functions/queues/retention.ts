import type { InvocationContext } from '@azure/functions';
import { app } from '@azure/functions';
import { application } from '../../lib/http/application.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';

/** What follows from a committed operation. An error escapes: the host gives the message back and tries again. */
app.storageQueue('handleOperation', {
  queueName: 'retention',
  connection: 'AzureWebJobsStorage',
  handler: async (message: unknown, context: InvocationContext): Promise<void> => {
    const { services } = await application();
    const log = (line: string): void => context.log(line);
    await handleOperation({ ...services, log }, RetentionMessage.parse(message), services.clock());
  },
});
