/** What a refusal of Graph means to us. */
export type Meaning =
  /** What was asked for is not there, or no longer. */
  | 'gone'
  /** The person has no mailbox in the cloud. */
  | 'no-mailbox'
  /** We are not allowed to: consent, policy or the app's scope. */
  | 'access-denied'
  /** Nobody has this id or address. */
  | 'person-unknown'
  /** An earlier try made it, with other content than this one. */
  | 'already-made'
  /** A meeting of a series cannot pass the one before or after it. */
  | 'crosses-neighbour'
  /** Graph does not take what was sent: a defect of ours, or not for us to do. */
  | 'invalid'
  /** Somebody's mailbox takes nothing more. */
  | 'mailbox-full'
  /** Somebody else changed it at the same time: it is to be read again first. */
  | 'changed-meanwhile'
  /** Graph or the mailbox cannot answer now. */
  | 'busy'
  | 'throttled'
  /** Our own token is not taken. */
  | 'sign-in-refused'
  /** The mark that changes are read from is not known any more: everything is to be read anew. */
  | 'mark-lost'
  /** Graph does not take our address for notifications. */
  | 'notifications-refused'
  /** Nothing we know. */
  | 'unknown';

/** What is done about it. */
export type Remedy = 'retry-later' | 'read-again' | 'give-up' | 'ask-administrator';

export const remedies: Readonly<Record<Meaning, Remedy>> = {
  gone: 'give-up',
  'no-mailbox': 'ask-administrator',
  'access-denied': 'ask-administrator',
  'person-unknown': 'give-up',
  'already-made': 'read-again',
  'crosses-neighbour': 'give-up',
  invalid: 'give-up',
  'mailbox-full': 'ask-administrator',
  'changed-meanwhile': 'read-again',
  busy: 'retry-later',
  throttled: 'retry-later',
  'sign-in-refused': 'retry-later',
  'mark-lost': 'read-again',
  'notifications-refused': 'ask-administrator',
  // Given up it would be lost, and a repeated read or a write under its transaction id does no harm.
  unknown: 'retry-later',
};

