import type { Routes } from '@angular/router';
import { SignIn } from './sign-in';
import { signInTexts } from './sign-in-texts';

export const routes: Routes = [{ path: '', canActivate: [signInTexts.ready], component: SignIn }];
