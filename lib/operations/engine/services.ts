import type { Instant } from '../../licensing/time.ts';
import type { Queues } from '../../storage/queues.ts';
import type { Tables } from '../../storage/tables.ts';
import type { WakeUpMarks } from '../../storage/wake-up-marks.ts';
import type { Catalogs } from './catalogs.ts';
import type { SeatTurns } from './seat-turns.ts';

/** What the operations need of the outside; built once per process and passed down. */
export interface Services {
  readonly tables: Tables;
  readonly queues: Queues;
  readonly marks: WakeUpMarks;
  readonly catalogs: Catalogs;
  /** This machine's clock, read anew at each call. */
  readonly clock: () => Instant;
  /** Whether notices go to somebody; absent: nobody set an address for them, so none are made. */
  readonly isNotifying?: boolean;
  /** Keeps those who take seats of one product out of each other's way; absent: each begins anew when it was refused. */
  readonly seatTurns?: SeatTurns;
  /** One line for an operator: ids and counts, never names or content. */
  readonly log: (line: string) => void;
}
