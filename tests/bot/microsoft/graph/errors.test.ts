import { describe, expect, it } from '@jest/globals';
import { meaningOf, remedies, templateOf } from '../../../../bot/microsoft/graph/errors.ts';

describe('a refusal', () => {
  it.each([
    [404, 'ErrorItemNotFound', 'gone', 'give-up'],
    [400, 'ErrorCalendarIsCancelledForDecline', 'gone', 'give-up'],
    [404, 'Request_ResourceNotFound', 'gone', 'give-up'],
    [404, 'ResourceNotFound', 'gone', 'give-up'],
    [404, 'MailboxNotEnabledForRESTAPI', 'no-mailbox', 'ask-administrator'],
    [403, 'MailboxNotEnabledForRESTAPI', 'no-mailbox', 'ask-administrator'],
    [200, 'ErrorMailRecipientNotFound', 'no-mailbox', 'ask-administrator'],
    [403, 'ErrorAccessDenied', 'access-denied', 'ask-administrator'],
    [403, 'Authorization_RequestDenied', 'access-denied', 'ask-administrator'],
    [404, 'ErrorInvalidUser', 'person-unknown', 'give-up'],
    [400, 'ErrorInvalidRecipients', 'person-unknown', 'give-up'],
    [409, 'ErrorDuplicateTransactionId', 'already-made', 'read-again'],
    [400, 'ErrorDuplicateTransactionId', 'already-made', 'read-again'],
    [400, 'ErrorOccurrenceCrossingBoundary', 'crosses-neighbour', 'give-up'],
    [400, 'TimeZoneNotSupportedException', 'invalid', 'give-up'],
    [400, 'ErrorPropertyValidationFailure', 'invalid', 'give-up'],
    [400, 'ErrorInvalidRequest', 'invalid', 'give-up'],
    [413, 'ErrorMessageSizeExceeded', 'invalid', 'give-up'],
    [507, 'ErrorQuotaExceeded', 'mailbox-full', 'ask-administrator'],
    [409, 'ErrorIrresolvableConflict', 'changed-meanwhile', 'read-again'],
    [412, '', 'changed-meanwhile', 'read-again'],
    [503, 'ErrorServerBusy', 'busy', 'retry-later'],
    [503, 'ErrorMailboxMoveInProgress', 'busy', 'retry-later'],
    [503, 'ErrorMailboxStoreUnavailable', 'busy', 'retry-later'],
    [504, 'ErrorTimeoutExpired', 'busy', 'retry-later'],
    [500, '', 'busy', 'retry-later'],
    [429, 'ApplicationThrottled', 'throttled', 'retry-later'],
    [429, 'ErrorItemNotFound', 'throttled', 'retry-later'],
    [401, 'InvalidAuthenticationToken', 'sign-in-refused', 'retry-later'],
    [410, 'syncStateNotFound', 'mark-lost', 'read-again'],
    [410, '', 'mark-lost', 'read-again'],
    [400, 'ExtensionError', 'notifications-refused', 'ask-administrator'],
    [404, '', 'unknown', 'retry-later'],
    [418, 'ErrorTeapot', 'unknown', 'retry-later'],
  ] as const)('with %d %s means %s: %s', (status, code, meaning, remedy) => {
    expect(meaningOf(status, code)).toBe(meaning);
    expect(remedies[meaning]).toBe(remedy);
  });

  it('is known whatever the case of its code', () => {
    expect(meaningOf(410, 'SYNCSTATENOTFOUND')).toBe(meaningOf(200, 'SyncStateNotFound'));
  });
});

describe("a request's template", () => {
  it.each([
    ['/users/ana@contoso.example/events/AAMk=?$select=id', '/users/{id}/events/{id}'],
    ['/users/ana@contoso.example/calendar/getSchedule', '/users/{id}/calendar/getSchedule'],
    ['https://graph.microsoft.com/v1.0/users?$skiptoken=ana', '/v1.0/users'],
    ['/users/ana/unheard-of/7', '/users/{id}/{id}/{id}'],
  ])('of %s is %s, and names nobody', (path, template) => {
    expect(templateOf(path)).toBe(template);
  });
});
