import type { RequestIds } from '../http/request-ids.ts';
import type { Principal } from '../http/verify-token.ts';
import type { Session } from '../operations/engine/session.ts';

/** A request to the Graph-compatible API: one of its own over HTTP, or one inside a batch. */
export interface GraphRequest {
  readonly method: string;
  /** The address of this API with its version: `https://host/v1.0`. */
  readonly root: string;
  /** The path after the version, decoded. */
  readonly segments: readonly string[];
  /** The query as it was sent. */
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly session: Session;
  readonly principal: Principal;
  readonly ids: RequestIds;
}

export interface GraphAnswer {
  readonly status: number;
  /** An object is sent as JSON, text as it is; undefined: no content. */
  readonly body?: object | string;
}

/** What a route's handler gets. */
export interface GraphInput {
  readonly session: Session;
  readonly request: GraphRequest;
  /** The parts of the path in braces. */
  readonly params: Readonly<Record<string, string>>;
}

export const noContent: GraphAnswer = { status: 204 };

export function ok(body: object | string): GraphAnswer {
  return { status: 200, body };
}

/** An entity or a list with its `@odata.context`. */
export function withContext({ root }: GraphRequest, context: string, body: object): GraphAnswer {
  return ok({ '@odata.context': `${root}/$metadata#${context}`, ...body });
}
