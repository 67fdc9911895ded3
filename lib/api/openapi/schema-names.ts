import { z } from 'zod';
import { Service } from '../../licensing/products/service.ts';
import { DataState, Hold } from '../../licensing/user.ts';
import { AuditProblem } from '../../operations/audit/chain-state.ts';
import { LeftOutMailbox } from '../../operations/ediscovery/mailboxes.ts';
import { SearchHit } from '../../operations/ediscovery/search-mailboxes.ts';
import * as operations from '../../operations/engine/answers/operation-shapes.ts';
import * as results from '../../operations/engine/answers/result.ts';
import * as shapes from '../../operations/engine/answers/shapes.ts';
import { GivenUpWork } from '../../operations/engine/given-up.ts';
import { DeletedItemAnswer } from '../../operations/held-data/delete-item.ts';
import { NoticeAnswer } from '../../operations/notices/list-notices.ts';
import { CalendarLink } from '../../operations/retention/calendar-links.ts';
import { DerivedProblem } from '../../operations/tenant/check-tenant.ts';
import { RepairAnswer, RowToRepair } from '../../operations/tenant/repair-tenant.ts';
import { OperationRequest } from '../../storage/rows/operation-request.ts';
import { OperationTotals } from '../../storage/rows/operation-row.ts';
import { CalendarLinkCreated } from '../calendar-link-answer.ts';
import { DetailCode, ErrorCode, ErrorDetail, InnerError } from '../error-answer.ts';
import { AcceptedBody, ForeseenBody, JobBody } from '../jobs/job-body.ts';
import { MeAnswer } from '../me-answer.ts';
import { OperationBody, UserResultBody } from '../operation-body.ts';
import { RequestLimits } from '../request-limits.ts';
import { SignInAnswer } from '../sign-in-answer.ts';
import { refusalSchemas } from './refused-answers.ts';

/** What clients made of the description call the shapes of the API. */
const names: Readonly<Record<string, z.ZodType>> = {
  AuditProblem,
  CalendarDay: shapes.CalendarDay,
  CalendarLink,
  CalendarLinkCreated,
  Caller: operations.CallerAnswer,
  DataEntry: shapes.EntryAnswer,
  DataResult: results.DataResult,
  DataState,
  DeletedItem: DeletedItemAnswer,
  DerivedProblem,
  DetailCode,
  ErrorCode,
  ErrorDetail,
  GivenUpWork,
  Hold,
  HolderRow: shapes.HolderRow,
  HoldOfUser: shapes.HoldAnswer,
  ImportResult: shapes.ImportAnswer,
  InnerError,
  Item: shapes.ItemAnswer,
  Job: JobBody,
  JobAccepted: AcceptedBody,
  JobForeseen: ForeseenBody,
  LeftOutMailbox,
  License: shapes.LicenseAnswer,
  LicenseGroup: results.LicenseGroupAnswer,
  LicenseResult: results.LicenseResult,
  LicenseRow: shapes.LicenseRow,
  Me: MeAnswer,
  Notice: NoticeAnswer,
  Operation: operations.OperationDetails,
  OperationAnswer: OperationBody,
  OperationPath: results.OperationPath,
  OperationRequest,
  OperationRow: operations.OperationListRow,
  OperationSummary: operations.OperationSummary,
  OperationTotals,
  Product: shapes.ProductAnswer,
  ProductRow: shapes.ProductListRow,
  Purge: shapes.PurgeAnswer,
  RepairResult: RepairAnswer,
  RequestLimits,
  RetentionEntry: shapes.RetentionAnswer,
  RowToRepair,
  SearchHit,
  SeatCount: results.SeatCount,
  Service,
  SignIn: SignInAnswer,
  StaysBecause: results.StaysBecause,
  Tenant: shapes.TenantAnswer,
  User: shapes.UserAnswer,
  UserResult: UserResultBody,
  UserRow: shapes.UserRow,
};

/**
 * Says the names to zod, from which the description has them. Whatever has no name here is called by where it stands:
 * `hoist-schemas.ts`.
 */
export function nameShapes(): void {
  for (const [id, schema] of Object.entries({ ...names, ...refusalSchemas })) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
}
