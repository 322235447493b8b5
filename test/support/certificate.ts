/** A certificate for this machine that no authority has signed: whoever trusts it has to be told to. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export type TestCertificate = { keyFile: string; certificateFile: string };

export function createCertificate(folder: string): TestCertificate {
  const keyFile = join(folder, 'key.pem');
  const certificateFile = join(folder, 'certificate.pem');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...subject, '-out', certificateFile], {
    stdio: 'ignore',
  });
  return { keyFile, certificateFile };
}
