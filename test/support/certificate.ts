import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BITS = 0x03;
const TEXT = 0x0c;
const TIME = 0x18;
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const ECDSA_WITH_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

/** A certificate that signs itself, made anew for each run, and its key, as the two files that a server is given. [RFC 5280, 4.1] */
export function writeCertificate(holder = 'denba test'): {
  readonly DENBA_TLS_CERT: string;
  readonly DENBA_TLS_KEY: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(TEXT, Buffer.from(holder)))));
  const years = ['20200101000000Z', '20990101000000Z'].map((time) => der(TIME, Buffer.from(time)));
  const content = der(
    SEQUENCE,
    der(INTEGER, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    der(SEQUENCE, ...years),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(content).sign(privateKey);
  const certificate = der(
    SEQUENCE,
    content,
    ECDSA_WITH_SHA256,
    der(BITS, Buffer.concat([Buffer.from([0]), signature])),
  );
  const folder = mkdtempSync(join(tmpdir(), 'denba-tls-'));
  const paths = { DENBA_TLS_CERT: join(folder, 'cert.pem'), DENBA_TLS_KEY: join(folder, 'key.pem') };
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n');
  writeFileSync(paths.DENBA_TLS_CERT, `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
  writeFileSync(paths.DENBA_TLS_KEY, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return paths;
}
