import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { NoticeMessage } from '../../lib/messages/notices.ts';
import { sendNotice } from '../../lib/operations/notices/send-notice.ts';

/** Posts a notice to the address of the settings. */
const handler = onMessage('notices', NoticeMessage, (services, notice, { settings }) =>
  sendNotice(services, settings.notices, notice),
);

app.storageQueue('sendNotice', handler);
