import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import { config } from '../platform/config.js';
import { schemaText } from '../platform/database/schema-text.js';
import { Transactions } from '../platform/database/transactions.js';
import { createServer } from '../platform/http/server.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { permissionsText } from './permissions-text.js';
import { workflowsText } from './workflows-text.js';

/** `docs FOLDER`: state machines, permissions, interface and schema, as they are in the code and in the database. */
export async function writeDocuments([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) {
    throw new StartupRefusal(
      'Dites dans quel dossier écrire les documents : « docs DOSSIER ».',
      'Say into which folder the documents go: "docs FOLDER".',
    );
  }
  // Nothing is kept in this database: it may be one that would lose it.
  const settings = { ...config(), fragileDatabaseAllowed: true, logLevel: 'error' } as const;
  const app = await createServer(AppModule.with(settings), settings);
  try {
    const interfaceOf = new DocumentBuilder()
      .setTitle('Denba')
      .setVersion(settings.version)
      .addCookieAuth('denba-sid')
      .build();
    const openapi = SwaggerModule.createDocument(app, interfaceOf);
    const documents: Readonly<Record<string, string>> = {
      'workflows.md': workflowsText(),
      'permissions.md': permissionsText(),
      'openapi.json': `${JSON.stringify(openapi, null, 2)}\n`,
      'schema.sql': await app.get(Transactions).system((tx) => schemaText(tx)),
    };
    for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, name), text);
  } finally {
    await app.close();
  }
}
