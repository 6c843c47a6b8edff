import { haemorrhageJourney } from '../support/browser/journeys/postpartum-haemorrhage.js';

haemorrhageJourney('desktop');
