import { InvocationContext } from '@azure/functions';
import { randomUUID } from 'node:crypto';
import type { Application } from '../../lib/http/application.ts';
import { rateLimitsOf } from '../../lib/http/rate-limits.ts';
import type { Runtime } from '../../lib/http/runtime.ts';
import { SeatTurns } from '../../lib/operations/engine/seat-turns.ts';
import { readSettings } from '../../lib/settings.ts';
import type { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { audience, authorityOf } from './tokens.ts';

const settings = readSettings({
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  TOKEN_AUDIENCE: audience,
  SWEEP_SCHEDULE: '0 */15 * * * *',
  RATE_LIMIT_PER_CALLER: '0',
  RATE_LIMIT_PER_TENANT: '0',
});

/** The application on a world in memory: everything but storage, keys and clock is the real thing. */
export function runtimeOf(world: MemoryWorld): Runtime {
  const { log: _log, ...services } = world.services;
  const application: Application = {
    settings,
    authorities: [authorityOf('local'), authorityOf('worldwide'), authorityOf('21vianet')],
    rateLimits: rateLimitsOf(settings.rateLimits),
    services: { ...services, seatTurns: new SeatTurns() },
  };
  return { application: () => Promise.resolve(application), now: world.services.clock };
}

/** What a function is told of its invocation; what it logs is kept by the world. */
export function contextOf(world: MemoryWorld): InvocationContext {
  return new InvocationContext({
    invocationId: randomUUID(),
    logHandler: (_level, ...args) => world.log.push(args.map(String).join(' ')),
  });
}
