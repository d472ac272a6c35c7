-- The country of 2025 with schools and learning centres in ten communes of Lai Châu, reports in every state, and a person for each place.

insert into edition (year, theme, week, form_key, due_units, due_communes, due_provinces, opened_at)
values (2025, 'Học để phát triển bản thân', '[2025-10-01,2025-10-08)', '2024', '2025-10-10', '2025-10-20', '2025-10-30', '2025-09-01');
insert into edition_row (edition_id, row_key, why) select id, 'openings.districts', 'Không áp dụng: từ 01/07/2025 không còn cấp huyện.' from edition;

with commune as (
    select c.unit_id, row_number() over (order by c.code) as nth from unit_on('2025-10-07') c join unit_on('2025-10-07') p on p.unit_id = c.parent_id
     where p.kind = 'province' and p.code = '12' order by c.code limit 10),
made as (
    insert into unit (kind) select kind from commune cross join (values ('school'), ('school'), ('school'), ('clc')) k (kind) returning id, kind),
placed as (select id, kind, (row_number() over (order by id) - 1) / 4 + 1 as nth, (row_number() over (order by id) - 1) % 4 + 1 as within from made)
insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid)
select p.id, p.kind, n.name, n.name, c.unit_id, lower(n.name), lower(n.name), '[2025-07-01,)'
  from placed p join commune c using (nth)
  cross join lateral (select case p.kind when 'clc' then 'Trung tâm học tập cộng đồng số ' || p.nth else 'Trường Tiểu học số ' || p.within || ' (' || p.nth || ')' end as name) n;

insert into person (full_name, user_name, normalized_user_name, is_administrator, is_sample, security_stamp)
values ('Trịnh Quốc Khải', 'bo', 'BO', false, true, 'a'), ('Vàng Thị Mẩy', 'tinh', 'TINH', false, true, 'b'), ('Hoàng Thị Sen', 'xa', 'XA', false, true, 'c'),
       ('Lò Văn Ơn', 'truong', 'TRUONG', false, true, 'd'), ('Quản Trị', 'quantri', 'QUANTRI', true, true, 'e'), ('Bên Cạnh', 'khac', 'KHAC', false, true, 'f');
with place (user_name, unit_id) as (
    select 'bo', unit_id from unit_on('2025-10-07') where kind = 'nation'
    union all select 'tinh', unit_id from unit_on('2025-10-07') where kind = 'province' and code = '12'
    union all select 'khac', unit_id from unit_on('2025-10-07') where kind = 'province' and code = '01'
    union all select 'truong', min(unit_id) from unit_on('2025-10-07') where kind = 'school'
    union all select 'xa', min(parent_id) from unit_on('2025-10-07') where kind = 'school')
insert into membership (person_id, unit_id, role, valid)
select p.id, place.unit_id, case when p.user_name = 'truong' then 'reporter' else 'coordinator' end, '[2025-01-01,)' from place join person p using (user_name);

-- What is not 0 in the pattern: a third of the figures blank or "không phát sinh"; drafts and returned reports hold figures that must not count.
insert into report (id, edition_id, unit_id, receiver_id, form_key, state, figures, version, changed_at, narrative)
select gen_random_uuid(), e.id, v.unit_id, v.parent_id, '2024', s.state,
       case when s.state = 'open' then null else array(
           select case when (v.unit_id * 31 + p * 17) % 7 = 0 then null when (v.unit_id * 13 + p * 5) % 11 = 0 then -1 else (v.unit_id * 7 + p * 3) % 90 end from generate_series(1, :columns) p) end,
       1, case when s.state <> 'open' then '2025-10-09'::timestamptz + (v.unit_id % 600) * interval '1 minute' end,
       case when s.state in ('submitted', 'accepted') then '{"strengths": "Các đơn vị vào cuộc sớm, người dân hưởng ứng."}'::jsonb else '{}' end
  from edition e
  join unit_version v on v.valid @> (upper(e.week) - 1) and v.kind in ('province', 'commune', 'school', 'clc')
 cross join lateral (select case when v.kind = 'province' then (array['open', 'draft', 'submitted', 'accepted'])[v.unit_id % 4 + 1]
     else (array['open', 'draft', 'returned', 'submitted', 'submitted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted'])[v.unit_id % 13 + 1] end as state) s;
insert into report_step (report_id, kind, version, at, by, reason, write_key)
select r.id, 'returned', 1, r.changed_at, p.id, 'Dòng 5 phải từ 8 trở lên.', gen_random_uuid() from report r join person p on p.user_name = 'tinh' where r.state = 'returned';
