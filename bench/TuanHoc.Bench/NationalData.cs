using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Plans;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Reports;

namespace TuanHoc.Bench;

/// <summary>
/// A database of the size of the nation: the directory, made-up schools and offices up to 60,000 units, an edition with everybody's report (seven in ten
/// received, with snapshots, steps, audit lines and happenings), a plan for each province and commune, and people who sign in with a password. Where it is
/// asked for, also the edition of the year before, on the units of then, with every report accepted.
/// </summary>
static class NationalData
{
    public const string Password = "mật khẩu của phép đo 2025";

    /// <summary>People who fill; each does so for <see cref="UnitsEach"/> schools whose report is still open.</summary>
    public const int Reporters = 800, UnitsEach = 16;

    static readonly DateTimeOffset At = new(2025, 10, 12, 3, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(NpgsqlDataSource source, bool withEarlier = false)
    {
        await Migrator.MigrateAsync(source);
        await using var app = Composition.Build(Composition.Builder(["--applicationName=tuanhoc", "--Logging:LogLevel:Default=Warning"]), source);
        await Composition.RunAsync(Rooms.Directory, app.Services, CancellationToken.None);
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, Units);
        await RunAsync(connection, "analyze unit, unit_version");
        var earlier = withEarlier ? await OpenEditionAsync(app.Services, 2024) : null;
        var edition = await OpenEditionAsync(app.Services, 2025);
        await PeopleAsync(connection, edition);
        if (earlier is not null) await FillAsync(connection, earlier, shareReceived: 10, _ => "accepted");
        await FillAsync(connection, edition, shareReceived: 7, number => (number % 10) switch { < 6 => "accepted", < 9 => "submitted", _ => "returned" });
        await PlansAsync(connection, edition);
        await RunAsync(connection, "vacuum analyze");
        await RunAsync(connection, "checkpoint");
    }

    const string Units = """
        create temp table former as select unit_id, kind from unit_on(date '2024-10-07') where kind in ('province', 'commune');
        create temp table made as
        with place as (
            select u.unit_id, u.kind, row_number() over (partition by u.kind order by u.code) as n,
                   -- Where it lay before: in the first of the places that became this one, else in this one.
                   coalesce((select min(f.unit_id) from succession s join former f on f.unit_id = s.from_unit and f.kind = u.kind where s.to_unit = u.unit_id), (select f.unit_id from former f where f.unit_id = u.unit_id)) as former_id
              from unit_on(date '2025-10-07') u where u.kind in ('province', 'commune')),
        body as (
            select p.unit_id as parent_id, p.former_id, case when i = 1 then 'clc' else 'school' end as kind, case when i = 1 then null else (array['preschool', 'primary', 'lower-secondary'])[i % 3 + 1] end as level
              from place p cross join generate_series(1, 16) i where p.kind = 'commune'
            union all
            select p.unit_id, p.former_id, case when i <= 60 then 'school' else 'agency' end, case when i <= 60 then 'upper-secondary' end
              from place p cross join generate_series(1, 103 + (p.n <= 4)::int) i where p.kind = 'province')
        select nextval(pg_get_serial_sequence('unit', 'id')) as id, row_number() over () as n, * from body;
        insert into unit (id, kind) select id, kind from made;
        insert into unit_version (unit_id, kind, level, name, short_name, parent_id, search_key, short_key, valid)
        select id, kind, level, case kind when 'clc' then 'Trung tâm học tập cộng đồng số ' when 'school' then 'Trường học số ' else 'Cơ quan số ' end || n, 'số ' || n, lay.in_id,
               case kind when 'clc' then 'trung tam hoc tap cong dong so ' when 'school' then 'truong hoc so ' else 'co quan so ' end || n, 'so ' || n, lay.valid
          from made cross join lateral (values (parent_id, daterange '[2025-07-01,)'), (former_id, daterange '[2024-01-01,2025-07-01)')) as lay (in_id, valid) where lay.in_id is not null;
        """;

