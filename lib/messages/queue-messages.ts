import type { JobMessage } from './jobs.ts';
import type { NoticeMessage } from './notices.ts';
import type { PurgeMessage } from './purges.ts';
import type { RetentionMessage } from './retention.ts';
import type { SweepMessage } from './sweeps.ts';

/** Which message goes over which queue. docs/architecture.md says who sends it and who handles it. */
export interface QueueMessages {
  readonly retention: RetentionMessage;
  readonly purges: PurgeMessage;
  readonly sweeps: SweepMessage;
  readonly notices: NoticeMessage;
  readonly jobs: JobMessage;
}
