import { LEAD_ROLE, personOf, type Person } from './person.ts';

/** The domain of the made-up organisation. `.example` can never belong to anybody. */
export const DOMAIN = 'aldermoor.example';

const ZONES: Readonly<Record<string, string>> = {
  London: 'Europe/London',
  Leeds: 'Europe/London',
  Berlin: 'Europe/Berlin',
  'New York': 'America/New_York',
  Pune: 'Asia/Kolkata',
  Singapore: 'Asia/Singapore',
};

const LANGUAGES: Readonly<Record<string, string>> = {
  Berlin: 'en-GB;de-DE',
  'New York': 'en-US',
  Pune: 'en-IN;hi-IN',
  Singapore: 'en-SG',
};

/**
 * One line for each person: depth in dots, name | job title | grade | seniority | department | office | role and topics |
 * extras, as languages other than the office's. The manager is the nearest line above with fewer dots. Grades run from E1 (the head) to A; seniority is filled
 * in for some only, so that both a ladder of grades and the depth under the head have something to decide.
 */
const PEOPLE = `
Ingrid Solheim | Chief Executive | E1 | 6 | Executive | London | mentee ai-tools;early-careers;front-line-experience |
. Kwame Asante-Boyd | Chief Operating Officer | E2 | 5 | Operations | London | mentee front-line-experience;digital-services;hybrid-working |
.. Petra Lindqvist | Director of Stations | D | 4 | Operations | Leeds | mentee customer-experience;accessibility |
... Owain Bevan | Area Manager North | C |  | Operations | Leeds |  |
.... Shazia Mirza-Cole | Station Team Leader | B |  | Operations | Leeds | mentor front-line-experience;faith-at-work;customer-experience |
..... Callum Dunmore | Customer Assistant | A | 0 | Operations | Leeds | mentor front-line-experience;early-careers;social-media |
..... Blessing Okonjo-Reid | Customer Assistant | A |  | Operations | Leeds | mentor accessibility;customer-experience;race-and-ethnicity |
..... Marek Zielony | Platform Assistant | A |  | Operations | Leeds |  | no mailbox
.... Hester Pryce-Lowe | Timetable Analyst | B |  | Operations | Leeds | mentor data-literacy;hybrid-working |
... Tomasz Wilkanowski | Area Manager South | C | 3 | Operations | London |  |
.... Ifeoma Castellane | Control Room Lead | B |  | Operations | London |  |
..... Daniel Achterberg | Controller | A |  | Operations | London | mentor front-line-experience;parents-and-carers |
..... Yusuf Demirel-Hart | Controller | A |  | Operations | London |  | no mailbox
.. Lakshmi Venkatraman | Director of Shared Services | D | 4 | Operations | Pune | mentee ai-tools;social-mobility;early-careers |
... Rohit Deshpandey | Service Desk Manager | C |  | Operations | Pune |  |
.... Ananya Kulkarnee | Service Desk Analyst | A |  | Operations | Pune | mentor ai-tools;digital-services;early-careers |
.... Farhan Shaikhwala | Automation Engineer | B |  | Operations | Pune | mentor ai-tools;data-literacy |
.... Meenal Joshipura | Service Desk Analyst | A |  | Operations | Pune |  |
... Sunita Raghunathan | Payroll Manager | C | 3 | Operations | Pune |  |
.... Vikram Sathe-Naidu | Payroll Specialist | B |  | Operations | Pune | mentor social-mobility;hybrid-working |
. Dieter Hallenbeck | Chief Engineer | E2 | 5 | Engineering | Berlin | mentee climate-and-sustainability;ai-tools;data-literacy |
.. Anneliese Vogtmann | Head of Rolling Stock | D |  | Engineering | Berlin |  |
... Jonas Fehrenkamp | Lead Engineer Traction | C |  | Engineering | Berlin |  |
.... Leyla Aksungur | Project Engineer | B |  | Engineering | Berlin | mentor climate-and-sustainability;race-and-ethnicity;early-careers |
.... Matthis Obermoor | Graduate Engineer | A | 0 | Engineering | Berlin | mentor ai-tools;climate-and-sustainability | de-DE;en-GB
.... Zofia Brandecka | Test Engineer | B |  | Engineering | Berlin |  |
... Cosima Reinwald | Lead Engineer Bogies | C |  | Engineering | Berlin |  |
.... Emre Taskiran-Lotz | Apprentice | A |  | Engineering | Berlin | mentor early-careers;social-media |
.. Priyanka Sundaresan | Head of Signalling | D | 4 | Engineering | London |  |
... Gareth Llanwern | Signalling Manager | C |  | Engineering | London |  |
.... Noor Al-Rashidi | Signalling Engineer | B |  | Engineering | London | mentor faith-at-work;data-literacy;race-and-ethnicity |
.... Tobi Adeyinka-Marsh | Graduate Engineer | A |  | Engineering | London | mentor ai-tools;early-careers;hybrid-working |
.. Wei Jun Lamtan | Head of Asset Data | D | 4 | Engineering | Singapore | mentee data-literacy;digital-services |
... Siti Rahmawan | Data Manager | C |  | Engineering | Singapore |  |
.... Jia Hui Ongsing | Data Analyst | A |  | Engineering | Singapore | mentor data-literacy;ai-tools |
.... Arjun Pillaimani | Data Engineer | B |  | Engineering | Singapore |  |
. Margaux Delacroix-Finn | Chief Customer Officer | E2 |  | Customer | London | mentee customer-experience;social-media;lgbtq-inclusion |
.. Theodora Papanikos | Head of Marketing | D | 4 | Customer | London |  |
... Felix Abernethie | Campaign Manager | C |  | Customer | London |  |
.... Ruby Whitlock-Osei | Content Designer | B |  | Customer | London | mentor social-media;lgbtq-inclusion;accessibility |
.... Sana Qureshi-Lund | Social Media Editor | A |  | Customer | London | mentor social-media;customer-experience |
.. Marcus Tillinghast | Head of Americas | D |  | Customer | New York | mentee race-and-ethnicity;digital-services;ai-tools |
... Renata Oliveros | Partnership Manager | C | 3 | Customer | New York |  |
.... Deshawn Carrowby | Partnership Associate | A |  | Customer | New York | mentor race-and-ethnicity;digital-services;social-media |
.... Hannah Steinbrook | Account Executive | B |  | Customer | New York | mentor ai-tools;parents-and-carers |
... Luis Quintanarro | Insight Manager | C |  | Customer | New York |  |
.... Mei-Ling Fongcroft | Insight Analyst | A |  | Customer | New York |  |
. Rosalind Achebe-Thorne | Chief People Officer | E2 | 5 | People | London |  |
.. Samira Haddadine | Head of Inclusion and Learning | D | 4 | People | London |  | lead
... Bronwen Tegfan | Learning Partner | C |  | People | London |  | lead
.... Oskar Nyqvist-Bell | Learning Adviser | B |  | People | London |  |
... Adaeze Nwokoro-Pym | Inclusion Partner | C | 3 | People | Leeds |  |
.. Graham Pellowe | Head of Employee Relations | D |  | People | Leeds |  |
... Fatoumata Diarrassou | Case Manager | C |  | People | Leeds |  |
. Henrik Stensgaard | Chief Financial Officer | E2 |  | Finance | London |  |
.. Beatrix Vandermolen | Financial Controller | D | 4 | Finance | London |  |
... Ismael Torrecilla | Reporting Manager | C |  | Finance | London |  |
.... Aoife Carrigmore | Management Accountant | B |  | Finance | London |  |
.... Kavya Thirumaran | Finance Graduate | A |  | Finance | London |  |
`;

