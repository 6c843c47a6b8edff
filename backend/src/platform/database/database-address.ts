import pg from 'pg';
import { StartupRefusal } from '../startup-refusal.js';

const THIS_MACHINE = /^(\/.*|localhost|127(\.\d{1,3}){3}|::1)$/;

/** Where an address leads and how, as the driver reads it. */
function read(name: string, url: string): Pick<pg.Client, 'host' | 'ssl'> {
  try {
    return new pg.Client({ connectionString: url });
  } catch (cause) {
    const { message } = cause as Error;
    throw new StartupRefusal(
      `L’adresse de ${name} ne peut pas être lue (${message}) : corrigez-la.`,
      `The address of ${name} cannot be read (${message}): correct it.`,
      cause,
    );
  }
}

/** Whether a connection leaves the machine without TLS, or without looking whose certificate it is. */
function isOpen({ host, ssl }: Pick<pg.Client, 'host' | 'ssl'>): boolean {
  if (THIS_MACHINE.test(host)) return false;
  const tls: unknown = ssl;
  if (typeof tls !== 'object' || tls === null) return tls !== true;
  return ('rejectUnauthorized' in tls && tls.rejectUnauthorized === false) || 'checkServerIdentity' in tls;
}

/** Refuses an address by which names and opinions would cross a network in the clear, unless whoever runs Denba answers for that network. */
export function assertClosed(name: string, url: string, isClear: boolean): string {
  const address = read(name, url);
  if (isClear || !isOpen(address)) return url;
  const { host } = address;
  throw new StartupRefusal(
    `${name} mène au serveur ${host} sans TLS vérifié : ajoutez « ?sslmode=verify-full » à l’adresse (et « &sslrootcert=FICHIER » pour une autorité à vous), ou DENBA_DATABASE_CLEAR=1 si ce réseau n’est qu’à Denba.`,
    `${name} leads to the server ${host} without verified TLS: add "?sslmode=verify-full" to the address (and "&sslrootcert=FILE" for an authority of your own), or DENBA_DATABASE_CLEAR=1 if that network is Denba’s alone.`,
  );
}
