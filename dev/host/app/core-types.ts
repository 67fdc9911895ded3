// The part of `@azure/functions-core` (a module only the host has) that the library uses.

export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly http?: HttpRequestData | HttpResponseData;
}

export interface NullableString {
  readonly value?: string;
}

export interface HttpRequestData {
  readonly method: string;
  readonly url: string;
  readonly nullableHeaders: Record<string, NullableString>;
  readonly nullableQuery: Record<string, NullableString>;
  readonly nullableParams: Record<string, NullableString>;
  readonly body?: { bytes: Uint8Array };
}

export interface HttpCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: NullableString;
  readonly path?: NullableString;
  readonly expires?: { value?: { seconds: number } };
  readonly secure?: { value?: boolean };
  readonly httpOnly?: { value?: boolean };
  readonly sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  readonly maxAge?: { value?: number };
}

export interface HttpResponseData {
  readonly statusCode: string;
  readonly headers: Record<string, string>;
  readonly cookies: HttpCookie[];
  readonly body?: TypedData | null;
}

export interface Binding {
  [property: string]: unknown;
  readonly type: string;
  readonly direction: 'in' | 'out';
}

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Record<string, Binding>;
  readonly retryOptions?: object;
}

export type LogLevel =
  | 'trace'
  | 'debug'
  | 'information'
  | 'warning'
  | 'error'
  | 'critical'
  | 'none';
export type LogCategory = 'user' | 'system' | 'customMetric';
export type FunctionCallback = (...args: unknown[]) => unknown;
export type HookCallback = (context: object) => unknown;

export interface CoreInvocation {
  readonly invocationId: string;
  readonly metadata: FunctionMetadata;
  readonly request: {
    invocationId: string;
    inputData: { name: string; data: TypedData }[];
    triggerMetadata: Record<string, TypedData>;
  };
  state?: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks';
  log(level: LogLevel, category: LogCategory, message: string): void;
}

export interface InvocationResponse {
  readonly returnValue?: TypedData | null;
}

interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<InvocationResponse>;
}

export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(core: CoreInvocation): InvocationModel | Promise<InvocationModel>;
  getCapabilities(own: Record<string, string>): Promise<Record<string, string>>;
}
