/** Asked for at each connection: tokens of Entra, which serve as passwords, end within hours. */
export type Password = () => Promise<string>;

/** The passwords of the role that runs and of the one that migrates. */
export interface DatabasePasswords {
  readonly running: Password;
  readonly migrating: Password;
}

/** Where a database is and under which role, with its password in it or, as `password`, apart from it. */
export type DatabaseAddress = string | { readonly url: string; readonly password: Password };

export const urlOf = (address: DatabaseAddress): string => (typeof address === 'string' ? address : address.url);

/** The same role on another database of the same server. */
export function withDatabase(address: DatabaseAddress, database: string): DatabaseAddress {
  const other = new URL(urlOf(address));
  other.pathname = `/${database}`;
  return typeof address === 'string' ? other.toString() : { ...address, url: other.toString() };
}

/**
 * An address in pg's words. Beside a `connectionString` pg would not look at a password; so the parts of an address whose
 * password is apart are named one by one, and it says nothing beyond them but whether the server has to prove its name.
 */
export function connectionTo(address: DatabaseAddress) {
  if (typeof address === 'string') return { connectionString: address };
  const { hostname, port, username, pathname, searchParams } = new URL(address.url);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 5432 : Number(port),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password: address.password,
    ssl: searchParams.get('sslmode') === 'verify-full',
  };
}
