import { z } from 'zod';
import { GroupId } from '../../licensing/ids.ts';
import {
  DirectoryObject,
  directoryObjectWrite,
  wholeGroupKey,
} from '../../storage/rows/directory/directory-object-row.ts';
import { issueWords } from '../../schema-words.ts';
import { groupWrite } from '../../storage/rows/directory/group-row.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import { accepted, importEntries, readEntries, unchanged } from './import-part.ts';
import { readGroup } from './read-directory.ts';

const GroupEntry = DirectoryObject.transform((whole, context) => {
  const group = z
    .object({ id: GroupId, displayName: z.string() })
    .safeParse(whole, { error: issueWords });
  if (group.success) return { ...group.data, whole: { ...whole, id: group.data.id } };
  for (const { path, message } of group.error.issues) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return z.NEVER;
});

/** Takes in groups, whole; their names apart, so that answers can say which group a license is inherited from. */
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
    decide: async ({ target }) => {
      const { id, displayName } = target.value;
      const before = await readGroup(session, id);
      // What `$select` left out stays as it was.
      const whole = { ...before, ...target.value.whole };
      const writes = [
        ...(catalog.groups.get(id) === displayName ? [] : [groupWrite({ id, displayName })]),
        ...(isSame(before, whole) ? [] : [directoryObjectWrite(wholeGroupKey(id), whole)]),
      ];
      return writes.length === 0
        ? { after: null, result: unchanged(target) }
        : { after: null, result: accepted(target), writes };
    },
  });
  session.catalogs.forget(session.tenantId);
  return answer;
}

/** Whether nothing is other than it was, in whatever order a dump names it. */
export function isSame(before: DirectoryObject | null, after: DirectoryObject): boolean {
  return before !== null && sorted(before) === sorted(after);
}

function sorted(object: DirectoryObject): string {
  const names = Object.keys(object).toSorted();
  return JSON.stringify(names.map((name) => [name, object[name]]));
}
