using Npgsql;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>What the learning centres, the library and the museum of the sample province held, as everybody may see it.</summary>
static class SampleActivities
{
    static readonly (string Kind, string Title, string About, string Audience, int? Seats)[] OfCentres =
    [
        ("reading.story_hour", "Chiều đọc cùng con: mỗi nhà một trang", "Mỗi gia đình chọn một cuốn sách, đọc một trang thành tiếng, rồi kể lại theo cách của mình. Không thi, không chấm điểm.", "families", 60),
        ("digitalskills.class", "Dùng dịch vụ công trên điện thoại", "Mang theo điện thoại và căn cước. Học viên tự nộp một hồ sơ thử, có người ngồi cạnh giúp.", "elderly", 30),
        ("class.literacy", "Lớp xóa mù chữ buổi tối", "Học từ chữ cái đầu tiên. Có sách, vở; ai bận con nhỏ thì đưa con đến cùng.", "adults", null),
        ("class.rural_vocational", "Trồng và sao chè theo hướng hữu cơ", "Buổi sáng học ở hội trường, buổi chiều ra đồi chè của hợp tác xã.", "adults", 40),
        ("contest.book_art", "Kể chuyện theo sách: “Người thầy đầu tiên của em”", "Mỗi em kể trong năm phút, có thể vẽ kèm tranh.", "children", null),
        ("seminar.talk", "Già làng kể chuyện học chữ ngày xưa", "Nghe ba già làng kể, rồi cùng đọc lại những trang vở đầu tiên của xã.", "all", null),
    ];

    static readonly (string Unit, string Kind, string Title, string About, string Place, string? Link)[] OfProvince =
    [
        ("Thư viện tỉnh Lai Châu", "reading.event", "Ngày hội sách bên quảng trường", "Hai nghìn cuốn sách mở sẵn, đọc tại chỗ hay mượn về đều được, kể cả khi chưa có thẻ.", "Sân Thư viện tỉnh", null),
        ("Thư viện tỉnh Lai Châu", "library.mobile", "Chuyến xe thư viện lưu động", "Xe dừng ở ba điểm trường, mỗi điểm một giờ rưỡi.", "Ba điểm trường vùng biên", null),
        ("Bảo tàng tỉnh Lai Châu", "excursion.museum", "Một buổi làm nhà khảo cổ", "Tự tay ghép mảnh gốm, nghe kể về người xưa bên sông Đà.", "Bảo tàng tỉnh", null),
        ("Hội Khuyến học tỉnh Lai Châu", "onlinelearning.course", "Tự học tiếng Anh với học liệu mở: bắt đầu từ đâu?", "Phát trực tiếp, xem lại được. Có danh sách học liệu miễn phí theo trình độ.", "Trực tuyến", "https://hoc.example/tieng-anh"),
    ];

    sealed record Held(Guid Id, string? Unit, long? Centre, string Kind, string Title, string About, string Audience, int? Seats, DateTimeOffset FromAt, DateTimeOffset ToAt, int People, string Place, string? Link, Guid WriteKey);

    public static async Task WriteAsync(NpgsqlConnection connection, int editionId, CancellationToken cancel)
    {
        var centres = await CentresAsync(connection, cancel);
        await connection.WriteAsync($"""
            with held as (
                select h.*, coalesce(h.centre, (select v.unit_id from unit_version v where v.name = h.unit and upper_inf(v.valid))) as unit_id, (select min(id) from person where is_sample and not is_administrator) as by
                  from jsonb_to_recordset($1) as h (id uuid, unit text, centre bigint, kind text, title text, about text, audience text, seats int, from_at timestamptz, to_at timestamptz, people int, place text, link text, write_key uuid)),
            made as (
                insert into activity (id, edition_id, unit_id, kind, title, from_at, to_at, state, sessions, people, about, audience, seats, showing, showing_at, showing_by, write_key, made_at, made_by, changed_at, changed_by)
                select id, {editionId}, unit_id, kind, title, from_at, to_at, 'held', 1, people, about, audience, seats, 'public', from_at - interval '5 days', by, write_key, from_at - interval '6 days', by, to_at, by from held
                returning id, unit_id, made_at, made_by, changed_at, title),
            place as (insert into activity_place (activity_id, position, name, link) select id, 1, place, link from held),
            audited as (
                insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
                select case w.what when 'planned' then m.made_at else m.changed_at end, m.made_by, m.unit_id, w.what, 'activity', m.id::text, jsonb_build_object('title', m.title) from made m cross join unnest(array['planned', 'held']) as w (what))
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select m.changed_at, m.unit_id, {editionId}, 'activity-held', 'activity', m.id::text from made m
            """, Rows(centres), cancel);
        await OpenAsync(connection, editionId, cancel);
    }

