import type { Way } from '../ways.ts';

/** The way out of a refusal, in the routes of this door. */
export function wordWay(way: Way): string {
  switch (way.kind) {
    case 'restoreUser':
      return `Restore it first with POST /api/users/${way.userId}/restore, possible until ${way.until}.`;
    case 'restoreDeletedUsers':
      return 'Bring them back with POST /api/users/{userId}/restore.';
    case 'undoByJob':
      return `Use POST /api/jobs with {"action":"undo","operationId":"${way.operationId}"}.`;
    case 'deleteUser':
      return `Use DELETE /api/users/${way.userId}.`;
    case 'deleteOnPremises':
      return 'Delete it on premises; directory sync then reports it to POST /api/directory-sync/deletions.';
    case 'freeUserName':
      return `Restore it under another name with POST /api/users/${way.deleted ?? '{userId}'}/restore and {"userPrincipalName":"…"}, or delete user '${way.userId}' first with DELETE /api/users/${way.userId}.`;
    case 'setUsageLocation':
      return `Set it with PATCH /api/users/${way.userId} (usageLocation, a country code such as NL) and try again.`;
    case 'assignLicense':
      return `Assign one first with POST /api/users/${way.userId}/assign.`;
    case 'unassignLicense':
      return `Unassign one first with POST /api/users/${way.userId}/unassign.`;
    case 'unassignProduct':
      return `Unassign ${way.seats} first with POST /api/products/${way.skuId}/unassign.`;
    case 'raiseSeats':
      return `Unassign from somebody, or raise the seats with ${way.skuIds.map((skuId) => `PATCH /api/products/${skuId}`).join(', ')}, and try again.`;
    case 'listProducts':
      return 'GET /api/products lists those of this tenant.';
    case 'listPlans':
      return `GET /api/products/${way.skuId} lists its plans.`;
    case 'takeOtherPath':
      return `Use ${way.instead} (POST /api/users/unassign-all) for several users or activeUser (POST /api/users/{userId}/unassign) for one.`;
    case 'liftHold':
      return `Lift it first with ${way.holdIds.map((holdId) => `DELETE /api/users/${way.userId}/holds/${holdId}`).join(', ')}.`;
    case 'removeDelegate':
      return `Remove one first with DELETE /api/users/${way.userId}/delegates/{delegateId}.`;
    case 'revokeCalendarLink':
      return 'Revoke one first with DELETE /api/retention/calendar-links/{linkId}.';
    case 'makeCalendarLink':
      return 'Make a new one with POST /api/retention/calendar-links.';
    case 'setUpTenant':
      return 'Set it up with PUT /api/tenant, then load it with POST /api/tenant/import.';
    case 'readDescription':
      return 'GET /api/openapi.json lists every address.';
    case 'restoreRow':
      return `Whoever runs Unseat has to restore the row '${way.key}' from a backup; all that does not need it goes on.`;
    default:
      return way satisfies never;
  }
}
