import type { InvocationContext } from '@azure/functions';
import { app } from '@azure/functions';
import { application } from '../../lib/http/application.ts';
import { NoticeMessage } from '../../lib/messages/notices.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';

/** Makes a notice nobody took visible to the tenant's administrators. */
app.storageQueue('markUndelivered', {
  queueName: 'notices-poison',
  connection: 'AzureWebJobsStorage',
  handler: async (message: unknown, context: InvocationContext): Promise<void> => {
    const { services } = await application();
    const notice = NoticeMessage.safeParse(message);
    if (!notice.success) {
      context.error('A message on notices-poison is none of ours.');
      return;
    }
    const log = (line: string): void => context.error(line);
    await markUndelivered({ ...services, log }, notice.data, services.clock());
  },
});
