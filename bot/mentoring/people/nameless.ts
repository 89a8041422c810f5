import type { Person } from './person.ts';

/** What stands in place of a name, or of words, that were erased: the same in every language. */
export const nameless = '—';

/** Whether somebody has had themselves erased: where others' rows need somebody, nobody knows who it was. */
export const isNameless = ({ id, userPrincipalName }: Pick<Person, 'id' | 'userPrincipalName'>): boolean =>
  userPrincipalName === id;
