import type { OpenProgrammes } from '../../mentoring/signup/open-programmes.ts';
import type { SignUpProblem } from '../../mentoring/signup/sign-up-rules.ts';
import type { Profile, ProfileChange } from '../../mentoring/profile/profile.ts';
import type { Problem } from '../contract/problem.ts';
import type * as contract from '../contract/profile.ts';

const hours = (value: Profile['ownHours']) => value && { ...value, days: [...value.days] };

export function profile(value: Profile): contract.MyProfile {
  return {
    languages: [...value.languages],
    languageChoices: [...value.languageChoices],
    ownHours: hours(value.ownHours),
    outlookHours: hours(value.outlookHours),
    people: value.people.map((one) => ({ ...one })),
  };
}

/** What the request changes; fields that it leaves out are left out here too. */
export const profileChange = ({ languages, ownHours }: contract.ProfileChange): ProfileChange => ({
  ...(languages && { languages }),
  ...(ownHours !== undefined && { ownHours }),
});

export function openProgrammes({ programmes, languages, languageChoices }: OpenProgrammes): contract.OpenProgrammes {
  return {
    programmes: programmes.map(({ id, name, startsOn, endsOn, cadence, meetings, lengthMinutes, topics }) => ({
      id,
      name,
      startsOn: startsOn.toString(),
      endsOn: endsOn.toString(),
      cadence,
      meetings,
      lengthMinutes,
      topics: topics.map((topic) => ({ ...topic })),
    })),
    languages: [...languages],
    languageChoices: [...languageChoices],
  };
}

const rules: Readonly<Record<SignUpProblem, readonly [field: keyof contract.SignUpInput, rule: string]>> = {
  'no-role': ['role', 'must be said'],
  'role-fixed': ['role', 'stays as it is while you are paired'],
  'no-topic': ['topics', 'at least one must be chosen'],
  'too-many-topics': ['topics', 'are too many'],
  'topic-gone': ['topics', 'must be topics of this programme'],
  'no-language': ['languages', 'at least one must be chosen'],
  'too-much-room': ['capacity', 'is more than this role has room for'],
};

/** What is wrong with how somebody would sign up, by its field. */
export function signUpProblem(problem: SignUpProblem, input: contract.SignUpInput): NonNullable<Problem['fields']> {
  const [field, rule] = rules[problem];
  return [{ field, value: JSON.stringify(input[field]).slice(0, 100), rule }];
}
