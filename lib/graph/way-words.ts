import type { Way } from '../ways.ts';

/** The way out of a refusal, in the routes of this door; in plain words where none of them leads there. */
export function wordWay(way: Way): string {
  switch (way.kind) {
    case 'restoreUser':
      return `Restore it first with POST /directory/deletedItems/${way.userId}/restore, possible until ${way.until}.`;
    case 'restoreDeletedUsers':
      return 'Bring them back with POST /directory/deletedItems/{id}/restore.';
    case 'undoByJob':
      return `Start a job that undoes operation '${way.operationId}' in the administration of Unseat.`;
    case 'deleteUser':
      return `Use DELETE /users/${way.userId}.`;
    case 'deleteOnPremises':
      return 'Delete it on premises; directory sync then removes it here.';
    case 'freeUserName':
      return `Restore it under another name with newUserPrincipalName, or delete user '${way.userId}' first with DELETE /users/${way.userId}.`;
    case 'setUsageLocation':
      return `Set its usageLocation (a country code such as NL) with PATCH /users/${way.userId} and try again.`;
    case 'assignLicense':
      return `Assign one first with POST /users/${way.userId}/assignLicense.`;
    case 'unassignLicense':
      return `Remove one first with POST /users/${way.userId}/assignLicense.`;
    case 'unassignProduct':
      return `Remove ${way.seats} first with POST /users/{id}/assignLicense.`;
    case 'raiseSeats':
      return 'Remove the license from somebody, or raise the seats of the subscription, and try again.';
    case 'listProducts':
      return 'GET /subscribedSkus lists those of this tenant.';
    case 'listPlans':
      return `GET /subscribedSkus lists the plans of ${way.skuId}.`;
    case 'takeOtherPath':
      return 'Use POST /users/{id}/assignLicense.';
    case 'liftHold':
      return 'Whoever manages holds has to lift it first.';
    case 'removeDelegate':
      return 'Remove one first.';
    case 'revokeCalendarLink':
      return 'Revoke one first.';
    case 'makeCalendarLink':
      return 'Make a new one.';
    case 'setUpTenant':
      return 'A Global administrator has to set it up first.';
    case 'readDescription':
      return 'The documentation lists what is supported.';
    case 'restoreRow':
      return `Whoever runs Unseat has to restore the row '${way.key}' from a backup; all that does not need it goes on.`;
    default:
      return way satisfies never;
  }
}
