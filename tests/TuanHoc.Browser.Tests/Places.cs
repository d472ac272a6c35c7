using TuanHoc.Plans.Writing;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Browser.Tests;

/// <summary>Where the things of the sample stand, and those that it has none of, made when they are asked for: {name} in an address becomes a path.</summary>
sealed class Places(Desk desk)
{
    const string Edition = "(select id from edition where year = 2025)", Token = "5EED0000000000000000000000000000";

    readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    public async Task<string> AddressAsync(string address)
    {
        if (!address.StartsWith('{')) return address;
        var end = address.IndexOf('}', StringComparison.Ordinal);
        var name = address[1..end];
        if (!known.TryGetValue(name, out var place)) known[name] = place = await PlaceAsync(name);
        return place + address[(end + 1)..];
    }

    static string Unit(string person) => $"(select m.unit_id from membership m join person p on p.id = m.person_id where p.user_name = '{person}' and upper_inf(m.valid))";

    static string Person(string person) => $"(select id from person where user_name = '{person}')";

    Task<string> PlaceAsync(string name) => name switch
    {
        "open" => desk.ReportOfAsync("tieuhoc"),
        "draft" => desk.ReportOfAsync("thpt"),
        "returned" => desk.ReportOfAsync("thcs"),
        "submitted" => desk.ReportOfAsync("tthtcd"),
        "commune" => desk.ReportOfAsync("xa.dieuphoi"),
        "not theirs" => desk.ReportOfAsync("tinh.dieuphoi"),
        "accepted" => desk.AskAsync<string>("""
            select '/reports/' || r.id from report r join membership m on m.unit_id = r.receiver_id join person p on p.id = m.person_id
             where p.user_name = 'xa.dieuphoi' and r.state = 'accepted' and not r.nothing_occurred order by r.unit_id limit 1
            """),
        "nation totals" => desk.TotalsOfAsync("bo.dieuphoi"),
        "province totals" => desk.TotalsOfAsync("tinh.dieuphoi"),
        "commune totals" => desk.TotalsOfAsync("xa.dieuphoi"),
        "compared" => desk.AskAsync<string>($"select '/totals/compare/' || {Unit("tinh.dieuphoi")}"),
        "unit" => desk.AskAsync<string>($"select '/units/' || {Unit("xa.dieuphoi")}"),
        "materials" => desk.AskAsync<string>($"select '/materials/' || {Unit("xa.dieuphoi")}"),
        "province" => desk.AskAsync<string>($"select '/units/' || {Unit("tinh.dieuphoi")}"),
        "old unit" => desk.AskAsync<string>("select '/units/' || from_unit from succession order by from_unit limit 1"),
        "district" => desk.AskAsync<string>("select '/units/' || unit_id from unit_on('2021-06-01') where name = 'Quận Phú Nhuận'"),
        "of the unit" => desk.AskAsync<string>($"select 'unit=' || {Unit("xa.dieuphoi")}"),
        "plan" => desk.AskAsync<string>($"select '/plans/' || id from plan where state = 'saved' and issued_at is null and unit_id = {Unit("tinh.dieuphoi")} order by id limit 1"),
        "draft plan" => DraftAsync(),
        "issued plan" => IssuedAsync(),
        "letter of the nation" => desk.AskAsync<string>($"""
            insert into plan (id, unit_id, state, file_name, text, facts, title, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), {Unit("bo.dieuphoi")}, 'saved', file_name, text, facts, title, gen_random_uuid(), made_at, made_by, changed_at, changed_by from plan where state = 'saved' order by id limit 1
            returning '/plans/' || id
            """),
        "task" => desk.AskAsync<string>($"""
            with made as (insert into unit_task (task_id, unit_id) select min(id), {Unit("xa.dieuphoi")} from task on conflict do nothing returning id)
            select '/tasks/' || coalesce((select id from made), (select min(id) from unit_task where unit_id = {Unit("xa.dieuphoi")}))
            """),
        "form draft" => desk.AskAsync<string>($"""
            insert into form_draft (id, from_key, definition, write_key, made_at, made_by, changed_at, changed_by)
            values (gen_random_uuid(), '2024', '{TuanHoc.Statistics.StatisticsForm.Load("2024").Definition.Next("2027").ToJson().Replace("'", "''", StringComparison.Ordinal)}', gen_random_uuid(), '2025-09-20Z', {Person("quantri")}, '2025-09-20Z', {Person("quantri")})
            returning '/forms/drafts/' || id
            """),
        "activity" => desk.AskAsync<string>($"""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, to_at, programme, write_key, made_at, made_by, changed_at, changed_by)
            values (gen_random_uuid(), {Edition}, {Unit("xa.dieuphoi")}, 'ceremony', 'Lễ khai mạc Tuần lễ', '2025-10-01 01:00Z', '2025-10-01 03:00Z', 'Chào cờ; phát động; tặng sách.', gen_random_uuid(), '2025-09-20Z', {Person("xa.dieuphoi")}, '2025-09-20Z', {Person("xa.dieuphoi")})
            returning '/activities/' || id
            """),
        "lately" => desk.AskAsync<string>("select '/week/activities/' || id from activity where showing = 'public' and state <> 'cancelled' and from_at between '2025-09-25' and '2025-10-21' order by id limit 1"),
        "shown" => desk.AskAsync<string>($"select '/week/activities/' || id from activity where showing = 'public' order by id limit 1"),
        "door" => DoorAsync("/week/activities/"),
        "registered" => RegisteredAsync(),
        "registration" => RegistrationAsync(),
        "certificate" => CertificateAsync(),
        "public unit" => desk.AskAsync<string>($"select '/week/units/' || unit_id from activity where showing = 'public' order by id limit 1"),
        "inspection" => desk.AskAsync<string>($"""
            insert into inspection (id, edition_id, unit_id, title, questions, seed, below_id, kinds, drawn_on, drawn_from, made_at, made_by, write_key)
            values (gen_random_uuid(), {Edition}, {Unit("xa.dieuphoi")}, 'Kiểm tra việc tổ chức Tuần lễ', array['Có kế hoạch không?', 'Có lễ khai mạc không?'], 7, {Unit("xa.dieuphoi")}, array['school'], '2025-10-02', 3, '2025-10-02Z', {Person("xa.dieuphoi")}, gen_random_uuid())
            returning '/inspections/' || id
            """),
        "visit" => VisitAsync(),
        "decision" => desk.AskAsync<string>($"""
            insert into unit_decision (kind, number, issuer, signed_on, on_day, made_by, made_at, write_key)
            values ('rename', '12/NQ-HĐND', 'Hội đồng nhân dân tỉnh', '2025-09-01', '2025-09-15', {Person("quantri")}, '2025-09-02Z', gen_random_uuid()) returning '/decisions/' || id
            """),
        "import" => desk.AskAsync<string>($"""
            insert into unit_import (id, root_id, begins, file_name, content, sha256, state, made_by, made_at, changed_by, changed_at)
            values (gen_random_uuid(), {Unit("tinh.dieuphoi")}, '2025-10-20', 'truong.csv', 'x', sha256('x'), 'failed', {Person("tinh.dieuphoi")}, '2025-10-20Z', {Person("tinh.dieuphoi")}, '2025-10-20Z') returning '/units/import/' || id
            """),
        "workbook" => desk.AskAsync<string>($$"""
            with upload as (insert into workbook_upload (id, edition_id, file_name, state, made_by, made_at, changed_at)
                values (gen_random_uuid(), {{Edition}}, 'bieu-so-lieu-tuan-le-2025-truong-tieu-hoc.xlsx', 'read', {{Person("tieuhoc")}}, '2025-10-20Z', '2025-10-20Z') returning id),
            sheet as (insert into workbook_sheet (upload_id, place, file, name, report_id, reading, asks, state)
                select id, 0, 'bieu-so-lieu-tuan-le-2025-truong-tieu-hoc.xlsx', 'Sheet1', (select r.id from report r where r.edition_id = {{Edition}} and r.unit_id = {{Unit("tieuhoc")}}),
                       '{"Rows": [{"Number": 5, "Cells": ["2", "Số tin bài về các hoạt động của Tuần lễ", "Tin, bài/cuộc", "14", "", "báo tường"], "Formulas": []}], "Stamp": null, "Layout": null}', 'match', 'asking' from upload)
            select '/reports/workbooks/' || id from upload
            """),
        "activity file" => desk.AskAsync<string>($$"""
            insert into activity_import (id, edition_id, unit_id, file_name, state, reading, made_by, made_at, changed_at)
            values (gen_random_uuid(), {{Edition}}, {{Unit("tieuhoc")}}, 'hoat-dong-cua-truong-trong-tuan-le-2025.xlsx', 'checked', '{"Name": "Hoạt động", "Columns": {"kind": 0, "title": 1, "day": 2, "from": 3, "place.0.name": 6}, "Unread": ["Người phụ trách"], "Rows": [
                {"Number": 4, "Cells": {"kind": "Lễ khai mạc", "title": "Lễ khai mạc Tuần lễ", "day": "01/10/2025", "from": "07:30", "place.0.name": "Sân trường"}, "Formulas": [], "Cut": []},
                {"Number": 5, "Cells": {"kind": "Lễ khai mạc", "title": "Lễ khai mạc của các lớp", "day": "01/10/2025", "from": "14:00", "place.0.name": "Sân trường"}, "Formulas": [], "Cut": []},
                {"Number": 6, "Cells": {"kind": "Dạ hội", "title": "Đêm đọc sách", "day": "31/09/2025"}, "Formulas": ["from"], "Cut": []}]}', {{Person("tieuhoc")}}, '2025-09-20Z', '2025-09-20Z') returning '/activities/import/' || id
            """),
        "membership" => desk.AskAsync<string>($"select '/memberships/' || min(m.id) from membership m where m.unit_id = {Unit("tieuhoc")}"),
        "person" => desk.AskAsync<string>($"select '/accounts/' || {Person("tieuhoc")} || '/second-factor'"),
        "lines of a person" => desk.AskAsync<string>($"select '/audit?person=' || {Person("tieuhoc")}"),
        "erasures" => desk.AskAsync<string>($"insert into erasure (person_id, asked_at) values ({Person("thcs")}, '2025-10-20Z') on conflict do nothing; select '/people/erasures'"),
        "mail" => desk.AskAsync<string>("""
            insert into mail (recipient, subject, text, state, tries, last_error, made_at) values ('dia.chi.rat.dai.cua.mot.truong@xa-binh-lu.laichau.example.vn', 'Lời mời dùng phần mềm Tuần lễ', 'Thư', 'failed', 6, '550 5.1.1 Mailbox unavailable', '2025-10-20Z');
            select '/mail'
            """),
        "messages" => desk.AskAsync<string>($"""
            insert into message (person_id, kind, once, subject, text, at) values ({Person("tieuhoc")}, 'reminder', 'axe', 'Báo cáo Tuần lễ còn 3 ngày', 'Báo cáo Tuần lễ hưởng ứng học tập suốt đời 2025 còn 3 ngày.', '2025-10-20Z') on conflict do nothing;
            select '/messages'
            """),
        "join" => desk.AskAsync<string>($"""
            insert into invitation (token_hash, purpose, made_at, expires_at, full_name, unit_id, role, valid, made_by, form_key)
            values (sha256('{Token}'), 'person', '2025-10-20Z', '2025-11-20Z', 'Lò Thị Mới', {Unit("tieuhoc")}, 'viewer', '[2025-10-22,)', {Person("xa.dieuphoi")}, gen_random_uuid()) on conflict do nothing;
            select '/join/{Token}'
            """),
        "welcome" => desk.AskAsync<string>($"""
            insert into invitation (token_hash, purpose, made_at, expires_at) values (sha256('{Token}1'), 'first-administrator', '2025-10-20Z', '2025-11-20Z') on conflict do nothing;
            select '/welcome/{Token}1'
            """),
        "lost password" => desk.AskAsync<string>($"""
            insert into password_link (person_id, token_hash, made_at, expires_at) values ({Person("tieuhoc")}, sha256('{Token}2'), '2025-10-20Z', '2025-11-20Z') on conflict do nothing;
            select '/password/{Token}2'
            """),
        "unsubscribe" => UnsubscribeAsync(),
        var unknown => throw new InvalidOperationException(unknown),
    };

