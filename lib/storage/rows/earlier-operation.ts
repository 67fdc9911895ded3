import { z } from 'zod';

const EarlierOperation = z.looseObject({ path: z.string(), request: z.looseObject({}) });
type EarlierRequest = z.infer<typeof EarlierOperation>['request'];

/** An operation as it is recorded now. Earlier its path stood beside the request, and some requests had another shape. */
export function toPresentOperation(document: unknown): unknown {
  const earlier = EarlierOperation.safeParse(document);
  if (!earlier.success) return document;
  const { path, request, ...operation } = earlier.data;
  return { ...operation, request: toPresentRequest(path, request) };
}

function toPresentRequest(path: string, request: EarlierRequest): object {
  switch (path) {
    case 'deleteUser': {
      const { action, ...said } = request;
      return { ...said, path: action === 'permanentDelete' ? action : path };
    }
    case 'graph': {
      const action = 'addLicenses' in request ? 'assignLicense' : 'update';
      return { action, ...request, path };
    }
    case 'block':
    case 'unblock': {
      const { accountEnabled: _, ...said } = request;
      return { ...said, path };
    }
    case 'placeHold': {
      const { userId, ...hold } = request;
      return { path, userId, hold };
    }
    case 'tenant':
      return { path, settings: request };
    default:
      return { ...request, path };
  }
}
