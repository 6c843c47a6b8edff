import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  EnvironmentInjector,
  inject,
  Injector,
  provideAppInitializer,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { routes } from './app.routes';
import { watchNetwork } from './core/api';
import { coreTexts } from './core/core-texts';
import { isKeptHere } from './core/kept-here';
import { PROVE } from './core/proof';
import { Session } from './core/session';
import { SIGNED_OUT } from './core/signed-out';
import { TextStore } from './core/texts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideHttpClient(withInterceptors([watchNetwork])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    provideTransloco({
      config: {
        availableLangs: ['fr', 'en'],
        defaultLang: 'fr',
        reRenderOnLangChange: false,
        interpolation: ['{', '}'],
        flatten: { aot: true },
        missingHandler: { logMissingKey: false },
        prodMode: true,
      },
    }),
    {
      provide: SIGNED_OUT,
      useFactory: () => {
        const injector = inject(Injector);
        return () => {
          void injector.get(Session).expire();
        };
      },
    },
    {
      provide: PROVE,
      useFactory: () => {
        const injector = inject(EnvironmentInjector);
        let asked: Promise<boolean> | null = null;
        return (withCode: boolean) =>
          (asked ??= import('./security/ask-for-proof')
            .then(({ askForProof }) => askForProof(injector, withCode))
            .catch(() => false)
            .finally(() => {
              asked = null;
            }));
      },
    },
    provideAppInitializer(async () => {
      const texts = inject(TextStore);
      const session = inject(Session);
      document.documentElement.lang = texts.language();
      const injector = inject(Injector);
      await Promise.all([texts.load(coreTexts), session.load().catch(() => null)]);
      if (await isKeptHere()) {
        const { Keeper } = await import('./offline/keeper');
        await injector.get(Keeper).stand();
      }
    }),
  ],
};