    static async Task<Edition> OpenEditionAsync(IServiceProvider services, int year)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var edition = new Edition
        {
            Year = year,
            Theme = "Học để phát triển bản thân",
            Week = new NpgsqlRange<DateOnly>(new(year, 10, 1), lowerBoundIsInclusive: true, new(year, 10, 8), upperBoundIsInclusive: false),
            FormKey = "2024",
            DueUnits = new(year, 10, 10),
            DueCommunes = new(year, 10, 20),
            DueProvinces = new(year, 10, 30),
            OpenedAt = At.AddYears(year - At.Year),
        };
        await EditionEndpoints.OpenAsync(db, edition, CancellationToken.None);
        await Ledger.OpenAsync(db, edition, by: null, edition.OpenedAt, CancellationToken.None);
        return edition;
    }

    static async Task PeopleAsync(NpgsqlConnection connection, Edition edition)
    {
        // One hash for all: making one takes as long as checking one.
        var hash = new PasswordHasher<Person>().HashPassword(new Person(), Password);
        await RunAsync(connection, $"""
            create temp table place as
            select 'bo' as user_name, unit_id, 'coordinator' as role from unit_version where kind = 'nation'
            union all select 'tinh', unit_id, 'coordinator' from unit_on(date '2025-10-07') where kind = 'province' and code = '38'
            union all (select 'xa', unit_id, 'coordinator' from unit_on(date '2025-10-07') where kind = 'commune' and parent_id = (select unit_id from unit_on(date '2025-10-07') where kind = 'province' and code = '38') order by code limit 1)
            -- Somebody in every other commune, so that what goes to all of them is told to all of them.
            union all (select 'xa' || row_number() over (order by code), unit_id, 'coordinator' from unit_on(date '2025-10-07') u where kind = 'commune'
                          and unit_id <> (select c.unit_id from unit_on(date '2025-10-07') c where c.kind = 'commune' and c.parent_id = (select unit_id from unit_on(date '2025-10-07') where kind = 'province' and code = '38') order by c.code limit 1))
            union all (select 'truong' || (row_number() over (order by r.id) - 1) / {UnitsEach}, r.unit_id, 'reporter' from report r join made m on m.id = r.unit_id where r.edition_id = {edition.Id} and m.kind = 'school' and m.n % 10 < 3 order by r.id limit {Reporters * UnitsEach});
            insert into person (full_name, user_name, normalized_user_name, password_hash, security_stamp, concurrency_stamp)
            select 'Người ' || user_name, user_name, upper(user_name), '{hash}', md5(user_name), md5(user_name) from (select distinct user_name from place) p order by 2;
            insert into membership (person_id, unit_id, role, valid) select p.id, place.unit_id, place.role, '[2025-07-01,)' from place join person p using (user_name) order by p.id, place.unit_id;
            """);
    }

    /// <param name="shareReceived">Of how many in ten of the made-up units the report has come.</param>
    /// <param name="state">The state of the report with a number.</param>
    static async Task FillAsync(NpgsqlConnection connection, Edition edition, int shareReceived, Func<int, string> state)
    {
        var form = StatisticsForm.Load(edition.FormKey!);
        var reports = new List<(Guid Id, UnitKind Kind)>();
        await using (var command = new NpgsqlCommand($"select r.id, u.kind from report r join unit u on u.id = r.unit_id left join made m on m.id = r.unit_id where r.edition_id = {edition.Id} and (m.id is null or m.n % 10 >= {10 - shareReceived}) order by r.unit_id", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) reports.Add((reader.GetGuid(0), UnitKinds.Parse(reader.GetString(1))));
        await RunAsync(connection, "create temp table filled (id uuid primary key, state text, figures bigint[])");
        var random = new Random(edition.Year);
        await using (var copy = await connection.BeginBinaryImportAsync("copy filled from stdin (format binary)"))
        {
            for (var i = 0; i < reports.Count; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(reports[i].Id, NpgsqlDbType.Uuid);
                await copy.WriteAsync(state(i), NpgsqlDbType.Text);
                await copy.WriteAsync(Figures(form, reports[i].Kind, random), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
            }
            await copy.CompleteAsync();
        }
        await RunAsync(connection, Fill(edition.Year));
    }

    /// <summary>Figures right by the form's own checks, also beside those of another year: hardly a cell blank, none ten times another.</summary>
    public static long?[] Figures(StatisticsForm form, UnitKind kind, Random random)
    {
        var figures = new long?[form.Columns.Count];
        foreach (var column in form.Columns.Where(column => column.AskedOf(kind) && !column.Row.DistrictOnly))
            figures[column.Index] = column switch { { AddingUp: AddingUp.Count } => 1, { Row.IsMoney: true } => random.Next(10, 90) * 500_000L, { Measure: TuanHoc.Statistics.Measure.People } => random.Next(100, 900), _ => random.Next(1, 9) };
        foreach (var rule in form.Rules) figures[rule.Whole.Index] = form.SumBeneath(rule.Whole.Row.Key, rule.Whole.Measure, figures).ToStored();
        return figures;
    }

    static string Fill(int year) => $"""
        update report set state = f.state, figures = f.figures, version = 1, write_key = gen_random_uuid(), changed_at = timestamptz '{year}-10-09 03:00Z', handed_on = date '{year}-10-08', changed_by = (select min(id) from person)
          from filled f where f.id = report.id;
        create temp table sent as select r.* from report r join filled f on f.id = r.id;
        insert into report_snapshot (report_id, version, figures, notes, narrative, nothing_occurred) select id, version, figures, notes, narrative, nothing_occurred from sent;
        insert into report_step (report_id, kind, version, at, by, write_key)
        select id, 'submitted', 1, changed_at - interval '1 day', changed_by, case when state = 'submitted' then write_key else gen_random_uuid() end from sent;
        insert into report_step (report_id, kind, version, at, by, reason, write_key)
        select id, state, 1, changed_at, changed_by, case state when 'returned' then 'Kiểm tra lại số lượt người.' end, write_key from sent where state in ('returned', 'accepted');
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select s.at, s.by, r.unit_id, s.kind, 'report', r.id::text, jsonb_build_object('key', s.write_key, 'version', s.version) from report_step s join sent r on r.id = s.report_id order by s.id;
        insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
        select s.at, r.unit_id, r.edition_id, 'report-' || s.kind, 'report', r.id::text from report_step s join sent r on r.id = s.report_id order by s.id;
        drop table filled, sent;
        """;

    /// <summary>The sample plan for every province and a short one, with three of its tasks' bodies, for every commune.</summary>
    static async Task PlansAsync(NpgsqlConnection connection, Edition edition)
    {
        using var reader = new StreamReader(typeof(Rooms).Assembly.GetManifestResourceStream("Samples/ke-hoach-mau.txt")!);
        var text = await reader.ReadToEndAsync();
        var plan = PlanReader.Read(text);
        await PlansOfAsync(connection, edition, "province", text, plan);
        await PlansOfAsync(connection, edition, "commune", text[..2000], plan with { Assignments = [.. plan.Assignments.Take(3)], Activities = [], Outline = [], StatisticsRows = [], LegalBases = [] });
        await RunAsync(connection, """
            insert into report_order (plan_id, pictures) select id, false from plan;
            insert into audit (at, person_id, unit_id, what, thing, thing_id) select made_at, made_by, unit_id, what, 'plan', id::text from plan cross join (values ('read'), ('saved')) as w (what);
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select made_at, unit_id, edition_id, 'plan', 'plan', id::text from plan;
            """);
    }

    static async Task PlansOfAsync(NpgsqlConnection connection, Edition edition, string kind, string text, Plan plan)
    {
        var tasks = (from a in plan.Assignments from t in a.Tasks select (a.Agency, a.Mode, Task: t)).ToList();
        await using var command = new NpgsqlCommand("""
            with kept as (
                insert into plan (id, unit_id, edition_id, state, file_name, text, facts, number, issued_on, title, report_due, form_key, write_key, made_at, made_by, changed_at, changed_by, delivered_at)
                select gen_random_uuid(), v.unit_id, $1, 'saved', 'ke-hoach.txt', $2, $3::jsonb, $4, $5, $6, date '2025-10-20', '2024', gen_random_uuid(), $7, p.id, $7, p.id, $7
                  from unit_on(date '2025-10-07') v cross join (select min(id) as id from person) p where v.kind = $8 returning id)
            insert into task (plan_id, position, agency, mode, text, due, due_to)
            select kept.id, t.place, t.agency, t.mode, t.text, t.due, t.due_to from kept cross join unnest($9::text[], $10::text[], $11::text[], $12::date[], $13::text[]) with ordinality as t (agency, mode, text, due, due_to, place)
            """, connection)
        {
            Parameters =
            {
                new() { Value = edition.Id }, new() { Value = text }, new() { Value = PlanFacts.Write(plan) }, new() { Value = plan.Header.Number?.Value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = plan.Header.IssuedOn?.Value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date }, new() { Value = plan.Header.Title?.Value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = At }, new() { Value = kind }, new() { Value = tasks.Select(t => t.Agency).ToArray() }, new() { Value = tasks.Select(t => t.Mode).ToArray() }, new() { Value = tasks.Select(t => t.Task.Text).ToArray() },
                new() { Value = tasks.Select(t => t.Task.Due).ToArray() }, new() { Value = tasks.Select(t => t.Task.DueTo).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
