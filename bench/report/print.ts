import type { ColdStart } from '../cold-start/measure-cold-start.ts';
import type { Growth } from '../growth.ts';
import type { PathResult } from '../http-paths.ts';
import type { PurgeResult } from '../purge.ts';
import type { SweepResult } from '../sweep/measure-sweep.ts';
import { table } from './table.ts';

/** Paths over HTTP, the app beside both that only replay. */
export function pathTable(results: readonly PathResult[]): string {
  return table(
    [
      'path',
      'callers',
      'calls',
      'app/s',
      'bare/s',
      'ratio',
      'of hosted',
      'p50 ms',
      'p99 ms',
      'bare p99',
      'CPU ms',
      'bare',
      'hosted',
      'ratio',
      'of hosted',
    ],
    results.map(({ path, callers, calls, app, bare, hosted }) => [
      path,
      String(callers),
      `${calls.request}+${calls.message}`,
      app.perSecond.toFixed(0),
      bare.perSecond.toFixed(0),
      (app.perSecond / bare.perSecond).toFixed(2),
      (app.perSecond / hosted.perSecond).toFixed(2),
      app.p50.toFixed(1),
      app.p99.toFixed(1),
      bare.p99.toFixed(1),
      app.cpu.toFixed(2),
      bare.cpu.toFixed(2),
      hosted.cpu.toFixed(2),
      (app.cpu / bare.cpu).toFixed(2),
      (app.cpu / hosted.cpu).toFixed(2),
    ]),
  );
}

/** What each path reads in a small tenant and in a large one. */
export function growthTable(growth: readonly Growth[]): string {
  const sizes = [...new Set(growth.map(({ users }) => users))];
  const byPath = Map.groupBy(growth, ({ path }) => path);
  return table(
    ['calls and rows read', ...sizes.map((users) => `${users} users`)],
    [...byPath].map(([path, of]) => [path, ...of.map(({ calls, rows }) => `${calls}, ${rows}`)]),
  );
}

export function coldStartTable({ app, oneFunction }: ColdStart): string {
  const ratio = (of: 'cpuMs' | 'processMs'): string => (app[of] / oneFunction[of]).toFixed(2);
  return table(
    ['CPU until registered, ms', 'the app alone', 'with its process'],
    [
      [`deployed, ${app.functions} functions`, app.cpuMs.toFixed(0), app.processMs.toFixed(0)],
      ['one empty function', oneFunction.cpuMs.toFixed(0), oneFunction.processMs.toFixed(0)],
      ['ratio', ratio('cpuMs'), ratio('processMs')],
    ],
  );
}

export function purgeTable({ rows, app, raw }: PurgeResult): string {
  return table(
    [`purge of ${rows} rows`, 'rows/s'],
    [
      ['the app', app.toFixed(0)],
      ['transactions of 100 deletes', raw.toFixed(0)],
      ['ratio', (app / raw).toFixed(2)],
    ],
  );
}

export function sweepTable(results: Readonly<Record<string, SweepResult>>): string {
  return table(
    [
      'sweep, simulated',
      'tenants',
      'purged',
      'sweep calls',
      'per 1,000 purged',
      'per tenant',
      'purge calls a user',
      'most of a run',
      'runs',
      'last tenant after',
      's',
      'heap MB',
    ],
    Object.entries(results).map(([name, of]) => [
      name,
      String(of.tenants),
      String(of.purged),
      String(of.sweepCalls),
      of.purged === 0 ? '' : ((of.sweepCalls / of.purged) * 1000).toFixed(0),
      (of.sweepCalls / of.tenants).toFixed(1),
      of.purged === 0 ? '' : (of.purgeCalls / of.purged).toFixed(1),
      String(of.mostOfRun),
      String(of.runs),
      String(of.lastTenantAfter),
      of.seconds.toFixed(1),
      of.heapMb.toFixed(0),
    ]),
  );
}
