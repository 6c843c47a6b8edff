import { createDatabase, databaseExists, ensureRoles, ROLES } from './database-roles.mjs';
import { Failure, runCommand } from './failure.mjs';

const DATABASE = 'denba';

function passwordOf(role) {
  const name = `DENBA_${role.toUpperCase()}_PASSWORD`;
  const password = process.env[name];
  if (password) return password;
  throw new Failure(
    `${name} manque : donnez le mot de passe du compte denba_${role}.`,
    `${name} is missing: give the password of the account denba_${role}.`,
  );
}

/** Once before Denba starts on a PostgreSQL of its own: the four ordinary sign-ins and the database. Safe to run at every start. */
await runCommand(async () => {
  const server = {
    port: Number(process.env.PGPORT ?? 5432),
    passwords: Object.fromEntries(['superuser', ...ROLES].map((role) => [role, passwordOf(role)])),
  };
  await ensureRoles(server);
  if (!(await databaseExists(server, DATABASE))) await createDatabase(server, DATABASE);
});
