import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The environment variable that names the file. */
export const clockFileVariable = 'UNSEAT_CLOCK_FILE';

// Kept from before anybody can replace it.
const monotonic = performance.now.bind(performance);
const rereadMs = 20;

/** How far the clock is moved, in milliseconds; null when the file is not there or no such file. */
function readOffset(file: string): number | null {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content !== 'object' || content === null || !('offsetMs' in content)) return null;
    return typeof content.offsetMs === 'number' ? content.offsetMs : null;
  } catch {
    return null;
  }
}

export function writeOffset(file: string, offsetMs: number): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, JSON.stringify({ offsetMs }));
  renameSync(half, file);
}

/** Reads the file at most every 20 ms, by the clock that is never moved. Without a file the last offset stays. */
export function createOffsetReader(file: string): () => number {
  let offset = readOffset(file) ?? 0;
  let readAt = monotonic();
  return () => {
    const now = monotonic();
    if (now - readAt >= rereadMs) {
      readAt = now;
      offset = readOffset(file) ?? offset;
    }
    return offset;
  };
}
