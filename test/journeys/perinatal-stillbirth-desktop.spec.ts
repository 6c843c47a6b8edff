import { stillbirthJourney } from '../support/browser/journeys/stillbirth.js';

stillbirthJourney('desktop');
