using AngleSharp.Dom;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>What the preview of a change shows of the other rooms: each kind of thing, for a unit that ends and for one that moves.</summary>
public sealed class ImpactTests(UnitChangesTests.Country country) : IClassFixture<UnitChangesTests.Country>
{
    const string AnyPerson = "(select min(id) from person)";

    [Fact]
    public async Task A_unit_that_ends_shows_its_people_invitations_drafts_read_plans_standing_agency_and_files()
    {
        var commune = country.Commune();
        var agency = await country.UnitAsync("agency", "Phòng Văn hóa Kết Thúc", commune);
        var edition = await EditionAsync();
        await country.Data.PersonAsync("Người Của Phòng", (agency, "coordinator"));
        await InviteAsync(agency, "Người Được Mời", "null");
        await InviteAsync(agency, "Người Đã Thôi", "now()");
        await PlanAsync(agency, edition, "draft");
        await PlanAsync(agency, edition, "read");
        await PlanAsync(agency, edition, "replaced");
        await country.Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", edition, commune, agency);
        await country.Data.RunAsync($"insert into unit_import (id, root_id, begins, file_name, content, sha256, state, made_by, made_at, changed_by, changed_at) select gen_random_uuid(), $1, '2026-06-01', 'truong-hoc.csv', '', '', 'checked', {AnyPerson}, now(), {AnyPerson}, now()", agency);

        var shown = await ShownAsync($"/units/{agency}/changes/close", Paper("01/06/2027"));
        Assert.Contains("Người Của Phòng", shown, StringComparison.Ordinal);
        Assert.Contains("1 lời mời đang chờ vào đơn vị kết thúc", shown, StringComparison.Ordinal);
        Assert.Contains("Người Được Mời", shown, StringComparison.Ordinal);
        Assert.Contains("2 kế hoạch đang thực hiện hoặc đang soạn", shown, StringComparison.Ordinal);
        Assert.Contains(": đang soạn", shown, StringComparison.Ordinal);
        Assert.Contains(": đã đọc, chưa lưu", shown, StringComparison.Ordinal);
        Assert.Contains("Phòng Văn hóa Kết Thúc: cơ quan thường trực của", shown, StringComparison.Ordinal);
        Assert.Contains("truong-hoc.csv", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_ends_shows_what_it_will_hold_and_who_has_registered()
    {
        var (commune, edition) = (country.Commune(), await EditionAsync());
        var school = await country.UnitAsync("school", "Trường Sắp Đóng", commune);
        await country.Data.RunAsync($"""
            with held as (
                insert into activity (id, edition_id, unit_id, kind, title, from_at, state, write_key, made_at, made_by, changed_at, changed_by)
                select k, $1, $2, 'ceremony', t, d::timestamptz, 'planned', k, now(), {AnyPerson}, now(), {AnyPerson} from (values (gen_random_uuid(), 'Đọc sách sau ngày ấy', '2027-06-05'), (gen_random_uuid(), 'Đọc sách trước ngày ấy', '2027-05-05')) v (k, t, d) returning id)
            select count(*) from held
            """, edition, school);
        var shown = await ShownAsync($"/units/{school}/changes/close", Paper("01/06/2027"));
        Assert.Contains("1 hoạt động sắp tới của đơn vị kết thúc", shown, StringComparison.Ordinal);
        Assert.Contains("Đọc sách sau ngày ấy", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Đọc sách trước ngày ấy", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_is_renamed_shows_what_will_bear_its_new_name()
    {
        var school = await country.UnitAsync("school", "Trường Đổi Tên", country.Commune());
        await country.Data.PersonAsync("Người Ở Lại", (school, "reporter"));
        await PlanAsync(school, await EditionAsync(), "draft");
        var shown = await ShownAsync($"/units/{school}/changes/rename", Paper("01/06/2027", ("shortName", "Tên Mới")));
        Assert.Contains("1 đơn vị còn lại mang tên, loại, mã hay địa bàn khác từ ngày 01/06/2027", shown, StringComparison.Ordinal);
        Assert.Contains("1 người dùng, 1 kế hoạch đang thực hiện hoặc đang soạn", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into plan_body (plan_id, name, unit_id) values ($1, 'Trường', $2)")]
    [InlineData("insert into plan_delivery (plan_id, unit_id, at) values ($1, $2, now())")]
    [InlineData("insert into task (plan_id, position, agency, unit_id, text) values ($1, 1, 'Trường', $2, 'Mở lớp')")]
    [InlineData("with k as (insert into task (plan_id, position, agency, text) values ($1, 1, 'Các trường', 'Mở lớp') returning id) insert into unit_task (task_id, unit_id) select id, $2 from k")]
    public async Task An_open_plan_of_another_that_names_an_ending_unit_is_shown_with_it(string named)
    {
        var (school, other) = (await country.UnitAsync("school", "Trường Được Nhắc", country.Commune()), await country.UnitAsync("agency", "Sở Nhắc Tên", country.Province));
        await country.Data.RunAsync(named, await PlanAsync(other, await EditionAsync(), "saved"), school);
        var shown = await ShownAsync($"/units/{school}/changes/close", Paper("01/06/2027"));
        Assert.Contains("1 kế hoạch của đơn vị khác", shown, StringComparison.Ordinal);
        Assert.Contains("Sở Nhắc Tên, 2027: đang thực hiện · nhắc đến Trường Được Nhắc", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_moves_shows_its_people_and_plans_too()
    {
        var (from, to) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Chuyển Đi", from);
        await country.Data.PersonAsync("Người Chuyển Theo", (school, "reporter"));
        await PlanAsync(school, await EditionAsync(), "saved");
        var shown = await ShownAsync($"/units/{school}/changes/move", Paper("01/03/2027", ("parent", await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", to))));
        Assert.Contains("1 người có vai trò ở đơn vị chuyển nơi trực thuộc", shown, StringComparison.Ordinal);
        Assert.Contains("Người Chuyển Theo", shown, StringComparison.Ordinal);
        Assert.Contains("1 kế hoạch đang thực hiện hoặc đang soạn", shown, StringComparison.Ordinal);
    }

    async Task<string> ShownAsync(string path, (string, string)[] typed) => (await country.Administrator.PreviewAsync(path, typed)).QuerySelector("[aria-labelledby=touches]")!.Text();

    async Task<int> EditionAsync() => await country.AskAsync<int>("select coalesce((select id from edition where year = 2027), 0)") is > 0 and var known ? known : (await country.Data.EditionAsync(2027)).Id;

    Task InviteAsync(long unit, string name, string withdrawn) => country.Data.RunAsync($"""
        insert into invitation (token_hash, purpose, made_at, expires_at, full_name, unit_id, role, valid, made_by, form_key, withdrawn_at)
        select sha256(gen_random_uuid()::text::bytea), 'person', now(), now() + interval '7 days', $2, $1, 'reporter', '[2026-01-01,)', {AnyPerson}, gen_random_uuid(), {withdrawn}
        """, unit, name);

    Task<Guid> PlanAsync(long unit, int edition, string state) => country.AskAsync<Guid>($"""
        insert into plan (id, unit_id, edition_id, state, file_name, text, facts, draft, write_key, made_at, made_by, changed_at, changed_by)
        select gen_random_uuid(), $1, $2, $3, 'a.docx', '', '{"{}"}', case when $3 = 'draft' then '{"{}"}'::jsonb end, gen_random_uuid(), now(), {AnyPerson}, now(), {AnyPerson} returning id
        """, unit, edition, state);
}
