import { verifyAudit } from '../../lib/operations/audit/verify-audit.ts';
import type { Call } from '../../lib/operations/engine/call.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import type { Instance } from '../world/instance.ts';
import type { World } from '../world/world.ts';

/** Every operation and every tombstone is in the chain of the audit as it was committed, or waits for it. */
export async function checkAudit(world: World, { services }: Instance): Promise<void> {
  const { memory: tables, now } = world;
  const direct = { ...services, tables, catalogs: new Catalogs(tables) };
  for (const { tenantId } of world.populations) {
    const caller = { id: 'auditor', kind: 'user' } as const;
    const route = 'GET /audit';
    const call: Call = { tenantId, caller, now, route, idempotencyKey: null, isDryRun: false };
    let skipToken: string | null = null;
    do {
      const answer = await verifyAudit(sessionOf(direct, call), { head: null, skipToken });
      const { problems } = answer.verification;
      world.findings.check('audit', problems.length === 0, () => JSON.stringify(problems));
      ({ skipToken } = answer);
    } while (skipToken !== null);
  }
}
