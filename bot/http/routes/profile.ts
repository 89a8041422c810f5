import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { myParticipations } from '../../mentoring/pairing/my-view.ts';
import { changeProfile, findColleagues, myProfile } from '../../mentoring/profile/my-profile.ts';
import { leaveProgramme } from '../../mentoring/profile/leave-programme.ts';
import { enrolMyself } from '../../mentoring/signup/enrol-myself.ts';
import { openProgrammes } from '../../mentoring/signup/open-programmes.ts';
import type { Ports } from '../../mentoring/ports.ts';
import { Participations } from '../contract/participations.ts';
import * as contract from '../contract/profile.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks, type SignedIn } from '../sign-in.ts';
import { participation } from '../views/participations.ts';
import * as views from '../views/profile.ts';

const params = z.object({ id: z.uuid() });
/** How often one person may look for people: enough to find somebody by name, too little to read out a directory. */
const searches = { max: 40, timeWindow: '10 minutes' };
/** Why somebody could not be signed up. */
const closed = { closed: 'not-open-to-sign-up', over: 'programme-over', unknown: 'not-in-directory' } as const;

/** How somebody takes part: signing up, what they say of themselves, leaving. */
export function profileRoutes(ports: Ports): FastifyPluginAsyncZod {
  const participations = async (who: SignedIn) => ({
    participations: (await myParticipations(ports, who)).map(participation),
  });
  return async (server) => {
    server.get('/my/profile', { schema: { response: { 200: contract.MyProfile } } }, async (request, reply) => {
      const mine = await myProfile(ports, whoAsks(request));
      return mine ? views.profile(mine) : sendProblem(reply, 'not-found');
    });
    server.put(
      '/my/profile',
      { schema: { body: contract.ProfileChange, response: { 200: contract.MyProfile } } },
      async (request, reply) => {
        const changed = await changeProfile(ports, whoAsks(request), views.profileChange(request.body));
        if (changed.ok) return views.profile(changed.value);
        return 'problems' in changed
          ? sendProblem(reply, 'bad-request', [...changed.problems])
          : sendProblem(reply, changed.reason);
      },
    );

    server.get(
      '/my/participations/:id/people',
      {
        config: { rateLimit: searches },
        schema: { params, querystring: contract.ColleagueSearch, response: { 200: contract.Colleagues } },
      },
      async (request, reply) => {
        const found = await findColleagues(ports, whoAsks(request), request.params.id, request.query.search);
        return found.ok ? { people: found.value.map((one) => ({ ...one })) } : sendProblem(reply, found.reason);
      },
    );
    server.post(
      '/my/participations/:id/leave',
      { schema: { params, response: { 200: Participations } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const left = await leaveProgramme(ports, who, request.params.id);
        return left.ok ? participations(who) : sendProblem(reply, left.reason);
      },
    );

    server.get('/my/open-programmes', { schema: { response: { 200: contract.OpenProgrammes } } }, async (request) =>
      views.openProgrammes(await openProgrammes(ports, whoAsks(request))),
    );
    server.post(
      '/my/sign-ups',
      { schema: { body: contract.SignUpInput, response: { 200: Participations } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { programmeId, ...answers } = request.body;
        const enrolled = await enrolMyself(ports, who, programmeId, answers, 'tab');
        if (enrolled.ok) return participations(who);
        return 'problem' in enrolled
          ? sendProblem(reply, 'bad-request', views.signUpProblem(enrolled.problem, request.body))
          : sendProblem(reply, closed[enrolled.reason]);
      },
    );
  };
}
