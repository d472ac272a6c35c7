using TuanHoc.Web.Portal.Certificates;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Tests.Plans;

namespace TuanHoc.Web.Tests.Access;

/// <summary>The tests of access share one country: making it takes longer than asking.</summary>
[CollectionDefinition]
public sealed class AccessCollection : ICollectionFixture<AccessCountry>;

/// <summary>A column of the table that somebody stands in, and the unit where the column is a role's.</summary>
/// <param name="OnlyReads">They hold no role there: they follow the unit as its standing agency.</param>
public sealed record Holding(string Column, string Level = "", long? Home = null, bool OnlyReads = false);

/// <summary>Someone who tries every door: signed in, with one role or several, each of which opens what it opens alone.</summary>
public sealed record Somebody(IReadOnlyList<Holding> Holds, string Name, string Account, HttpClient Browser, string Token);

/// <summary>A unit of the small country: its kind, what it answers to, the territory it stands in where that is another's, and the unit it went into whole where it has ended.</summary>
public sealed record Place(long Id, string Kind, string Name, long? Parent, long? Ground = null, long? Heir = null);

/// <summary>
/// Two provinces with two communes each, agencies, schools beneath both; everybody who can ask (each role at each level, an administrator,
/// people without a role, a visitor); and for each kind of thing that stands in an address, how one of a unit is made.
/// </summary>
public sealed class AccessCountry(Postgres postgres) : IAsyncLifetime
{
    readonly Dictionary<long, Place> places = [];
    Dictionary<long, Place> everywhere = [];
    readonly Dictionary<long, Guid> reports = [];
    Guid plan;
    long maker, administrator, apart;
    int days, years = 3000;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public Edition Edition { get; private set; } = null!;
    public IReadOnlyList<Somebody> People { get; private set; } = [];
    public IReadOnlyCollection<Place> Places => places.Values;

    /// <summary>Those of the small country, and every other unit there is today, for what lists hold.</summary>
    public IReadOnlyDictionary<long, Place> Everywhere => everywhere;

