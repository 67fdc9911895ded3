import { app } from '@azure/functions';
import { serveUnknown } from '../../lib/api/serve-unknown.ts';

// The first function that fits wins, by its name: this one has to come last of all.
app.http('zzUnknown', serveUnknown());
