using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>What is held about a person is shown to that person alone, given as a file, erased on request, and forgotten in time.</summary>
public sealed class PersonalDataTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<long> IdAsync(string name) => world.Data.ScalarAsync<long>("select id from person where user_name = $1", name);

    Task<string> PersonAsync(long id) => world.Data.ScalarAsync<string>("select concat_ws(', ', full_name, email, phone_number, password_hash is null, is_administrator) from person where id = $1", id);

    /// <summary>Somebody who has submitted a report and asked to be erased.</summary>
    async Task<(School School, long Id, string Name)> AskedAsync()
    {
        var school = await world.SchoolAsync();
        var (id, name) = (await world.Data.ScalarAsync<long>("select person_id from membership where unit_id = $1", school.Unit), await world.Data.ScalarAsync<string>("select p.user_name from person p join membership m on m.person_id = p.id where m.unit_id = $1", school.Unit));
        await world.Data.RunAsync("update person set full_name = 'Lường Thị Quên', email = 'quen@example.vn', phone_number = '0900000000' where id = $1", id);
        await school.SubmitAsync(("nothing", "1"));
        using var asked = await school.Reporter.SendAsync((await school.Reporter.PageAsync("/me/data")).Form("/me/data/erasure"));
        Assert.Equal("/me/data", asked.Headers.Location!.ToString());
        return (school, id, name);
    }

    async Task<HttpResponseMessage> DecideAsync(HttpClient browser, long person, string how, params (string Name, string? Value)[] typed)
    {
        var id = await world.Data.ScalarAsync<long>("select id from erasure where person_id = $1", person);
        return await browser.SendAsync((await browser.PageAsync("/people/erasures")).Form($"/people/erasures/{id}/{how}"), to: null, typed);
    }

    [Fact]
    public async Task The_page_and_the_file_hold_account_roles_sign_ins_and_work_and_no_secret()
    {
        var (school, id, _) = await AskedAsync();
        var page = (await school.Reporter.PageAsync("/me/data")).Text();
        Assert.All(["Lường Thị Quên", "quen@example.vn", "0900000000", "Người nhập, Trường số", "từ 01/01/2021", App.Address, "1 báo cáo, 0 ảnh, 0 kế hoạch", "Xóa sau 30 ngày"], said => Assert.Contains(said, page, StringComparison.Ordinal));

        using var file = await school.Reporter.GetAsync("/me/data.json", Cancel);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        var json = await file.Content.ReadAsStringAsync(Cancel);
        var data = JsonDocument.Parse(json).RootElement;
        Assert.Equal("quen@example.vn", data.GetProperty("account").GetProperty("email").GetString());
        Assert.Equal("reporter", data.GetProperty("roles")[0].GetProperty("role").GetString());
        Assert.Equal(school.Id, data.GetProperty("reports")[0].GetProperty("id").GetGuid());
        Assert.Equal(await world.Data.ScalarAsync<long>("select count(*) - 1 from audit where person_id = $1", id), data.GetProperty("lines").GetArrayLength());
        Assert.DoesNotContain(await world.Data.ScalarAsync<string>("select password_hash from person where id = $1", id), json, StringComparison.Ordinal);
        Assert.DoesNotContain("stamp", json, StringComparison.Ordinal);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where person_id = $1 and what = 'downloaded' and thing_id = '/me/data.json'", id));
    }

    [Fact]
    public async Task A_confirmed_erasure_closes_the_account_and_leaves_the_signed_report_under_a_number()
    {
        var (school, id, name) = await AskedAsync();
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var before = (await administrator.PageAsync("/people/erasures")).Text();
        Assert.Contains("Sẽ kết thúc 1 vai trò và đóng tài khoản. Giữ lại, không còn tên: 1 báo cáo có chữ ký của người này", before, StringComparison.Ordinal);
        using (var done = await DecideAsync(administrator, id, "confirmation")) Assert.Equal("/people/erasures", done.Headers.Location!.ToString());

        Assert.Equal($"Người đã xóa số {id}, t, f", await PersonAsync(id));
        using (var open = await school.Reporter.GetAsync("/", Cancel)) Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
        using var visitor = world.App.Visitor();
        var form = (await visitor.PageAsync("/signin")).Forms.First(f => f.Elements["password"] is not null);
        using (var refused = await visitor.SendAsync(form, "/signin", ("name", name), ("password", TestData.Password))) Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from membership where person_id = $1 and valid @> vietnam_day(now())", id));
        Assert.Equal("submitted", await school.StateAsync());
        var lines = (await world.Receiver.PageAsync(school.Report + "/audit")).Text();
        Assert.Contains($"Người đã xóa số {id} nộp báo cáo", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Lường Thị Quên", lines, StringComparison.Ordinal);
        Assert.Contains($"xóa dữ liệu cá nhân của Người đã xóa số {id}", (await administrator.PageAsync("/audit")).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit a where a::text like '%Lường Thị Quên%' or a::text like '%quen@example.vn%'"));
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_which_the_person_reads()
    {
        var (school, id, _) = await AskedAsync();
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        using (var blank = await DecideAsync(administrator, id, "refusal")) Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);
        using (var refused = await DecideAsync(administrator, id, "refusal", ("reason", "Còn báo cáo đang chờ duyệt."))) Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Contains("chưa được chấp nhận: Còn báo cáo đang chờ duyệt.", (await school.Reporter.PageAsync("/me/data")).Text(), StringComparison.Ordinal);
        Assert.StartsWith("Lường Thị Quên", await PersonAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_withdrawn_by_the_person_and_then_cannot_be_confirmed()
    {
        var (school, id, _) = await AskedAsync();
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var erasure = await world.Data.ScalarAsync<long>("select id from erasure where person_id = $1", id);
        var form = (await administrator.PageAsync("/people/erasures")).Form($"/people/erasures/{erasure}/confirmation");
        using (var withdrawn = await school.Reporter.SendAsync((await school.Reporter.PageAsync("/me/data")).Form("/me/data/erasure/withdrawal"))) Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        using (var late = await administrator.SendAsync(form)) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.StartsWith("Lường Thị Quên", await PersonAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_confirms_the_own_request_and_only_administrators_see_the_list()
    {
        var name = await world.Data.AdministratorAsync("Bế Văn Một");
        using var administrator = await world.Data.BrowserAsync(name);
        await administrator.SendAsync((await administrator.PageAsync("/me/data")).Form("/me/data/erasure"));
        var page = await administrator.PageAsync("/people/erasures");
        var erasure = await world.Data.ScalarAsync<long>("select id from erasure where person_id = $1", await IdAsync(name));
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith($"/{erasure}/confirmation", StringComparison.Ordinal));
        using var own = await administrator.SendAsync((await administrator.PageAsync("/me/data")).Form("/me/data/erasure/withdrawal"), $"/people/erasures/{erasure}/confirmation");
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using var other = await world.Receiver.GetAsync("/people/erasures", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        using var posted = await world.Receiver.SendAsync((await world.Receiver.PageAsync("/me/data")).Form("/me/data/erasure"), $"/people/erasures/{erasure}/confirmation");
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task A_long_list_of_requests_goes_on_with_those_to_be_decided_first()
    {
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        await world.Data.RunAsync($"""
            with p as (insert into person (full_name) select 'Người thứ ' || n from generate_series(1, {Erasing.PageLength + 10}) n returning id, full_name)
            insert into erasure (person_id, asked_at, state, decided_at, decided_by)
            select id, now(), case when full_name like '%1' then 'asked' else 'done' end, case when full_name not like '%1' then now() end, case when full_name not like '%1' then id end from p
            """);
        var (names, open) = (new List<string>(), new List<bool>());
        for (string? path = "/people/erasures"; path is not null;)
        {
            using var page = await administrator.PageAsync(path);
            names.AddRange(page.QuerySelectorAll("section h2").Select(name => name.TextContent));
            open.AddRange(page.QuerySelectorAll("section.panel").Select(one => one.QuerySelector("form") is not null));
            path = page.QuerySelectorAll("a.btn").Select(link => link.GetAttribute("href")!).SingleOrDefault(link => link.Contains("before=", StringComparison.Ordinal));
        }
        Assert.Equal(await world.Data.ScalarAsync<long>("select count(*) from erasure"), names.Count);
        Assert.All(Enumerable.Range(1, Erasing.PageLength + 10), n => Assert.Contains($"Người thứ {n}", names));
        Assert.DoesNotContain(true, open.SkipWhile(asked => asked));
    }

    [Fact]
    public async Task What_is_past_its_time_is_deleted_and_a_line_says_how_much()
    {
        var id = await IdAsync(await world.Data.PersonAsync("Người cũ"));
        await world.Data.RunAsync("insert into session (id, person_id, security_stamp, how, device, address, begun_at, seen_at, proved_at) select gen_random_uuid(), $1, 'x', 'password', 'Firefox', '203.0.113.9', at, at, at from (select now() - n * interval '20 days' as at from generate_series(0, 3) n) t", id);
        await world.App.Services.GetRequiredService<Retention>().ApplyAsync(Cancel);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from session where person_id = $1", id));
        Assert.Equal("""{"days": 30, "rows": 2}""", await world.Data.ScalarAsync<string>("select detail::text from audit where thing = 'retention' and thing_id = 'SignInDays'"));
    }

    [Fact]
    public async Task Addresses_calendars_requests_and_files_of_units_are_forgotten_in_their_time_and_the_page_says_when()
    {
        var id = await IdAsync(await world.Data.PersonAsync("Người để lại"));
        await world.Data.RunAsync("insert into bounced_address (email, at, why) select n || '@cu.example', now() - n * interval '100 days', 'x' from generate_series(1, 2) n");
        await world.Data.RunAsync("insert into calendar_feed (person_id, token_hash, made_at, revoked_at) select $1, sha256(n::text::bytea), now() - interval '3 years', case when n > 0 then now() - n * interval '20 days' end from generate_series(0, 2) n", id);
        await world.Data.RunAsync("insert into erasure (person_id, state, asked_at, decided_at, decided_by) select $1, 'withdrawn', now() - interval '9 years', now() - n * interval '2 years', $1 from generate_series(1, 2) n", id);
        await world.Data.RunAsync("""
            insert into unit_import (id, root_id, begins, file_name, content, sha256, state, made_by, made_at, changed_by, changed_at)
            select gen_random_uuid(), $2, '2026-01-01', state || days, case when state not in ('applied', 'removed') then '\x00'::bytea end, '\x00', state, $1, now(), $1, now() - days * interval '1 day'
              from unnest(array['checked', 'removed', 'failed', 'refused', 'applied', 'checking']) state, unnest(array[80, 100]) days
            """, id, world.Province);
        await world.Data.RunAsync("""
            insert into unit_import_finding (import_id, place, row_number, kind, question, read, said, said_values, choices, answer)
            select id, n, n, case n when 1 then 'question' else 'note' end, case n when 1 then 'q' end, 'một ô của tệp', '', '{}', case n when 1 then '[]'::jsonb end, case n when 1 then 'a' end from unit_import, generate_series(1, 2) n
            """);
        await world.App.Services.GetRequiredService<Retention>().ApplyAsync(Cancel);
        Assert.Equal("1@cu.example", await world.Data.ScalarAsync<string>("select string_agg(email, ' ') from bounced_address"));
        Assert.Equal("2 1", await world.Data.ScalarAsync<string>("select count(*) || ' ' || count(revoked_at) from calendar_feed where person_id = $1", id));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from erasure where person_id = $1", id));
        Assert.Equal("applied100 1, applied80 2, checked80 2, checking100 2, checking80 2, failed80 2, refused80 2, removed80 2", await world.Data.ScalarAsync<string>(
            "select string_agg(told, ', ' order by told) from (select i.file_name || ' ' || count(*) as told from unit_import i join unit_import_finding f on f.import_id = i.id group by i.id) t"));
        using var browser = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người đọc thời hạn"));
        var page = (await browser.PageAsync("/me/data")).Text();
        Assert.All(["bị trả lại, và vì sao. Xóa sau 180 ngày", "lịch riêng đã thôi dùng, ở dạng băm. Xóa sau 30 ngày", "đã có quyết định. Xóa sau 1.095 ngày", "để đó không ghi, cùng những ô đã đọc từ tệp. Xóa sau 90 ngày", "Địa chỉ IP trong dòng nhật ký: giữ cùng dòng"],
            said => Assert.Contains(said, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.vi.md")]
    public void Every_time_of_keeping_is_among_the_settings(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file));
        Assert.All(Retention.Rules, rule => Assert.Contains($"`Retention__{rule.Setting}` ({rule.Default})", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invitations_letters_passkeys_and_decisions_are_told_and_what_names_the_person_goes_with_an_erasure()
    {
        var (school, id, _) = await AskedAsync();
        await world.Data.RunAsync("""
            insert into mail (recipient, subject, state, made_at, sent_at) values ('Quen@example.vn', 'Thư về lời mời', 'sent', now(), now());
            insert into person_passkey (credential_id, user_id, data) values ('\x01', $1, '{"Name": "Điện thoại của Quên", "CreatedAt": "2026-01-02T03:04:05+00:00"}');
            insert into authenticator (person_id, secret, last_step, made_at) values ($1, '\x02', 0, now());
            insert into recovery_code (person_id, code_hash) values ($1, '\x03');
            insert into unit_decision (number, signed_on, issuer, kind, on_day, write_key, made_by, made_at) values ('77/QĐ-UBND', '2026-01-01', 'UBND', 'rename', '2026-02-01', gen_random_uuid(), $1, now());
            """.Replace("$1", $"{id}", StringComparison.Ordinal));
        await world.Data.RunAsync("""
            insert into invitation (token_hash, purpose, made_at, expires_at, full_name, email, unit_id, role, valid, made_by, form_key)
            select sha256(n::text::bytea), 'person', now(), now() + interval '9 days', name, email, $2, 'viewer', daterange('2026-01-01', null), $1, gen_random_uuid()
              from (values (1, 'Lường Thị Quên', 'quen@example.vn'), (2, 'Khách Được Mời', 'khach@example.vn')) t (n, name, email)
            """, id, school.Unit);
        var page = (await school.Reporter.PageAsync("/me/data")).Text();
        Assert.All(["Lời mời dành cho bạn", "Lường Thị Quên mời lúc", "1 thư gửi tới bạn", "Thư về lời mời", "khóa truy cập “Điện thoại của Quên”", "ứng dụng xác thực từ", "1 mã dự phòng", "77/QĐ-UBND, Đổi tên, hiệu lực từ 01/02/2026", "2 lời mời bạn đã tạo, 1 quyết định"], said => Assert.Contains(said, page, StringComparison.Ordinal));
        var json = await school.Reporter.GetStringAsync("/me/data.json", Cancel);
        Assert.DoesNotContain("Khách Được Mời", json, StringComparison.Ordinal);

        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        using (await DecideAsync(administrator, id, "confirmation")) { }
        Assert.Equal("0 0 0 0 0 1 1", await world.Data.ScalarAsync<string>("""
            select concat_ws(' ', (select count(*) from mail where recipient ilike 'quen@%'), (select count(*) from person_passkey where user_id = $1), (select count(*) from authenticator where person_id = $1),
                (select count(*) from recovery_code where person_id = $1), (select count(*) from invitation where email = 'quen@example.vn' or full_name = 'Lường Thị Quên'),
                (select count(*) from invitation where email = 'khach@example.vn'), (select count(*) from unit_decision where made_by = $1))
            """, id));
    }

    /// <summary>Where the file tells what a column holds of a person; or, after a dash, why it does not.</summary>
    static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["person.full_name"] = "account",
        ["person.user_name"] = "account",
        ["person.email"] = "account",
        ["person.phone_number"] = "account",
        ["person.normalized_user_name"] = "- as user_name",
        ["person.normalized_email"] = "- as email",
        ["person.email_confirmed"] = "- says nothing but that the address was tried",
        ["person.phone_number_confirmed"] = "- is never set",
        ["person_passkey.user_id"] = "account",
        ["person_login.user_id"] = "account",
        ["authenticator.person_id"] = "account",
        ["recovery_code.person_id"] = "account",
        ["person_claim.user_id"] = "- nothing is written there",
        ["person_token.user_id"] = "- nothing is written there",
        ["password_link.person_id"] = "- opens the account for days at most; that it was made is among the lines",
        ["password_link.made_by"] = "- that it was made is among the lines",
        ["form_draft.made_by"] = "- that it was begun is among the lines",
        ["slogan_sheet.changed_by"] = "- that it was changed is among the lines",
        ["form_draft.changed_by"] = "- that it was changed is among the lines",
        ["statistics_form.issued_by"] = "- that it was issued is among the lines",
        ["membership.person_id"] = "roles",
        ["session.person_id"] = "sign_ins",
        ["session.address"] = "sign_ins",
        ["session.device"] = "sign_ins",
        ["report.changed_by"] = "reports",
        ["report_step.by"] = "reports",
        ["report_sitting.person_id"] = "reports",
        ["report_sitting.from_address"] = "- goes into its line, which is told",
        ["report_extension.by"] = "extensions",
        ["report_extension.verdict_by"] = "extensions",
        ["report_comment.by"] = "reviews",
        ["report_look.by"] = "reviews",
        ["report_check.drawn_by"] = "reviews",
        ["report_check.checked_by"] = "reviews",
        ["report_behalf.by"] = "reviews",
        ["report_behalf.confirmed_by"] = "reviews",
        ["report_behalf_before.by"] = "reviews",
        ["report_behalf_before.confirmed_by"] = "reviews",
        ["report_file.added_by"] = "report_files",
        ["report_signed_file.by"] = "reviews",
        ["report_picture.added_by"] = "pictures",
        ["plan.made_by"] = "plans",
        ["plan.changed_by"] = "plans",
        ["plan.issued_by"] = "plans",
        ["plan_version.by"] = "plans",
        ["plan_editor.person_id"] = "plans",
        ["plan_signed_file.by"] = "plans",
        ["plan_signed_file.confirmed_by"] = "plans",
        ["plan_body.chosen_by"] = "plans",
        ["plan_delivery.opened_by"] = "- the first of the unit who opened it; the act is among the lines",
        ["plan_delivery.recipient"] = "- a line of the document, no person's",
        ["activity.made_by"] = "activities",
        ["activity.changed_by"] = "activities",
        ["activity.showing_by"] = "activities",
        ["activity_import.made_by"] = "imports",
        ["activity_picture.added_by"] = "activities",
        ["activity_picture.taken_down_by"] = "activities",
        ["activity_flag.email"] = "- of somebody without an account; with it goes what they wrote, in time",
        ["activity_flag.answered_by"] = "- that it was answered is among the lines",
        ["activity_place.address"] = "- where something is held, no person's",
        ["task_account.by"] = "task_accounts",
        ["task_account.verdict_by"] = "task_accounts",
        ["inspection.made_by"] = "inspections",
        ["inspection_visit.visited_by"] = "inspections",
        ["message.person_id"] = "messages",
        ["message_wish.person_id"] = "message_wishes",
        ["message_setting.person_id"] = "message_wishes",
        ["calendar_feed.person_id"] = "calendars",
        ["api_token.person_id"] = "api_tokens",
        ["bounced_address.email"] = "account",
        ["invitation.made_by"] = "invitations",
        ["invitation.used_by"] = "invited",
        ["invitation.email"] = "invited",
        ["invitation.full_name"] = "invited",
        ["mail.recipient"] = "mails",
        ["unit_decision.made_by"] = "decisions",
        ["unit_import.made_by"] = "imports",
        ["unit_import.changed_by"] = "imports",
        ["workbook_upload.made_by"] = "imports",
        ["unit_fact.entered_by"] = "unit_facts",
        ["edition.opened_by"] = "editions",
        ["erasure.person_id"] = "erasures",
        ["erasure.decided_by"] = "erasures",
        ["audit.person_id"] = "lines",
        ["audit.from_address"] = "lines",
    };

    [Fact]
    public async Task All_that_the_file_holds_stands_on_the_page()
    {
        var (school, id, _) = await AskedAsync();
        await world.Data.RunAsync("""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, write_key, made_at, made_by, changed_at, changed_by)
                select gen_random_uuid(), r.edition_id, r.unit_id, 'ceremony', 'Ngày hội đọc sách', now(), gen_random_uuid(), now(), $1, now(), $1 from report r where r.id = $2;
            """.Replace("$1", $"{id}", StringComparison.Ordinal).Replace("$2", $"'{school.Id}'", StringComparison.Ordinal));
        await world.Data.RunAsync("insert into message_setting (person_id, digest, quiet_from) values ($1, 'daily', '20:15')", id);
        await world.Data.RunAsync("insert into message_wish (person_id, kind, mail) values ($1, 'report', false)", id);
        await world.Data.RunAsync("insert into calendar_feed (person_id, unit_id, token_hash, made_at) values ($1, $2, '\\x0a0b', now())", id, school.Unit);
        using var page = await school.Reporter.PageAsync("/me/data");
        var file = JsonDocument.Parse(await school.Reporter.GetStringAsync("/me/data.json", Cancel)).RootElement;
        Assert.All(file.EnumerateObject(), held => Assert.NotNull(page.QuerySelector($"section[data-held~='{held.Name}']")));
        var said = page.Text();
        Assert.All(["1 hoạt động, 0 lần báo", "Ngày hội đọc sách", "Mỗi ngày, khi còn việc", "20:15–06:30", "Không gửi thư về: Báo cáo được duyệt, bị trả lại", "Lịch riêng, Trường số", "1 đề nghị xóa dữ liệu cá nhân bạn đã gửi"],
            words => Assert.Contains(words, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_column_that_names_a_person_is_told_or_has_a_reason_not_to_be()
    {
        var columns = (await world.Data.ScalarAsync<string>("""
            select string_agg(distinct c.relname || '.' || a.attname, ' ' order by c.relname || '.' || a.attname)
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
               and (a.attname ~ '(full_name|user_name|email|phone|address|device|recipient|^person_id$)'
                    or exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.confrelid = 'person'::regclass and a.attnum = any (f.conkey)))
            """)).Split(' ');
        Assert.Equal(columns.Order(StringComparer.Ordinal), Columns.Keys.Order(StringComparer.Ordinal));
        using var browser = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người xem tệp"));
        var told = JsonDocument.Parse(await browser.GetStringAsync("/me/data.json", Cancel)).RootElement;
        Assert.All(Columns.Values.Where(where => !where.StartsWith('-')), where => Assert.True(told.TryGetProperty(where, out _), where));
    }
}
