namespace TuanHoc.Web.Units.Import;

/// <summary>The statements that carry checked rows into the directory, set by set; all in one transaction.</summary>
static class ImportSql
{
    public const string Stage = """
        create temp table staged (
            place integer primary key, row_number integer not null, act text not null, unit_id bigint, parent_id bigint, parent_row integer, territory_id bigint, kind text not null, code text,
            name text not null, short_name text not null, printed_type text, level text, search_key text not null, short_key text not null, before jsonb, until date) on commit drop
        """;

    /// <summary>New units get their numbers, and rows under rows of the file their parents.</summary>
    public static readonly string[] Prepare =
    [
        """
        with made as (
            update staged set unit_id = nextval(pg_get_serial_sequence('unit', 'id')) where act = 'Add' returning unit_id, kind)
        insert into unit (id, kind) select unit_id, kind from made
        """,
        "update staged s set parent_id = p.unit_id from staged p where p.row_number = s.parent_row",
    ];

    /// <summary>Every change keeps what was before it, and lasts until what is entered for later; a name that stays keeps its parts.</summary>
    public static readonly string[] Keep =
    [
        """
        update staged s
           set before = jsonb_build_object('name', v.name, 'code', v.code, 'level', v.level, 'parent_id', v.parent_id, 'territory_id', v.territory_id),
               printed_type = case when v.name = s.name then v.printed_type else s.printed_type end,
               short_name = case when v.name = s.name then v.short_name else s.short_name end,
               short_key = case when v.name = s.name then v.short_key else s.short_key end,
               until = upper(v.valid)
          from unit_version v
         where s.act = 'Alter' and v.unit_id = s.unit_id and v.valid @> $1
        """,
        "update staged s set until = (select min(lower(v.valid)) from unit_version v where v.unit_id = s.unit_id and lower(v.valid) > $1) where s.act = 'Reopen'",
    ];

    /// <summary>What changes ends, the day before $1.</summary>
    public const string End = "update unit_version v set valid = daterange(lower(v.valid), $1) from staged s where s.act = 'Alter' and v.unit_id = s.unit_id and v.valid @> $1";

    public const string Write = """
        insert into unit_version (unit_id, kind, code, name, short_name, printed_type, parent_id, territory_id, level, search_key, short_key, valid)
        select unit_id, kind, code, name, short_name, printed_type, parent_id, territory_id, level, search_key, short_key, daterange($1, until) from staged where place >= $2 and place < $3 order by place
        """;

    /// <summary>A line for each unit, with how it was and how it is. The file is of a branch ($5): the person acts for the unit whose role opened it.</summary>
    public const string RecordUnits = """
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
        select $1, $2, unit_id, (select acting_for($2, $5, '{coordinator}', vietnam_day($1))), case act when 'Add' then 'opened' when 'Reopen' then 'reopened' else 'changed' end, 'unit', unit_id::text,
               jsonb_build_object('import', $3::text, 'from', $4::date), before, jsonb_build_object('name', name, 'code', code, 'level', level, 'parent_id', parent_id, 'territory_id', territory_id)
          from staged order by place
        """;

    /// <summary>What units carry, entered by the directory's own function, with a line for each unit as its page of facts leaves one.</summary>
    public const string EnterFacts = """
        with listed as (
            select array_agg(coalesce(f.unit_id, s.unit_id)) as units, array_agg(f.kind) as kinds, array_agg(f.value) as new_values
              from staged_fact f left join staged s on s.row_number = f.row_number),
        entered as (
            select e.* from listed cross join lateral set_unit_facts(units, kinds, new_values, $4, $2, $1) e where units is not null)
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
        select $1, $2, unit_id, (select acting_for($2, $5, '{coordinator}', vietnam_day($1))), 'entered', 'unit-fact', unit_id::text, jsonb_build_object('import', $3::text, 'from', $4::date), jsonb_object_agg(kind, before), jsonb_object_agg(kind, after)
          from entered group by unit_id
        """;

    /// <summary>What is written here came from where the person asked for it.</summary>
    public const string Address = """
        select set_config('tuanhoc.address', coalesce((
            select host(from_address) from audit where unit_id = $2 and thing = 'unit-import' and thing_id = $1 and what = 'applying' order by id desc limit 1), ''), true)
        """;

    public const string RecordImport = """
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
        select $1, $2, $5, acting_for($2, $5, '{coordinator}', vietnam_day($1)), 'applied', 'unit-import', $3::text,
               jsonb_build_object('from', $4::date, 'opened', count(*) filter (where act = 'Add'), 'changed', count(*) filter (where act = 'Alter'), 'reopened', count(*) filter (where act = 'Reopen'))
          from staged
        """;
}