    /// <summary>Every kind of thing of the table: the values of an address that leads to one of this unit; null where such a unit has none. Made anew when asked, so that a post may change it.</summary>
    public IReadOnlyDictionary<string, Func<Place, Task<Dictionary<string, object>?>>> Things => new Dictionary<string, Func<Place, Task<Dictionary<string, object>?>>>(StringComparer.Ordinal)
    {
        ["–"] = _ => Values(),
        ["unit"] = place => Values(("id", place.Id), ("unitId", place.Id)),
        ["unit below the nation"] = async place => place.Kind == "nation" ? null : await Values(("id", place.Id)),
        ["committee"] = async place => place.Kind is "nation" or "province" or "commune" ? await Values(("id", place.Id)) : null,
        ["report"] = place => reports.TryGetValue(place.Id, out var report) ? Values(("id", report), ("unit", place.Id)) : Task.FromResult<Dictionary<string, object>?>(null),
        ["picture"] = async place => reports.TryGetValue(place.Id, out var report) ? await Values(("id", report), ("picture", await PictureAsync(report))) : null,
        ["report file"] = async place => reports.TryGetValue(place.Id, out var report) ? await Values(("id", report), ("file", await FileAsync(report))) : null,
        ["extension"] = async place => reports.TryGetValue(place.Id, out var report) ? await Values(("id", report), ("extension", await ExtensionAsync(report))) : null,
        ["report entered for its unit"] = async place => reports.TryGetValue(place.Id, out var report) ? await Values(("id", await BehalfAsync(report))) : null,
        ["check"] = async place => reports.TryGetValue(place.Id, out var report) ? await Values(("id", await CheckAsync(report))) : null,
        ["plan read"] = async place => await Values(("id", await PlanAsync(place.Id, "read"))),
        ["plan saved"] = async place => await Values(("id", await PlanAsync(place.Id, "saved"))),
        ["plan draft"] = async place => await Values(("id", await DraftAsync(place.Id)), ("version", 1)),
        ["plan issued"] = async place => await Values(("id", await IssuedAsync(place.Id))),
        ["plan with a task"] = async place => await Values(("id", await PlanForAsync(place.Id))),
        ["task of a unit"] = async place => await Values(("id", await UnitTaskAsync(place.Id))),
        ["account of a task"] = async place => await AccountAsync(place.Id),
        ["inspection"] = async place => await InspectionAsync(place.Id),
        ["material"] = place => Values(("unitId", place.Id), ("kind", "invitation")),
        ["activity"] = async place => await Values(("id", await ActivityAsync(place.Id))),
        ["shown activity"] = async place => await Values(("id", await ActivityAsync(place.Id, isShown: true))),
        ["file of activities"] = async place => await Values(("id", await ActivityFileAsync(place.Id))),
        ["picture of an activity"] = async place => await PictureOfAsync(await ActivityAsync(place.Id), isPublic: false),
        ["public picture"] = async place => await PictureOfAsync(await ActivityAsync(place.Id, isShown: true), isPublic: true),
        ["flag of an activity"] = async place => await Values(("flag", await FlagAsync(await ActivityAsync(place.Id, isShown: true)))),
        ["activity with a door"] = async place => await Values(("id", await DoorAsync(place.Id))),
        ["link of a registration"] = async place => await Values(("token", await RegistrationAsync(await DoorAsync(place.Id)))),
        ["certificate"] = async place => await Values(("code", await CertificateAsync(await DoorAsync(place.Id)))),
        ["import"] = async place => place.Kind == "school" ? null : await Values(("id", await ImportAsync(place.Id))),
        ["workbook of another"] = async place => await Values(("id", await WorkbookAsync(place.Id)), ("place", 0)),
        ["decision"] = async _ => await Values(("id", await DecisionAsync())),
        ["person"] = async place => await Values(("id", await SomeoneAsync(place.Id))),
        ["session of another"] = async place => await Values(("id", await SessionAsync(await SomeoneAsync(place.Id)))),
        ["erasure asked"] = async place => await Values(("id", await Data.ScalarAsync<long>("insert into erasure (person_id, asked_at) values ($1, now()) returning id", await SomeoneAsync(place.Id)))),
        ["invitation"] = async place => await Values(("id", (await LinkAsync(place.Id, "viewer")).Id)),
        ["invitation of an administrator"] = async _ => await Values(("id", (await LinkAsync(unit: null, "administrator")).Id)),
        ["link of an invitation"] = async _ => await Values(("token", (await LinkAsync(apart, "viewer")).Token)),
        ["membership"] = async place => await Values(("id", await MembershipAsync(place.Id))),
        ["administrator"] = async _ => await Values(("id", await Data.ScalarAsync<long>("insert into person (full_name, is_administrator) values ('Quản trị sẽ thôi', true) returning id"))),
        ["letter"] = async _ => await Values(("id", await Data.ScalarAsync<long>("insert into mail (recipient, subject, text, state, made_at) values ('ai@xa.example', 'Thư', 'Thư', 'failed', now()) returning id"))),
        ["message of another"] = async place => await Values(("id", await Data.ScalarAsync<long>("insert into message (person_id, kind, once, subject, text, at) values ($1, 'plan', 'x', 'Tin', 'Tin', now()) returning id", await SomeoneAsync(place.Id)))),
        ["link of a lost password"] = async place => await PasswordLinkAsync(place.Id),
        ["link of a letter"] = async place => await Values(("token", App.Services.GetRequiredService<Unsubscribing>().Path(await SomeoneAsync(place.Id), "plan").Split('/')[^1])),
        ["form key"] = _ => Values(("key", "2024")),
        ["form file"] = _ => Values(("form", "2024")),
        ["form draft"] = async place => place.Kind == "nation" ? await Values(("id", await FormDraftAsync())) : null,
        ["draft of own rows"] = async place => place.Kind == "province" ? await Values(("id", await FormDraftAsync(place.Id))) : null,
        ["api token of another"] = async place => await Values(("id", await Data.ScalarAsync<long>("insert into api_token (person_id, security_stamp, name, token_hash, scopes, made_at, expires_at) values ($1, '', 'Khóa', decode(md5(random()::text), 'hex'), '{read}', now(), now() + interval '1 day') returning id", await SomeoneAsync(place.Id)))),
        ["calendar feed"] = async place => await FeedAsync(place.Id),
        ["first invitation"] = async _ => await Values(("token", await InvitationAsync())),
    };

