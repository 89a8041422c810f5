import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/**
 * Has this process trust a sandbox's certificate, in place of one trusted before: of several with one name, as those of
 * sandboxes are, OpenSSL does not always find the right one.
 */
export function trust(certificateFile: string): void {
  const others = [...tls.getCACertificates('bundled'), ...tls.getCACertificates('extra')];
  tls.setDefaultCACertificates([...others, readFileSync(certificateFile, 'utf8')]);
}
