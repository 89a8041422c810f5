import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate and its key as PEM, and the file that holds the certificate, for NODE_EXTRA_CA_CERTS. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly file: string;
}

const DAY = 86_400_000;

/** The certificate kept in `folder`, made there if it is missing: for localhost and 127.0.0.1, ten years. */
export async function certificateIn(folder: string): Promise<Certificate> {
  const file = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'certificate.key');
  if (existsSync(file) && existsSync(keyFile)) {
    return { cert: readFileSync(file, 'utf8'), key: readFileSync(keyFile, 'utf8'), file };
  }
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keySize: 2048,
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + 3650 * DAY),
    extensions: [
      // It is its own authority, and so has to be one to be accepted as an extra root.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyFile, made.private, { mode: 0o600 });
  writeFileSync(file, made.cert);
  return { cert: made.cert, key: made.private, file };
}
