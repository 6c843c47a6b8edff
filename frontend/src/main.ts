import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { keepInstallOffer } from './app/core/install-offer';

keepInstallOffer();

bootstrapApplication(App, appConfig).catch((error: unknown) => {
  console.error(error);
});
