import type { PeopleFilter, PeoplePlace, Standing, StandingCount } from './standing.ts';

/** Everybody the tenant knows, as they stand towards a programme. */
export interface ProgrammePeopleStore {
  /**
   * In the order of names, and of ids where these are the same; those behind `after`, without the first `skip` of them. All
   * of them where there is no limit.
   */
  page(
    programmeId: string,
    filter: PeopleFilter,
    page: { readonly after: PeoplePlace | null; readonly skip: number; readonly limit: number | null },
  ): Promise<readonly Standing[]>;
  count(programmeId: string, filter: PeopleFilter): Promise<number>;
  one(programmeId: string, personId: string): Promise<Standing | null>;
  /** Of those who take part. */
  counts(programmeId: string): Promise<readonly StandingCount[]>;
}
