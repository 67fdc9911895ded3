import { z } from 'zod';
import { GroupId } from '../../licensing/ids.ts';
import { groupWrite } from '../../storage/rows/group-row.ts';
import type { Call } from '../engine/call.ts';
import type { Services } from '../engine/services.ts';
import type { ImportAnswer } from '../engine/shapes.ts';
import { accepted, importEntries, readEntries, unchanged } from './import-part.ts';

const GroupEntry = z.object({ id: GroupId, displayName: z.string() });

/** Takes in the names of groups, so that answers can say which group a license is inherited from. */
export async function importGroups(
  services: Services,
  call: Call,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  services.catalogs.forget(call.tenantId);
  const catalog = await services.catalogs.of(call.tenantId, call.now);
  const read = readEntries(part, GroupEntry, ({ id }) => id);
  const answer = await importEntries(services, call, catalog, 'groups', read, {
    userIdOf: () => null,
    decide: ({ target }) =>
      Promise.resolve(
        catalog.groups.get(target.value.id) === target.value.displayName
          ? { after: null, result: unchanged(target) }
          : { after: null, result: accepted(target), writes: [groupWrite(target.value)] },
      ),
  });
  services.catalogs.forget(call.tenantId);
  return answer;
}