    // An activity still to come whose registrations are open.
    Task<string> DoorAsync(string room) => desk.AskAsync<string>($"""
        with made as (
            insert into activity (id, edition_id, unit_id, kind, title, from_at, about, seats, showing, showing_at, showing_by, write_key, made_at, made_by, changed_at, changed_by)
            values (gen_random_uuid(), {Edition}, {Unit("xa.dieuphoi")}, 'class.other', 'Lớp làm đèn trung thu', now() + interval '10 days', 'Mang kéo theo.', 3, 'public', now(), {Person("xa.dieuphoi")}, gen_random_uuid(), now(), {Person("xa.dieuphoi")}, now(), {Person("xa.dieuphoi")})
            returning id)
        insert into activity_door (activity_id, seats, opens_at, changed_at, taken, last_place) select id, 3, now(), now(), 2, 1 from made returning '{room}' || activity_id
        """);

    async Task<string> RegisteredAsync()
    {
        var door = await DoorAsync("/activities/");
        await RegisterAsync(door.Split('/')[^1]);
        return door + "/registrations";
    }

    async Task<string> CertificateAsync()
    {
        var door = (await DoorAsync("/week/activities/")).Split('/')[^1];
        return await desk.AskAsync<string>($"insert into certificate (code, activity_id, name, made_at) values ('K7QM2XRD9TWB', '{door}', 'Giàng Thị Mỷ', now()) on conflict (code) do update set made_at = now() returning '/week/certificates/' || code");
    }

