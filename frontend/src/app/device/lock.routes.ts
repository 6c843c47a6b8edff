import type { Routes } from '@angular/router';
import { LockPage } from './lock-page';
import { keepingTexts } from './texts';

export const routes: Routes = [{ path: '', canActivate: [keepingTexts.ready], component: LockPage }];