const addressOf = (name: string): string =>
  `${name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.')
    .replaceAll(/^\.|\.$/g, '')}@${DOMAIN}`;

/** The organisation of the default sandbox: invented, the same at every start. */
export function makeOrganisation(): Person[] {
  const chain: string[] = [];
  return PEOPLE.trim()
    .split('\n')
    .map((line) => {
      const [
        position = '',
        jobTitle = '',
        grade = '',
        seniority = '',
        department = '',
        office = '',
        signUp = '',
        extra = '',
      ] = line.split('|').map((cell) => cell.trim());
      const [, dots = '', displayName = ''] = /^(\.*)\s*(.+)$/.exec(position) ?? [];
      const userPrincipalName = addressOf(displayName);
      chain[dots.length] = userPrincipalName;
      const [role = '', topics = ''] = signUp.split(' ');
      return personOf(
        {
          userPrincipalName,
          displayName,
          jobTitle,
          grade,
          seniority,
          department,
          profession: '',
          officeLocation: office,
          timeZone: ZONES[office] ?? 'Europe/London',
          managerUserPrincipalName: dots === '' ? '' : (chain[dots.length - 1] ?? ''),
          role,
          topics,
          languages: /^[a-z]{2}-/.test(extra) ? extra : (LANGUAGES[office] ?? ''),
        },
        { mailbox: extra !== 'no mailbox', appRoles: extra === 'lead' ? [LEAD_ROLE] : [] },
      );
    });
}