    /// <summary>How a unit lies to someone: own, child (directly below), below (further), ground (stands in the own unit and answers elsewhere), heir (ended, and the own unit took it whole), former (ended, and its ground is now that of one below), parent (any above), sibling, other; nothing for who has no unit.</summary>
    string Relation(Holding held, Place place)
    {
        if (held.Home is not { } home) return "";
        if (place.Heir is { } heir) return heir == home ? "heir" : Above(heir).Contains(home) ? "former" : "other";
        if (place.Id == home) return "own";
        if (place.Parent == home) return "child";
        if (Above(place.Id).Contains(home)) return "below";
        if (place.Ground == home) return "ground";
        if (Above(home).Contains(place.Id)) return "parent";
        return place.Parent == everywhere[home].Parent ? "sibling" : "other";
    }

    /// <summary>One unit of each kind in each relation, with the answer that the line promises there; the person's own place where no thing of a unit stands in the address.</summary>
    public IEnumerable<(Place Place, string Relation, string Expected)> Met(Somebody who, AccessLine line)
    {
        if (line.Thing == "–") return [Meeting(who, line, Places.First(place => place.Id == (who.Holds[0].Home ?? place.Id)), held => held.Home is null ? "" : "own")];
        return Places.Select(place => Meeting(who, line, place)).DistinctBy(met => (met.Relation, met.Place.Kind));
    }

    /// <summary>How somebody stands to one unit, and the answer that the line promises there.</summary>
    public (Place Place, string Relation, string Expected) Meeting(Somebody who, AccessLine line, Place place) => Meeting(who, line, place, held => Relation(held, place));

    static (Place Place, string Relation, string Expected) Meeting(Somebody who, AccessLine line, Place place, Func<Holding, string> relation)
    {
        var answers = who.Holds.Select(held => line.Expected(held, relation(held))).ToList();
        return (place, string.Join('+', who.Holds.Select(relation)), answers.Contains(AccessLine.Open) ? AccessLine.Open : answers[0]);
    }

    public async ValueTask InitializeAsync()
    {
        // In sample mode people sign in by a button, and no password is hashed for each.
        App = new App(await postgres.CloneAsync(), sample: true);
        Data = new TestData(App);
        places[1] = new(1, "nation", "Cả nước", null);
        var province = await AddAsync("province", "Tỉnh Một", 1);
        var elsewhere = await AddAsync("province", "Tỉnh Hai", 1);
        var agency = await AddAsync("agency", "Sở Giáo dục và Đào tạo Một", province);
        var commune = await AddAsync("commune", "Xã Một", province);
        var school = await AddAsync("school", "Trường Tiểu học Một", commune);
        await AddAsync("school", "Trường Tiểu học Hai", commune);
        await AddAsync("commune", "Xã Hai", province);
        // It stands in the commune and answers to the agency.
        var upper = await AddAsync("school", "Trường Trung học phổ thông Một", agency);
        places[upper] = places[upper] with { Ground = commune };
        await Data.RunAsync("update unit_version set territory_id = $2 where unit_id = $1", upper, commune);
        await AddAsync("agency", "Sở Giáo dục và Đào tạo Hai", elsewhere);
        foreach (var name in new[] { "Xã Ba", "Xã Bốn" }) await AddAsync("school", $"Trường Tiểu học {name}", await AddAsync("commune", name, elsewhere));

        // It was there in the Week, so that it was asked, and has gone into another since.
        var former = await AddAsync("commune", "Xã Cũ", province);
        places[former] = places[former] with { Heir = commune };
        await Data.RunAsync("update unit_version set valid = daterange('2021-01-01', vietnam_day(now()) - 30) where unit_id = $1", former);
        await Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, vietnam_day(now()) - 30, true)", former, commune);

