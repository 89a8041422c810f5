import { numberOf } from '../guid.ts';
import { photoOf } from '../organisation/photo.ts';
import { refusal, type GraphAnswer } from './answer.ts';
import type { Call, Route } from './tenant.ts';

/** The routes of pictures of people: those of the size that is asked for, as bytes. */
export const photoRoutes: Route[] = [
  { method: 'GET', template: '/users/{id}/photos/{id}/$value', service: 'outlook', handle: getPhoto },
];

const SIZES = ['48x48', '64x64', '96x96', '120x120', '240x240', '360x360', '432x432', '504x504', '648x648'];

/** Two of three people have a picture; of the others there is none. */
function getPhoto({ parts, person }: Call): GraphAnswer {
  const size = parts[3] ?? '';
  if (!SIZES.includes(size)) return refusal(400, 'ErrorInvalidRequest', `The photo size '${size}' is not supported.`);
  if (numberOf(`photo ${person.id}`, 3) === 0) {
    return refusal(
      404,
      'ErrorEntityNotFound',
      "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
    );
  }
  return {
    status: 200,
    headers: { 'content-type': 'image/png' },
    body: photoOf(person.id, Number(size.split('x')[0])),
  };
}
