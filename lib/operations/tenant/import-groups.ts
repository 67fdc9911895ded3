import { z } from 'zod';
import { GroupId } from '../../licensing/ids.ts';
import { groupWrite } from '../../storage/rows/group-row.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import { accepted, importEntries, readEntries, unchanged } from './import-part.ts';

const GroupEntry = z.object({ id: GroupId, displayName: z.string() });

/** Takes in the names of groups, so that answers can say which group a license is inherited from. */
export async function importGroups(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  session.catalogs.forget(session.tenantId);
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const read = readEntries(part, GroupEntry, ({ id }) => id);
  const answer = await importEntries(session, catalog, read, {
    kind: 'groups',
    userIdOf: () => null,
    decide: ({ target }) =>
      Promise.resolve(
        catalog.groups.get(target.value.id) === target.value.displayName
          ? { after: null, result: unchanged(target) }
          : { after: null, result: accepted(target), writes: [groupWrite(target.value)] },
      ),
  });
  session.catalogs.forget(session.tenantId);
  return answer;
}