        // A year of its own, after that of the samples.
        Edition = await Data.EditionAsync(2026);
        await Data.LedgerAsync(Edition);
        foreach (var place in Places.Where(p => p.Kind != "nation")) reports[place.Id] = Guid.Parse((await Data.ReportAsync(Edition, place.Id))["/reports/".Length..], CultureInfo.InvariantCulture);

        var people = new List<Somebody>();
        foreach (var (level, unit) in AccessTable.Levels.Zip([1L, province, agency, commune, school]))
            foreach (var role in AccessTable.Roles)
                people.Add(await SignedInAsync($"{role} of a {level}", await Data.PersonAsync("Người có vai trò", (unit, role)), new Holding(role, level, unit)));
        people.Add(await SignedInAsync("coordinator of a commune and viewer of another province", await Data.PersonAsync("Người ở hai nơi", (commune, "coordinator"), (elsewhere, "viewer")), new("coordinator", "commune", commune), new("viewer", "province", elsewhere)));
        // Whoever stands in a standing agency reads as a viewer of the committee would, and does no more.
        var standing = await Data.UnitAsync("agency", "Cơ quan thường trực Một", province);
        await Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", Edition.Id, province, standing);
        people.Add(await SignedInAsync("viewer of the standing agency of a province", await Data.PersonAsync("Người của cơ quan thường trực", (standing, "viewer")), new Holding("viewer", "province", province, OnlyReads: true)));
        people.Add(await SignedInAsync("administrator", await Data.AdministratorAsync(), new Holding("administrator")));
        people.Add(await SignedInAsync("someone without a role", await Data.PersonAsync("Người chưa có vai trò"), new Holding("nobody")));
        people.Add(await SignedInAsync("someone whose role has ended", await FormerAsync(province), new Holding("nobody")));
        var visitor = App.Visitor();
        people.Add(new([new("visitor")], "a visitor", "", visitor, (await visitor.TokenAsync("/signin")).Single().Value));
        People = people;

        // Nobody of the country has a role here.
        apart = await Data.UnitAsync("school", "Trường Mời Người", elsewhere);
        administrator = await Data.ScalarAsync<long>("select min(id) from person where is_administrator");
        plan = await PlanOfDoorAsync();
        maker = await Data.ScalarAsync<long>("select made_by from plan where id = $1", plan);
        everywhere = (await Data.ScalarAsync<string[]>("select array_agg(concat_ws('|', unit_id, kind, coalesce(parent_id, 0), coalesce(territory_id, 0), name)) from unit_on(vietnam_day(now()))"))
            .Select(line => line.Split('|', 5)).Select(unit => new Place(Id(unit[0]), unit[1], unit[4], Id(unit[2]) is > 0 and var parent ? parent : null, Id(unit[3]) is > 0 and var ground ? ground : null))
            .Concat(Places).GroupBy(place => place.Id).ToDictionary(same => same.Key, same => same.Last());

