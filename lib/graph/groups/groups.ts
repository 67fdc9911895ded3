import { GroupId } from '../../licensing/ids.ts';
import type { GroupSelection, KnownGroup } from '../../operations/tenant/list-groups.ts';
import { countGroups, listGroups } from '../../operations/tenant/list-groups.ts';
import { readGroup } from '../../operations/tenant/read-directory.ts';
import { groupKey } from '../../storage/rows/directory/group-row.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { ok, withContext } from '../graph-request.ts';
import { nextLink } from '../next-link.ts';
import { matches } from '../odata/matches.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import type { QueryOption } from '../odata/query-options.ts';
import { readCount, readOptions, readTop } from '../odata/query-options.ts';
import { parseSelect, selectedContext } from '../odata/select.ts';
import { errorsProperty, filteredGroup, groupEntity } from './group-entity.ts';
import type { GroupsInError } from './group-entity.ts';
import { groupFilterSchema, looksAt } from './group-filter-schema.ts';
import { groupsInError } from './inheriting.ts';

/** The group a path names. @throws GraphError 404 */
export async function groupOf({ session, params }: GraphInput): Promise<KnownGroup> {
  const text = params['group'] ?? '';
  const id = GroupId.safeParse(text);
  if (!id.success) throw resourceNotFound(text);
  const { groups, damaged } = await session.catalogs.of(session.tenantId, session.now);
  const damage = damaged.get(groupKey(id.data));
  if (damage !== undefined) throw damage;
  const displayName = groups.get(id.data);
  if (displayName === undefined) throw resourceNotFound(text);
  return { ...(await readGroup(session, id.data)), id: id.data, displayName };
}

/** GET /groups/{id} */
export async function getGroup(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const select = parseSelect(readOptions(request.query, ['$select']).$select ?? null, 'group');
  const group = await groupOf(input);
  const inError = select?.includes(errorsProperty) === true ? await groupsInError(session) : null;
  const context = `${selectedContext('groups', select)}/$entity`;
  return withContext(request, context, groupEntity(group, select, inError));
}

const listOptions: readonly QueryOption[] = ['$select', '$filter', '$top', '$skiptoken', '$count'];

/** GET /groups: a page of those that fit. */
export async function listAllGroups(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const options = readOptions(request.query, listOptions);
  const select = parseSelect(options.$select ?? null, 'group');
  const isShown = select?.includes(errorsProperty) === true;
  const { selection, inError } = await selectionOf(input, options.$filter, isShown);
  const skipToken = options.$skiptoken ?? null;
  const page = await listGroups(session, selection, readTop(options.$top), skipToken);
  const isCounted = readCount(options.$count) && skipToken === null;
  return withContext(request, selectedContext('groups', select), {
    ...(isCounted ? { '@odata.count': await countGroups(session, selection) } : {}),
    ...nextLink(request, page.skipToken),
    value: page.value.map((group) => groupEntity(group, select, inError)),
  });
}

/** GET /groups/$count: the number as text. */
export async function countOfGroups(input: GraphInput): Promise<GraphAnswer> {
  const { $filter } = readOptions(input.request.query, ['$filter']);
  const { selection } = await selectionOf(input, $filter, false);
  return ok(String(await countGroups(input.session, selection)));
}

async function selectionOf(
  { session }: GraphInput,
  text: string | undefined,
  showsErrors: boolean,
): Promise<{ readonly selection: GroupSelection; readonly inError: GroupsInError }> {
  const filter = text === undefined ? null : parseFilter(text, groupFilterSchema);
  const needsErrors = showsErrors || looksAt(filter, errorsProperty);
  const inError = needsErrors ? await groupsInError(session) : null;
  const fits: GroupSelection['fits'] = (group) =>
    filter === null || matches(filter, filteredGroup(group, inError));
  return { selection: { fits, words: JSON.stringify([text ?? null]) }, inError };
}