    /// <summary>Two that are still to come for years, so that everybody who tries the program finds registrations open: one with seats to spare, one that is full and has a line.</summary>
    static Task OpenAsync(NpgsqlConnection connection, int editionId, CancellationToken cancel) => connection.WriteAsync($"""
        with held as (
            select h.*, (select v.unit_id from unit_version v where v.name = h.unit and upper_inf(v.valid)) as unit_id, (select min(id) from person where is_sample and not is_administrator) as by
              from jsonb_to_recordset($1) as h (id uuid, unit text, kind text, title text, about text, place text, seats int, taken int, waiting int, from_at timestamptz, made_at timestamptz)),
        made as (
            insert into activity (id, edition_id, unit_id, kind, title, from_at, to_at, state, about, audience, seats, why_outside, showing, showing_at, showing_by, write_key, made_at, made_by, changed_at, changed_by)
            select id, {editionId}, unit_id, kind, title, from_at, from_at + interval '2 hours', 'planned', about, 'families', seats, 'Mở tiếp sau Tuần lễ vì nhiều gia đình hỏi', 'public', made_at, by, id, made_at, by, made_at, by from held
            returning id, unit_id, made_at, made_by, title),
        place as (insert into activity_place (activity_id, position, name) select id, 1, place from held),
        door as (insert into activity_door (activity_id, seats, taken, waiting, opens_at, largest, last_place, changed_at) select id, seats, taken, waiting, made_at, 6, taken + waiting, made_at from held),
        registered as (
            insert into registration (id, activity_id, place, write_key, name, contact, contact_key, by_mail, people, state, consent, consented_at, language, made_at, changed_at)
            select md5(h.id || 'r' || n)::uuid, h.id, n, md5(h.id || 'k' || n)::uuid, (array['Lò Thị Mai', 'Vàng A Páo', 'Tao Văn Sơn', 'Phàn Mẩy', 'Giàng Thị Sua', 'Hoàng Văn Thái'])[1 + n % 6], 'mau' || n || '@' || left(h.id::text, 8) || '.example', 'mau' || n || '@' || left(h.id::text, 8) || '.example', true, 1,
                   case when n <= h.taken then 'seated' else 'waiting' end, '2026-1', h.made_at, 'vi', h.made_at, h.made_at
              from held h cross join lateral generate_series(1, h.taken + h.waiting) as n),
        audited as (insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) select m.made_at, m.made_by, m.unit_id, 'planned', 'activity', m.id::text, jsonb_build_object('title', m.title) from made m)
        insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select m.made_at, m.unit_id, {editionId}, 'activity-planned', 'activity', m.id::text from made m
        """, OpenRows(), cancel);

    static IEnumerable<Open> OpenRows()
    {
        var random = SampleRandom.For("open activity", 0);
        var at = SampleDays.At(10, 1, 8, 30);
        yield return new(random.Id(at), "Thư viện tỉnh Lai Châu", "reading.story_hour", "Sáng thứ Bảy đọc cùng con", "Mỗi nhà một cuốn sách, một góc đọc. Có người kể chuyện cho các em nhỏ.", "Phòng đọc thiếu nhi", 30, 9, 0, at.AddYears(2).AddDays(1), at.AddDays(8));
        yield return new(random.Id(at), "Bảo tàng tỉnh Lai Châu", "excursion.museum", "Tự tay ghép gốm cổ, lượt thêm", "Mỗi bàn một mảnh gốm, có người hướng dẫn.", "Bảo tàng tỉnh", 8, 8, 3, at.AddYears(2).AddDays(2), at.AddDays(8));
    }

    sealed record Open(Guid Id, string Unit, string Kind, string Title, string About, string Place, int Seats, int Taken, int Waiting, DateTimeOffset FromAt, DateTimeOffset MadeAt);

    static IEnumerable<Held> Rows(IReadOnlyList<(long Id, string Commune)> centres)
    {
        foreach (var (number, centre) in centres.Index())
        {
            var random = SampleRandom.For("activity", number);
            var (kind, title, about, audience, seats) = OfCentres[number % OfCentres.Length];
            var from = SampleDays.At(10, 1 + number % 7, random.Pick([8, 14, 18, 19]), random.Pick([0, 30]));
            yield return new(random.Id(from), Unit: null, centre.Id, kind, title, about, audience, seats, from, from.AddMinutes(90), random.Between(14, 80), $"Nhà văn hóa {char.ToLowerInvariant(centre.Commune[0])}{centre.Commune[1..]}", Link: null, random.Id(from));
        }
        foreach (var (number, one) in OfProvince.Index())
        {
            var random = SampleRandom.For("province activity", number);
            var from = SampleDays.At(10, 2 + number, 8, 30);
            yield return new(random.Id(from), one.Unit, Centre: null, one.Kind, one.Title, one.About, "all", Seats: null, from, from.AddHours(3), random.Between(60, 400), one.Place, one.Link, random.Id(from));
        }
    }

    // The listed centre's own people record what it held themselves.
    static async Task<IReadOnlyList<(long Id, string Commune)>> CentresAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select v.unit_id, p.name from unit_version v join unit_version p on p.unit_id = v.parent_id and upper_inf(p.valid)
             where v.kind = 'clc' and upper_inf(v.valid) and not exists (select from membership m join person who on who.id = m.person_id where m.unit_id = v.unit_id and who.user_name = 'tthtcd') order by p.code
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var centres = new List<(long, string)>();
        while (await reader.ReadAsync(cancel)) centres.Add((reader.GetInt64(0), reader.GetString(1)));
        return centres;
    }
}
