import { describe, expect, it, vi } from 'vitest';
import { formatDuration, parseDuration } from '../../dev/clock/duration.ts';
import { shiftDate } from '../../dev/clock/shift-date.ts';
import type { AppFunction } from '../../dev/host/app/function-app.ts';
import { compileRoute } from '../../dev/host/http/route-pattern.ts';
import { Routes } from '../../dev/host/http/routes.ts';
import { parseSchedule } from '../../dev/host/timer/schedule.ts';
import { Timer } from '../../dev/host/timer/timer.ts';

describe('a duration', () => {
  it.each([
    ['P31D', 31 * 86_400_000],
    ['PT12H', 43_200_000],
    ['P30DT1H', 30 * 86_400_000 + 3_600_000],
    ['P2W', 14 * 86_400_000],
    ['PT1M30S', 90_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toEqual({ kind: 'duration', ms });
  });

  it.each(['', 'P', 'PT', 'P1DT', '31D', 'P-1D', '-P1D', 'P1.5D', 'p1d', 'PT1D', 'P99999999D'])(
    '"%s" is none',
    (text) => expect(parseDuration(text).kind).toBe('invalid'),
  );

  it.each(['P1M', 'P1Y', 'P1Y2M3D', 'P1MT1H'])('%s has no fixed length', (text) => {
    expect(parseDuration(text)).toMatchObject({ message: expect.stringContaining('months') });
  });

  it.each(['P31D', 'PT12H', 'P30DT1H', 'PT0S', 'PT1M30S'])(
    '%s is written as it is read',
    (text) => {
      const parsed = parseDuration(text);
      expect(formatDuration(parsed.kind === 'duration' ? parsed.ms : 0)).toBe(text);
    },
  );
});

describe('a moved Date', () => {
  it('differs from the real one by the offset, and in nothing else', () => {
    const restore = shiftDate(() => 86_400_000);
    const moved = new Date();
    try {
      class Sub extends Date {}
      expect(moved).toBeInstanceOf(Date);
      expect(moved.constructor).toBe(Date);
      expect(new Sub()).toBeInstanceOf(Sub);
      expect(Math.abs(new Sub().getTime() - Date.now())).toBeLessThan(1000);
      expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
      expect(Date.parse('1970-01-02T00:00:00Z')).toBe(Date.UTC(1970, 0, 2));
      expect(Date()).toBe(new Date().toString());
      expect(new Date(2020, 0, 31).getDate()).toBe(31);
    } finally {
      restore();
    }
    const ahead = moved.getTime() - Date.now();
    expect(ahead).toBeGreaterThan(86_400_000 - 5000);
    expect(ahead).toBeLessThanOrEqual(86_400_000);
  });
});

describe('a route', () => {
  it.each([
    ['a/{b}', '/a/1', { b: '1' }],
    ['a/{b}', '/A/1/', { b: '1' }],
    ['a/{b}', '/a', null],
    ['a/{b}', '/a/1/2', null],
    ['a/{b?}', '/a', {}],
    ['a/{b?}', '/a/1', { b: '1' }],
    ['a/{b}.json', '/a/1.json', { b: '1' }],
    ['a/{b}.json', '/a/.json', null],
    ['{a}.{b}', '/x.y.z', { a: 'x.y', b: 'z' }],
    ['{a}(x)/{b}', '/1(X)/2', { a: '1', b: '2' }],
    ['{*rest}', '/', {}],
    ['{*rest}', '/x/y', { rest: 'x/y' }],
    ['', '/', {}],
    ['v1.0/users', '/v1x0/users', null],
  ])('"%s" reads %s', (route, path, params) => {
    expect(compileRoute(route).read(path)).toEqual(params);
  });

  it.each(['a/{b:guid}', '{*rest}/a', '{a?}/b', 'a/{b', '{a}{b}'])('"%s" is refused', (route) => {
    expect(() => compileRoute(route)).toThrow(route);
  });
});

function httpFunction(name: string, route: string): AppFunction {
  const binding = { type: 'httpTrigger', direction: 'in', route, methods: ['GET'] } as const;
  const metadata = { name, bindings: { [name]: binding } };
  return { name, metadata, trigger: { name, binding }, callback: () => undefined };
}

describe('of two routes that fit', () => {
  it('the one of the function whose name comes first is taken, whatever its case', () => {
    const routes = new Routes([httpFunction('Beta', 'a/1'), httpFunction('alpha', 'a/{b}')], '');
    expect(routes.match('GET', '/a/1')?.fn.name).toBe('alpha');
  });
});

describe('a timer', () => {
  it('is past due five seconds after its time and not before', () => {
    const file = { read: () => null, write: () => {} };
    const schedule = parseSchedule('0 0 4 * * *', 'sweep');
    const timer = new Timer('sweep', schedule, file, () => Promise.resolve());
    const due = timer.next(new Date()).getTime();
    const isPastDue = (ms: number) => timer.info(new Date(due + ms)).data?.json;
    expect(isPastDue(5000)).toContain('"IsPastDue":false');
    expect(isPastDue(5001)).toContain('"IsPastDue":true');
  });

  it('counts from where the clock is, when it went back from where it had run', () => {
    const text = '0 0 3 * * *';
    const [last, next] = ['2026-12-26T03:00:00.000Z', '2026-12-27T03:00:00.000Z'];
    const file = {
      read: () => ({ schedule: text, last, next, lastUpdated: last }),
      write: vi.fn(),
    };
    const timer = new Timer('sweep', parseSchedule(text, 'sweep'), file, () => Promise.resolve());
    timer.planAnew(new Date('2026-11-26T02:30:00Z'));
    expect(file.write).toHaveBeenLastCalledWith(
      expect.objectContaining({ next: '2026-11-26T03:00:00.000Z' }),
    );
    expect(timer.isDue(new Date('2026-12-27T02:30:00Z'))).toBe(true);
  });
});

describe('a schedule', () => {
  it.each([
    ['0 */15 * * * *', '2026-11-23T10:15:00.000Z'],
    ['30 5 10 * * *', '2026-11-23T10:05:30.000Z'],
    ['0 0 0 1 * *', '2026-12-01T00:00:00.000Z'],
    // Day of month and day of week must both fit, as NCRONTAB has it.
    ['0 0 0 13 * FRI', '2027-08-13T00:00:00.000Z'],
  ])('"%s" comes next at %s', (text, next) => {
    const from = new Date('2026-11-23T10:00:00Z');
    expect(parseSchedule(text, 'sweep').next(from).toISOString()).toBe(next);
  });

  it.each(['*/15 * * * *', 'every day', '0 0 0 31 2 99'])('"%s" is none', (text) => {
    expect(() => parseSchedule(text, 'sweep')).toThrow(/An example: "0 \*\/15/);
  });
});
