import type { Call } from './call.ts';
import type { Services } from './services.ts';

/** One request, or one message: who asks what, and what it is done with. Opened once and handed down. */
export interface Session extends Services, Call {}
