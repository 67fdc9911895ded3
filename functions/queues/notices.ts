import type { InvocationContext } from '@azure/functions';
import { app } from '@azure/functions';
import { application } from '../../lib/http/application.ts';
import { NoticeMessage } from '../../lib/messages/notices.ts';
import { sendNotice } from '../../lib/operations/notices/send-notice.ts';

/** Posts a notice to the address of the settings. An error escapes: the host gives the message back and tries again. */
app.storageQueue('sendNotice', {
  queueName: 'notices',
  connection: 'AzureWebJobsStorage',
  handler: async (message: unknown, context: InvocationContext): Promise<void> => {
    const { services, settings } = await application();
    const log = (line: string): void => context.log(line);
    await sendNotice({ ...services, log }, settings.notices, NoticeMessage.parse(message));
  },
});
