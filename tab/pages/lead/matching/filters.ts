import type { Proposal } from '../../../../bot/http/contract/matching.ts';

/** What the lead wants to see of the proposals. An empty text asks for nothing. */
export interface Filters {
  readonly search: string;
  /** Of either of the two. */
  readonly department: string;
  /** A label. */
  readonly topic: string;
  readonly order: 'best-first' | 'weakest-first';
}
export const noFilters: Filters = { search: '', department: '', topic: '', order: 'best-first' };

const departmentsOf = ({ mentee, mentor }: Proposal) =>
  [mentee.department, mentor.department].filter((department) => department !== null);
const topicsOf = ({ reasons }: Proposal) =>
  reasons.flatMap((reason) => (reason.kind === 'shared-topics' ? reason.topics : []));
const wordsOf = ({ mentee, mentor }: Proposal) =>
  [mentee, mentor].flatMap((person) => [person.displayName, person.jobTitle ?? '', person.userPrincipalName]);

const inOrder = (texts: readonly string[]) => [...new Set(texts)].toSorted((a, b) => a.localeCompare(b));
export const departmentsIn = (proposals: readonly Proposal[]) => inOrder(proposals.flatMap(departmentsOf));
export const topicsIn = (proposals: readonly Proposal[]) => inOrder(proposals.flatMap(topicsOf));

/** The proposals that are wanted, in the order that is wanted; equal fits by the mentee's name. */
export function wanted(proposals: readonly Proposal[], filters: Filters): readonly Proposal[] {
  const { department, topic, order } = filters;
  const search = filters.search.trim().toLocaleLowerCase();
  const sign = order === 'best-first' ? 1 : -1;
  return proposals
    .filter(
      (one) =>
        (department === '' || departmentsOf(one).includes(department)) &&
        (topic === '' || topicsOf(one).includes(topic)) &&
        (search === '' || wordsOf(one).some((words) => words.toLocaleLowerCase().includes(search))),
    )
    .toSorted((a, b) => sign * (b.fit - a.fit) || a.mentee.displayName.localeCompare(b.mentee.displayName));
}
