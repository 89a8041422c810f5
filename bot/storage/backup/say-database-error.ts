import pg from 'pg';

/**
 * An error that the database answered, or that stands behind one, without a word of the rows that it may quote; null for
 * any other.
 */
export function sayDatabaseError(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (!(one instanceof pg.DatabaseError)) continue;
    const where = [one.schema, one.table, one.column, one.constraint].filter((part) => part !== undefined);
    return `The database refused it (${[one.code, ...where].join(', ')}). Nothing was written.`;
  }
  return null;
}
