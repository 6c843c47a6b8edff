import type { Routes } from '@angular/router';
import { SecurityPage } from './security-page';
import { securityTexts } from './texts';

export const routes: Routes = [{ path: '', canActivate: [securityTexts.ready], component: SecurityPage }];