        static long Id(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Signs in again with the same browser, after an answer that changed who is signed in.</summary>
    public async Task SignInAsync(HttpClient browser, string account)
    {
        var form = (await browser.PageAsync("/signin")).Form("/signin");
        using var response = await browser.PostAsync("/signin", new FormUrlEncodedContent([.. form.Filled().Where(field => field.Key.StartsWith("__", StringComparison.Ordinal)), new("sample", account), new("back", "/")]), Cancel);
        Assert.Equal("/", response.Headers.Location?.ToString());
    }

    IEnumerable<long> Above(long id)
    {
        for (var place = everywhere[id]; place.Parent is { } parent; place = everywhere[parent]) yield return parent;
    }

    async Task<long> AddAsync(string kind, string name, long parent)
    {
        var id = await Data.UnitAsync(kind, name, parent);
        places[id] = new(id, kind, name, parent);
        return id;
    }

    async Task<string> FormerAsync(long unit)
    {
        var account = await Data.PersonAsync("Người thôi việc", (unit, "coordinator"));
        await Data.RunAsync("update membership set valid = daterange('2021-01-01', vietnam_day(now()) - 1) where person_id = (select id from person where user_name = $1)", account);
        return account;
    }

    async Task<Somebody> SignedInAsync(string name, string account, params Holding[] holds)
    {
        await Data.RunAsync("update person set is_sample = true where user_name = $1", account);
        var browser = App.Visitor();
        await SignInAsync(browser, account);
        return new(holds, name, account, browser, (await browser.TokenAsync()).Single().Value);
    }

    async Task<Guid> PlanOfDoorAsync()
    {
        var path = await PlanWorld.BringAsync(People.First(p => p.Holds[0] is { Column: "coordinator", Level: "nation" }).Browser);
        return Guid.Parse(path["/plans/".Length..], CultureInfo.InvariantCulture);
    }

    async Task<Guid> PlanAsync(long unit, string state)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into plan (id, unit_id, state, file_name, text, facts, title, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, $3, file_name, text, facts, title, $1, made_at, made_by, changed_at, changed_by from plan where id = $4
            """, id, unit, state, plan);
        return id;
    }

    async Task<Guid> DraftAsync(long unit)
    {
        var (id, draft) = (Guid.CreateVersion7(), DraftJson.Write(PlanStart.Blank(new("Đơn vị", null, "KH-DV", "Hà Nội", null, null, null), 2025)));
        await Data.RunAsync("""
            insert into plan (id, unit_id, state, file_name, text, facts, draft, title, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, 'draft', '', '', facts, $4::jsonb, title, $1, made_at, made_by, changed_at, changed_by from plan where id = $3
            """, id, unit, plan, draft);
        await Data.RunAsync("insert into plan_version (plan_id, version, at, by, draft) select id, 1, made_at, made_by, draft from plan where id = $1", id);
        return id;
    }

    async Task<Guid> IssuedAsync(long unit)
    {
        var id = await DraftAsync(unit);
        await Data.RunAsync("update plan set state = 'saved', number = '12/KH-DV', draft = draft || '{\"issuedOn\": \"2025-09-01\", \"number\": 12}', issued_on = '2025-09-01', issued_at = now(), issued_by = made_by where id = $1", id);
        await Data.RunAsync("insert into plan_delivery (plan_id, unit_id, at) values ($1, $2, now())", id, apart);
        await Data.RunAsync("insert into plan_signed_file (plan_id, name, sha256, content, compared, at, by) select id, 'ban-ky.pdf', sha256('%PDF-1.7'), '%PDF-1.7', false, made_at, made_by from plan where id = $1", id);
        return id;
    }

    // A plan of the nation that gives this unit something to do.
    async Task<Guid> PlanForAsync(long unit)
    {
        var id = await PlanAsync(1, "saved");
        await Data.RunAsync("insert into task (plan_id, position, agency, unit_id, text) values ($1, 1, 'Đơn vị được giao', $2, 'Tổ chức lễ khai mạc')", id, unit);
        return id;
    }

    async Task<long> UnitTaskAsync(long unit) =>
        await Data.ScalarAsync<long>("insert into unit_task (task_id, unit_id) select id, unit_id from task where plan_id = $1 returning id", await PlanForAsync(unit));

    async Task<Dictionary<string, object>?> AccountAsync(long unit)
    {
        var task = await UnitTaskAsync(unit);
        return await Values(("id", task), ("account", await Data.ScalarAsync<long>("""
            insert into task_account (unit_task_id, at, by, sentence, file_name, file_sha256, file_content, write_key) values ($1, now(), $2, 'Đã làm', 'a.pdf', sha256('a'), 'a', $3) returning id
            """, task, administrator, Guid.CreateVersion7())));
    }

    async Task<Dictionary<string, object>?> InspectionAsync(long unit)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into inspection (id, edition_id, unit_id, title, questions, seed, below_id, kinds, drawn_on, drawn_from, made_at, made_by, write_key)
            values ($1, $2, $3, 'Kiểm tra', '{"Có kế hoạch không?"}', 1, 1, '{school}', vietnam_day(now()), 1, now(), $4, $1)
            """, id, Edition.Id, unit, maker);
        return await Values(("id", id), ("visit", await Data.ScalarAsync<long>("insert into inspection_visit (inspection_id, unit_id) values ($1, $2) returning id", id, apart)));
    }

    // A province has one draft a year: each has a year of its own.
    async Task<Guid> FormDraftAsync(long? province = null)
    {
        var (id, nation) = (Guid.CreateVersion7(), TuanHoc.Statistics.StatisticsForm.Load("2024").Definition);
        await Data.RunAsync("insert into form_draft (id, owner_id, year, from_key, definition, write_key, made_at, made_by, changed_at, changed_by) values ($1, $2::bigint, $3::integer, '2024', $4::jsonb, $1, now(), $5, now(), $5)",
            id, province, province is null ? null : Interlocked.Increment(ref years), (province is null ? nation.Next($"thu_{id:N}") : nation.WithOwnRows($"thu_{id:N}", before: null)).ToJson(), administrator);
        return id;
    }

    async Task<Guid> ActivityAsync(long unit, bool isShown = false)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, write_key, made_at, made_by, changed_at, changed_by)
            values ($1, $2, $3, 'ceremony', 'Lễ khai mạc', '2026-10-01 01:00Z', $1, now(), $4, now(), $4)
            """, id, Edition.Id, unit, maker);
        if (isShown) await Data.RunAsync("update activity set showing = 'public', showing_at = now(), showing_by = $2 where id = $1", id, maker);
        if (isShown) await Data.RunAsync("insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values (now(), $2, $3, 'activity-shown', 'activity', $1::text)", id, unit, Edition.Id);
        return id;
    }

    /// <summary>An activity that everybody sees, still to come, that takes registrations.</summary>
    async Task<Guid> DoorAsync(long unit)
    {
        var id = await ActivityAsync(unit, isShown: true);
        await Data.RunAsync("update activity set from_at = '2090-10-01 01:00Z' where id = $1", id);
        await Data.RunAsync("insert into activity_door (activity_id, seats, opens_at, changed_at) values ($1, 20, now(), now())", id);
        return id;
    }

    async Task<string> RegistrationAsync(Guid activity)
    {
        var (id, token) = (Guid.CreateVersion7(), LinkSecret.New());
        await Data.RunAsync("insert into registration (id, activity_id, place, write_key, name, contact, contact_key, by_mail, people, state, consent, consented_at, language, made_at, changed_at) values ($1, $2, 1, $1, 'Ai Đó', '0912345678', '0912345678', false, 1, 'seated', '2026-1', now(), 'vi', now(), now())", id, activity);
        await Data.RunAsync("update activity_door set taken = 1, last_place = 1 where activity_id = $1", activity);
        await Data.RunAsync("insert into registration_link (hash, registration_id, made_at) values ($1, $2, now())", LinkSecret.Hash(token), id);
        return token;
    }

    async Task<string> CertificateAsync(Guid activity)
    {
        var code = CertificateCode.New();
        await Data.RunAsync("insert into certificate (code, activity_id, name, made_at) values ($1, $2, 'Ai Đó', now())", code, activity);
        return code;
    }

    async Task<Dictionary<string, object>?> PictureOfAsync(Guid activity, bool isPublic)
    {
        var (id, content) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(40));
        await Data.RunAsync("insert into activity_picture (id, activity_id, type, width, height, content, sha256, consent, is_public, added_at, added_by) values ($1, $2, 'image/png', 1, 1, $3, sha256($3), 'nobody', $5, now(), $4)", id, activity, content, maker, isPublic);
        return await Values(("id", activity), ("picture", id));
    }

    async Task<Guid> FlagAsync(Guid activity)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("insert into activity_flag (id, activity_id, reason, made_at) values ($1, $2, 'wrong', now())", id, activity);
        return id;
    }

    async Task<Guid> FileAsync(Guid report)
    {
        var (id, content) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(40));
        await Data.RunAsync("insert into report_file (id, report_id, name, content, sha256, since, added_at, added_by) values ($1, $2, 'a.pdf', $3, sha256($3), 0, now(), $4)", id, report, content, maker);
        return id;
    }

    async Task<Guid> PictureAsync(Guid report)
    {
        var (id, content) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(40));
        await Data.RunAsync("insert into report_picture (id, report_id, type, width, height, content, sha256, added_at, added_by) values ($1, $2, 'image/png', 1, 1, $3, sha256($3), now(), $4)", id, report, content, maker);
        await Data.RunAsync("update report set pictures = pictures || jsonb_build_object('id', $2::text, 'caption', '') where id = $1", report, id);
        return id;
    }

    // One waits a report; whoever tries at the same time is given the same.
    Task<long> ExtensionAsync(Guid report) => Data.ScalarAsync<long>("""
        insert into report_extension (report_id, until, reason, given, at, by, write_key) values ($1, '2026-12-01', 'Bão', false, now(), $2, gen_random_uuid())
            on conflict (report_id) where verdict is null do update set at = excluded.at returning id
        """, report, administrator);

    // Confirmed: an entry that is not opens the report to its receiver, and the other lines ask of one that nobody entered.
    async Task<Guid> BehalfAsync(Guid report)
    {
        await Data.RunAsync("insert into report_behalf values ($1, 'paper', '2025-10-09', 'a.pdf', sha256('%PDF-'), '%PDF-', now(), $2, gen_random_uuid(), now(), $2) on conflict do nothing", report, administrator);
        return report;
    }

    async Task<long> CheckAsync(Guid report) => await Data.ScalarAsync<long>("""
        insert into report_check (report_id, version, receiver_id, seed, drawn_at, drawn_by, write_key) select id, version, coalesce(receiver_id, unit_id), 1, now(), $2, gen_random_uuid() from report where id = $1
        on conflict (report_id, version) do update set seed = 1 returning id
        """, report, administrator);

    async Task<string> InvitationAsync()
    {
        var token = RandomNumberGenerator.GetHexString(32);
        await Data.RunAsync("insert into invitation (token_hash, purpose, made_at, expires_at) values ($1, 'first-administrator', now(), now() + interval '1 day')", SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        return token;
    }

    async Task<Guid> ImportAsync(long unit)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into unit_import (id, root_id, begins, file_name, content, sha256, state, made_by, made_at, changed_by, changed_at)
            values ($1, $2, vietnam_day(now()), 'truong.csv', $3, sha256($3), 'failed', $4, now(), $4, now())
            """, id, unit, "x"u8.ToArray(), maker);
        return id;
    }

    async Task<Guid> ActivityFileAsync(long unit)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into activity_import (id, edition_id, unit_id, file_name, state, reading, made_by, made_at, changed_at)
            values ($1, $2, $3, 'hoat-dong.xlsx', 'checked', '{"Name": "Hoạt động", "Columns": {"kind": 0}, "Unread": [], "Rows": [{"Number": 4, "Cells": {"kind": "La"}, "Formulas": [], "Cut": []}]}', $4, now(), now())
            """, id, Edition.Id, unit, maker);
        return id;
    }

    async Task<Guid> WorkbookAsync(long unit)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("insert into workbook_upload (id, edition_id, file_name, state, made_by, made_at, changed_at) values ($1, $2, 'bieu.xlsx', 'read', $3, now(), now())", id, Edition.Id, await SomeoneAsync(unit));
        await Data.RunAsync("insert into workbook_sheet (upload_id, place, file, name, reading, asks, state) values ($1, 0, 'bieu.xlsx', 'Trang 1', '{\"Rows\": []}', 'report', 'asking')", id);
        return id;
    }

    async Task<long> DecisionAsync()
    {
        var id = await Data.ScalarAsync<long>("""
            insert into unit_decision (kind, number, issuer, signed_on, on_day, made_by, made_at, write_key)
            values ('rename', '12/NQ-HĐND', 'Hội đồng nhân dân', '2026-01-01', '2026-02-01', $1, now(), gen_random_uuid()) returning id
            """, maker);
        await Data.RunAsync("insert into unit_decision_file (decision_id, name, content, sha256) values ($1, 'qd.pdf', $2, sha256($2))", id, "%PDF-"u8.ToArray());
        return id;
    }

    async Task<long> SomeoneAsync(long unit) =>
        await Data.ScalarAsync<long>("select id from person where user_name = $1", await Data.PersonAsync("Người khác", (unit, "viewer")));

    async Task<Dictionary<string, object>?> FeedAsync(long unit)
    {
        var token = LinkSecret.New();
        var id = await Data.ScalarAsync<long>("insert into calendar_feed (person_id, token_hash, made_at) values ($1, $2, now()) returning id", await SomeoneAsync(unit), LinkSecret.Hash(token));
        return await Values(("id", id), ("token", token));
    }

    async Task<Dictionary<string, object>?> PasswordLinkAsync(long unit)
    {
        var token = LinkSecret.New();
        await Data.RunAsync("insert into password_link (person_id, token_hash, made_at, expires_at) values ($1, $2, now(), now() + interval '1 day')", await SomeoneAsync(unit), LinkSecret.Hash(token));
        return await Values(("token", token));
    }

    async Task<Guid> SessionAsync(long person) => await Data.ScalarAsync<Guid>(
        "insert into session (id, person_id, security_stamp, how, device, address, begun_at, seen_at, proved_at) select gen_random_uuid(), id, security_stamp, 'password', '', '', now(), now(), now() from person where id = $1 returning id", person);

    // Each for a day of its own long from now: who takes one has no role by it today, and may take another.
    async Task<(long Id, string Token)> LinkAsync(long? unit, string role)
    {
        var token = RandomNumberGenerator.GetHexString(32);
        var id = await Data.ScalarAsync<long>("""
            insert into invitation (token_hash, purpose, made_at, expires_at, full_name, unit_id, role, valid, made_by, form_key)
            values ($1, 'person', now(), now() + interval '1 day', 'Người được mời', $2::bigint, $3, daterange('2099-01-01'::date + $4, '2099-01-01'::date + $4 + 1), $5, gen_random_uuid()) returning id
            """, SHA256.HashData(Encoding.ASCII.GetBytes(token)), unit, role, Interlocked.Increment(ref days), administrator);
        return (id, token);
    }

    async Task<long> MembershipAsync(long unit) =>
        await Data.ScalarAsync<long>("with p as (insert into person (full_name) values ('Người của đơn vị') returning id) insert into membership (person_id, unit_id, role, valid) select id, $1, 'viewer', '[2021-01-01,)' from p returning id", unit);

    Task<Dictionary<string, object>?> Values(params (string Name, object Value)[] values)
    {
        var filled = new Dictionary<string, object>(StringComparer.Ordinal) { ["year"] = Edition.Year, ["key"] = Guid.CreateVersion7(), ["kind"] = "rename", ["extension"] = "csv", ["path"] = "khong-co-trang-nay" };
        // What a thing says of itself goes before what any address may be filled with.
        foreach (var (name, value) in values) filled[name] = value;
        return Task.FromResult<Dictionary<string, object>?>(filled);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in People) person.Browser.Dispose();
        await App.DisposeAsync();
    }
}
