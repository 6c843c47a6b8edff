import type { Routes } from '@angular/router';
import { KeepingPage } from './keeping-page';
import { keepingTexts } from './texts';

export const routes: Routes = [{ path: '', canActivate: [keepingTexts.ready], component: KeepingPage }];
