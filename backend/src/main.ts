import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { config } from './platform/config.js';
import { createServer } from './platform/http/server.js';
import { exitCodeOf, StartupRefusal } from './platform/startup-refusal.js';
import { ClockJobs } from './reminders/clock-jobs.js';

const ADDRESS_IN_USE = 'EADDRINUSE';

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

async function serve(): Promise<void> {
  const settings = config();
  const app = await createServer(AppModule.with(settings), settings);
  stopOnSignal(() => app.close());
  try {
    await app.listen(settings.port, settings.host);
    app.get(ClockJobs, { strict: false }).start();
  } catch (cause) {
    await app.close();
    if ((cause as { code?: string }).code !== ADDRESS_IN_USE) throw cause;
    throw new StartupRefusal(
      `Le port ${settings.port} est déjà pris : arrêtez l’autre programme, ou choisissez-en un autre avec PORT.`,
      `Port ${settings.port} is already taken: stop the other program, or choose another one with PORT.`,
      cause,
    );
  }
}

const code = await exitCodeOf(serve);
if (code !== 0) process.exit(code);
