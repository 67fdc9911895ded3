import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const TimerStatus = z.object({
  schedule: z.string(),
  last: z.iso.datetime().nullable(),
  next: z.iso.datetime(),
  lastUpdated: z.iso.datetime(),
});

export type TimerStatus = z.infer<typeof TimerStatus>;

/**
 * When a timer ran and runs next. The real host keeps this in a blob (container azure-webjobs-hosts); the blob SDK is the
 * one storage package this project has no other use for, so here it is a file in the state folder.
 */
export class StatusFile {
  readonly #path: string;

  constructor(stateFolder: string, functionName: string) {
    mkdirSync(join(stateFolder, 'timers'), { recursive: true });
    this.#path = join(stateFolder, 'timers', `${functionName}.json`);
  }

  /** A file nobody can read counts as none: the timer starts anew. */
  read(): TimerStatus | null {
    try {
      return TimerStatus.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return null;
    }
  }

  write(status: TimerStatus): void {
    const half = `${this.#path}.${process.pid}`;
    writeFileSync(half, JSON.stringify(status));
    renameSync(half, this.#path);
  }
}