    async Task<string> RegistrationAsync() => "/week/registrations/" + await RegisterAsync((await DoorAsync("/week/activities/")).Split('/')[^1]);

    Task<string> RegisterAsync(string activity) => desk.AskAsync<string>($"""
        with made as (
            insert into registration (id, activity_id, place, write_key, name, contact, contact_key, by_mail, people, children, state, consent, consented_at, language, made_at, changed_at)
            values (gen_random_uuid(), '{activity}', 1, gen_random_uuid(), 'Giàng Thị Mỷ', '0912 345 678', '0912345678', false, 2, 1, 'seated', '2026-1', now(), 'vi', now(), now()) returning id),
        secret as (select md5(id::text) || left(md5('x' || id), 16) as token, id from made)
        , link as (insert into registration_link (hash, registration_id, made_at) select sha256(token::bytea), id, now() from secret)
        select token from secret
        """);

    async Task<string> VisitAsync()
    {
        var inspection = await AddressAsync("{inspection}");
        return await desk.AskAsync<string>($"insert into inspection_visit (inspection_id, unit_id) values ('{inspection.Split('/')[^1]}', {Unit("tieuhoc")}) returning '{inspection}/visits/' || id");
    }

    async Task<string> DraftAsync()
    {
        var draft = DraftJson.Write(PlanStart.Blank(new("Ủy ban nhân dân tỉnh Lai Châu", null, "KH-UBND", "Lai Châu", null, null, null), 2025)).Replace("'", "''", StringComparison.Ordinal);
        return await desk.AskAsync<string>($"""
            with made as (
                insert into plan (id, unit_id, state, file_name, text, facts, draft, title, write_key, made_at, made_by, changed_at, changed_by)
                select gen_random_uuid(), unit_id, 'draft', '', '', facts, '{draft}', title, gen_random_uuid(), made_at, made_by, changed_at, changed_by from plan where state = 'saved' and unit_id = {Unit("tinh.dieuphoi")} order by id limit 1
                returning id, made_at, made_by, draft),
            kept as (insert into plan_version (plan_id, version, at, by, draft) select id, 1, made_at, made_by, draft from made)
            select '/plans/' || id from made
            """);
    }

    async Task<string> IssuedAsync()
    {
        var path = await DraftAsync();
        await desk.AskAsync<Guid>($$"""
            update plan set state = 'saved', number = '12/KH-UBND', draft = draft || '{"issuedOn": "2025-09-01", "number": 12}', issued_on = '2025-09-01', issued_at = made_at, issued_by = made_by where id = '{{path.Split('/')[^1]}}' returning id
            """);
        await desk.AskAsync<Guid>($"insert into plan_delivery (plan_id, unit_id, recipient, at) values ('{path.Split('/')[^1]}', {Unit("xa.dieuphoi")}, 'UBND các xã, phường', '2025-09-01Z') returning plan_id");
        return path;
    }

    async Task<string> UnsubscribeAsync() => desk.Service<Unsubscribing>().Path(await desk.AskAsync<long>($"select {Person("tieuhoc")}"), "plan");
}