/** Graph's codes, as its documents and Exchange's tell them; their case differs between the two. */
const codes: Readonly<Record<Exclude<Meaning, 'unknown'>, readonly string[]>> = {
  gone: [
    'ErrorItemNotFound',
    'ItemNotFound',
    'ErrorFolderNotFound',
    'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
    'ErrorCalendarIsCancelledForAccept',
    'ErrorCalendarIsCancelledForDecline',
    'ErrorCalendarIsCancelledForTentative',
    'ErrorCalendarIsCancelledForRemove',
    'ErrorCalendarCannotUpdateDeletedItem',
    'ErrorCalendarMeetingRequestIsOutOfDate',
    'Request_ResourceNotFound',
    'ResourceNotFound',
    'NotFound',
    'ErrorEntityNotFound',
    'ImageNotFound',
  ],
  'no-mailbox': [
    'MailboxNotEnabledForRESTAPI',
    'MailboxNotSupportedForRESTAPI',
    'ErrorMailRecipientNotFound',
    'ErrorNonExistentMailbox',
    'ErrorMissingEmailAddress',
  ],
  'access-denied': [
    'ErrorAccessDenied',
    'AccessDenied',
    'Authorization_RequestDenied',
    'Forbidden',
    'ErrorAccountDisabled',
  ],
  'person-unknown': ['ErrorInvalidUser', 'ErrorInvalidRecipients', 'ErrorInvalidSmtpAddress'],
  'already-made': ['ErrorDuplicateTransactionId'],
  'crosses-neighbour': ['ErrorOccurrenceCrossingBoundary', 'ErrorOccurrenceTimeSpanTooBig'],
  invalid: [
    'ErrorPropertyValidationFailure',
    'ErrorInvalidRequest',
    'ErrorInvalidProperty',
    'ErrorInvalidPropertySet',
    'ErrorInvalidParameter',
    'ErrorInvalidArgument',
    'ErrorInvalidIdMalformed',
    'ErrorInvalidId',
    'ErrorInvalidUrlQuery',
    'ErrorMessageSizeExceeded',
    'ErrorTimeIntervalTooBig',
    'ErrorInvalidTimeInterval',
    'ErrorCalendarDurationIsTooLong',
    'ErrorCalendarEndDateIsEarlierThanStartDate',
    'ErrorRecurrenceHasNoOccurrence',
    'ErrorRecurrenceEndDateTooBig',
    'ErrorUnsupportedRecurrence',
    'ErrorCalendarIsNotOrganizer',
    'ErrorCalendarCannotMoveOrCopyOccurrence',
    'ErrorCalendarIsOrganizerForAccept',
    'ErrorCalendarIsOrganizerForDecline',
    'ErrorCalendarIsOrganizerForTentative',
    'TimeZoneNotSupportedException',
    'RequestBodyRead',
    'Request_BadRequest',
    'Request_UnsupportedQuery',
    'BadRequest',
    'InvalidRequest',
    'RequestBroker--ParseUri',
    'MethodNotAllowed',
  ],
  'mailbox-full': ['ErrorQuotaExceeded', 'ErrorMessageRateLimitExceeded', 'ErrorExceededMessageLimit'],
  'changed-meanwhile': [
    'ErrorIrresolvableConflict',
    'ErrorStaleObject',
    'ErrorChangeKeyRequired',
    'ErrorChangeKeyRequiredForWriteOperations',
    'ErrorItemSave',
    'PreconditionFailed',
    'EditConflict',
    'Directory_ConcurrencyViolation',
  ],
  busy: [
    'ErrorServerBusy',
    'ErrorMailboxMoveInProgress',
    'ErrorMailboxStoreUnavailable',
    'ErrorMailboxFailover',
    'ErrorTimeoutExpired',
    'ErrorInternalServerError',
    'ErrorInternalServerTransientError',
    'ErrorConnectionFailed',
    'ErrorInsufficientResources',
    'ErrorADUnavailable',
    'ErrorADOperation',
    'ErrorBatchProcessingStopped',
    'ServiceUnavailable',
    'ServiceNotAvailable',
    'GatewayTimeout',
    'BadGateway',
    'InternalServerError',
    'GeneralException',
    'Directory_BindingRedirection',
  ],
  throttled: [
    'ApplicationThrottled',
    'TooManyRequests',
    'ActivityLimitReached',
    'Request_ThrottledTemporarily',
    'ErrorExceededConnectionCount',
    'ErrorExceededSubscriptionCount',
  ],
  'sign-in-refused': [
    'InvalidAuthenticationToken',
    'CompactTokenParsing',
    'Unauthorized',
    'Unauthenticated',
    'AuthenticationError',
    'Authentication_ExpiredToken',
    'Authentication_MissingOrMalformed',
    'InvalidMsaTicket',
    'TokenNotFound',
  ],
  'mark-lost': [
    'SyncStateNotFound',
    'SyncStateInvalid',
    'ResyncRequired',
    'ResyncChangesApplyDifferences',
    'ResyncChangesUploadDifferences',
    'ErrorInvalidSyncStateData',
    'Directory_ExpiredPageToken',
  ],
  'notifications-refused': [
    'ExtensionError',
    'ValidationError',
    'ErrorInvalidSubscription',
    'ErrorSubscriptionAccessDenied',
    'ErrorSubscriptionDelegateAccessNotSupported',
    'ErrorSubscriptionNotFound',
    'ErrorSubscriptionUnsubscribed',
    'Conflict',
  ],
};

const known = new Map(
  Object.entries(codes).flatMap(([meaning, names]) =>
    names.map((name) => [name.toLowerCase(), meaning as Meaning] as const),
  ),
);
/** Statuses that mean the same whatever the code, or without any. */
const byStatus: Readonly<Record<number, Meaning>> = {
  401: 'sign-in-refused',
  410: 'mark-lost',
  412: 'changed-meanwhile',
  429: 'throttled',
  500: 'busy',
  502: 'busy',
  503: 'busy',
  504: 'busy',
  509: 'throttled',
};

/** What a refusal means, by Graph's code, else by its status. */
export function meaningOf(status: number, code: string): Meaning {
  // A throttled request is one whatever the code: it may name the mailbox, the app or the store behind.
  if (status === 429) return 'throttled';
  return known.get(code.toLowerCase()) ?? byStatus[status] ?? 'unknown';
}

/** What Graph answered when it refused. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  /** Graph's error code as `ErrorItemNotFound`. */
  readonly code: string;
  /** The code within, where Graph tells one: of a refusal that has several reasons it says which. */
  readonly innerCode: string | null;
  readonly meaning: Meaning;
  constructor(status: number, code: string, innerCode: string | null = null) {
    super(`Graph refused with ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.innerCode = innerCode;
    this.meaning = meaningOf(status, code);
  }
}

/** Words of Graph's addresses that name nobody and nothing. */
const words = new Set(
  `v1.0 users groups me events instances calendar calendars calendarView getSchedule mailboxSettings manager members
   transitiveMembers microsoft.graph.user directReports cancel accept decline tentativelyAccept delta subscriptions
   reauthorize $batch onlineMeetings teamwork installedApps photos $value`.split(/\s+/),
);

/** A request's address without what it names, as `/users/{id}/events`: for the log. */
export function templateOf(path: string): string {
  const address = URL.canParse(path) ? new URL(path).pathname : (path.split('?')[0] ?? '');
  return address
    .split('/')
    .map((part) => (part === '' || words.has(part) ? part : '{id}'))
    .join('/');
}
