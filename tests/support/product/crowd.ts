import type { Product } from './product.ts';
import { makeProgramme } from './stages.ts';

/**
 * A programme with so many made-up people of each role, every two of whom may be paired; answers its address below `/api`.
 * Their topics are drawn by lot, so that with many of them a matching takes its time.
 */
export async function crowdedProgramme(product: Product, each = 1_500): Promise<string> {
  const topics = Array.from({ length: 12 }, (_, index) => ({
    key: `t-${index}`,
    label: `Topic ${index}`,
    sensitive: false,
  }));
  const { id } = await makeProgramme(product, { topics });
  await product.database.asAdmin(
    `with crowd as (
       insert into person (tenant_id, id, user_principal_name, display_name, seniority, languages, mailbox)
       select $1::uuid, gen_random_uuid(), role || number || '.' || $2::text || '@crowd.example', role || ' ' || number,
         case role when 'mentee' then 9 else 0 end, '["en"]', jsonb_build_object('state', 'readable', 'workingHours',
           jsonb_build_object('timeZone', 'Europe/London', 'days', jsonb_build_array(1, 2, 3, 4, 5), 'start', '09:00', 'end', '17:00'))
       from unnest(array['mentee', 'mentor']) as role, generate_series(1, $3::int) as number
       returning id, seniority)
     insert into participant (tenant_id, id, programme_id, person_id, role, topics, capacity, preferences, wishes, exclusions)
     select $1::uuid, gen_random_uuid(), $2::uuid, id, case seniority when 9 then 'mentee' else 'mentor' end,
       (select jsonb_agg(topic order by random()) from unnest($4::text[]) as topic where (random() < 0.4 or topic = ($4::text[])[1]) and crowd.id is not null),
       1, '{"office": null, "profession": null}', '[]', '[]'
     from crowd`,
    [product.tenantId, id, each, topics.map(({ key }) => key)],
  );
  return `/programmes/${id}`;
}
