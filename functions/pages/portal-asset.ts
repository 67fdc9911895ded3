import { app } from '@azure/functions';
import { answerAsset } from '../../lib/pages/answer-page.ts';
import { builtPages } from '../../lib/pages/built-pages.ts';
import { servePages } from '../../lib/pages/serve-pages.ts';

app.http('portalAsset', servePages('assets/{file}', builtPages, answerAsset));
