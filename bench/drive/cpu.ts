import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every architecture Node runs on. */
const msPerTick = 10;

/** CPU time a process has used so far, in milliseconds, with all its threads. Linux only. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in parentheses and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}
