import { app } from '@azure/functions';
import { answerPage } from '../../lib/pages/answer-page.ts';
import { builtPages } from '../../lib/pages/built-pages.ts';
import { servePages } from '../../lib/pages/serve-pages.ts';

// One segment and no catch-all: every other route has two. The name sorts after `graph`, which keeps `/v1.0`.
app.http('portal', servePages('{page?}', builtPages, answerPage));
