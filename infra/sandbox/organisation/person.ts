import { guidOf } from '../guid.ts';

/** Somebody in the tenant: the columns of an import file of people, and what the directory knows besides. */
export interface Person {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly grade: string;
  /** A whole number as text, or '' where nobody filled it in. */
  readonly seniority: string;
  readonly department: string;
  readonly profession: string;
  readonly officeLocation: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly managerUserPrincipalName: string;
  readonly role: string;
  /** Keys joined by semicolons. */
  readonly topics: string;
  /** Tags joined by semicolons; their mailbox speaks the first, or British English where there is none. */
  readonly languages: string;
  /** A whole number as text, or ''. */
  readonly capacity: string;
  readonly mailbox: boolean;
  readonly appRoles: readonly string[];
}

/** The app role of those who run a programme. */
export const LEAD_ROLE = 'Programme.Lead';

/** The columns that an import file of people must have, in their order. */
export const REQUIRED_COLUMNS = [
  'userPrincipalName',
  'displayName',
  'jobTitle',
  'grade',
  'seniority',
  'department',
  'profession',
  'officeLocation',
  'timeZone',
  'managerUserPrincipalName',
  'role',
  'topics',
] as const;
/** Those that may be there besides. */
export const OPTIONAL_COLUMNS = ['languages', 'capacity'] as const;
export const COLUMNS = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS] as const;

/** A line of an import file. */
export type Row = Readonly<
  Record<(typeof REQUIRED_COLUMNS)[number], string> & Partial<Record<(typeof OPTIONAL_COLUMNS)[number], string>>
>;

/** The person of a line: the id follows from the user principal name alone. */
export function personOf(row: Row, more: { mailbox?: boolean; appRoles?: readonly string[] } = {}): Person {
  return {
    languages: '',
    capacity: '',
    ...row,
    id: guidOf(`person ${row.userPrincipalName.toLowerCase()}`),
    mailbox: more.mailbox ?? true,
    appRoles: more.appRoles ?? [],
  };
}
