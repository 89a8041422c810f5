import { COLUMNS } from '../../../infra/sandbox/organisation/person.ts';

/** People of the sandbox tenant's made-up organisation, by what the tests need of them. */
const address = (name: string): string => `${name}@aldermoor.example`;

export const lead = address('samira.haddadine');
export const secondLead = address('bronwen.tegfan');
/** Works nine to half past five in New York; everybody in `couples` works in Britain. */
export const newYorker = address('hannah.steinbrook');
export const withoutMailbox = address('marek.zielony');
/** Known to the directory, in no programme unless a test says so. */
export const bystander = address('zofia.brandecka');

/** Mentees with the mentor each of them gets: all of them at work in Britain from Monday to Friday. */
export const couples = [
  ['ingrid.solheim', 'kavya.thirumaran'],
  ['petra.lindqvist', 'shazia.mirza.cole'],
  ['margaux.delacroix.finn', 'callum.dunmore'],
  ['rosalind.achebe.thorne', 'hester.pryce.lowe'],
  ['beatrix.vandermolen', 'daniel.achterberg'],
  ['henrik.stensgaard', 'noor.al.rashidi'],
  ['priyanka.sundaresan', 'ruby.whitlock.osei'],
  ['graham.pellowe', 'sana.qureshi.lund'],
  ['tomasz.wilkanowski', 'aoife.carrigmore'],
].map(([mentee = '', mentor = '']) => ({ mentee: address(mentee), mentor: address(mentor) }));

/** A line of an import file; what is left out is empty, and the name is made from the address. */
export interface Line {
  readonly userPrincipalName: string;
  readonly displayName?: string;
  readonly jobTitle?: string;
  readonly grade?: string;
  readonly seniority?: string;
  readonly department?: string;
  readonly profession?: string;
  readonly officeLocation?: string;
  readonly timeZone?: string;
  readonly managerUserPrincipalName?: string;
  readonly role?: string;
  readonly topics?: string;
  readonly languages?: string;
  readonly capacity?: string;
}

/** The text of an import file. */
export function fileOf(
  lines: readonly Line[],
  { delimiter = ',', header = COLUMNS }: { delimiter?: string; header?: readonly string[] } = {},
): string {
  const quoted = (value: string) => (/[",;\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const cell = (line: Line, column: string): string => {
    if (column === 'displayName') return line.displayName ?? nameOf(line.userPrincipalName);
    return line[column as keyof Line] ?? '';
  };
  return [
    header.map(quoted).join(delimiter),
    ...lines.map((line) => header.map((column) => quoted(cell(line, column))).join(delimiter)),
    '',
  ].join('\r\n');
}

/** `ada.lovelace@x` → `Ada Lovelace`. */
export const nameOf = (userPrincipalName: string): string =>
  (userPrincipalName.split('@')[0] ?? '')
    .split('.')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join(' ');
