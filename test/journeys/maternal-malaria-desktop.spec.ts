import { malariaJourney } from '../support/browser/journeys/malaria.js';

malariaJourney('desktop');
