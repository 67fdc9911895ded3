import type { ErrorAnswer } from './calls.ts';

/** What the API refused, as it said it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  /** What the sentence of the code says of this case. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly details: readonly { readonly target: string; readonly message: string }[];
  /** By which its log finds the request. */
  readonly requestId: string | null;
  /** When it makes sense to ask again, in seconds; null: never as it is. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, headers: Headers, answer: ErrorAnswer['error'] | null) {
    super(answer?.message ?? '');
    this.status = status;
    this.code = answer?.code ?? 'internalError';
    this.parameters = answer?.parameters ?? {};
    this.details = answer?.details ?? [];
    this.requestId = answer?.innerError['request-id'] ?? headers.get('request-id');
    const seconds = Number(headers.get('retry-after') ?? 'none');
    this.retryAfterSeconds = Number.isFinite(seconds) ? seconds : null;
  }
}

/** Nobody answered: whether it was done is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
