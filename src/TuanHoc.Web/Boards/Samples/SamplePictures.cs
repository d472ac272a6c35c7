using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>Pictures of the reports that the listed people meet, drawn by the program, so that nobody's face is in them.</summary>
static class SamplePictures
{
    static readonly (string Person, string[] Captions)[] Given =
    [
        ("tthtcd", ["Khai mạc Tuần lễ tại trung tâm học tập cộng đồng (ảnh mẫu).", "Lớp kỹ năng số buổi tối cho người dân (ảnh mẫu)."]),
        ("thcs", ["Ngày hội đọc sách trên sân trường (ảnh mẫu)."]),
        ("thpt", ["Học sinh dự hội thảo hướng nghiệp (ảnh mẫu).", "Trao tủ sách cho lớp học (ảnh mẫu)."]),
    ];

    public static async Task WriteAsync(NpgsqlConnection connection, int editionId, CancellationToken cancel)
    {
        foreach (var (person, captions) in Given)
        {
            foreach (var (caption, place) in captions.Select((caption, index) => (caption, index)))
            {
                var random = SampleRandom.For(person, place);
                var content = SampleDrawing.Draw(random);
                var at = SampleDays.At(10, 6, 9, 10 + place);
                await using var command = new NpgsqlCommand(Picture, connection)
                {
                    Parameters =
                    {
                        new() { Value = editionId }, new() { Value = person }, new() { Value = random.Id(at) }, new() { Value = SampleDrawing.Width }, new() { Value = SampleDrawing.Height },
                        new() { Value = content }, new() { Value = SHA256.HashData(content) }, new() { Value = at }, new() { Value = caption },
                    },
                };
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
        await GiveMostAsync(connection, editionId, cancel);
        await using var sent = new NpgsqlCommand("update report_snapshot s set pictures = r.pictures from report r where r.id = s.report_id and r.pictures <> '[]'", connection);
        await sent.ExecuteNonQueryAsync(cancel);
    }

    // The plan orders pictures: nearly everybody who reported has sent one.
    const double Share = .88;

    static readonly string[] Captions = ["Lễ hưởng ứng Tuần lễ (ảnh mẫu).", "Ngày hội đọc sách (ảnh mẫu).", "Lớp kỹ năng số cho người dân (ảnh mẫu).", "Trao tủ sách (ảnh mẫu).", "Sinh hoạt chuyên đề về tự học (ảnh mẫu)."];

    static async Task GiveMostAsync(NpgsqlConnection connection, int editionId, CancellationToken cancel)
    {
        var drawings = Enumerable.Range(0, 2 * Captions.Length).Select(place => SampleDrawing.Draw(SampleRandom.For("drawing", place))).ToArray();
        var sent = new List<(Guid Report, long Unit, DateTimeOffset At)>();
        await using (var command = new NpgsqlCommand("""
            select r.id, r.unit_id, (select min(s.at) from report_step s where s.report_id = r.id)
              from report r where r.edition_id = $1 and r.handed_on is not null and not r.nothing_occurred and r.pictures = '[]' order by r.unit_id
            """, connection) { Parameters = { new() { Value = editionId } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) sent.Add((reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2)));
        var given = from report in sent
                    let random = SampleRandom.For("pictured", report.Unit)
                    where random.Chance(Share)
                    let drawing = random.Between(0, drawings.Length - 1)
                    select new { Report = report.Report, Id = random.Id(report.At), At = report.At.AddMinutes(-5), Drawing = drawing + 1, Caption = Captions[drawing % Captions.Length] };
        await using var kept = new NpgsqlCommand(Pictures, connection)
        {
            Parameters = { new() { Value = JsonSerializer.Serialize(given), NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = drawings }, new() { Value = SampleDrawing.Width }, new() { Value = SampleDrawing.Height } },
        };
        await kept.ExecuteNonQueryAsync(cancel);
    }

    const string Pictures = """
        with given as (
            select g."Report" as report_id, g."Id" as id, g."At" as at, g."Caption" as caption, ($2::bytea[])[g."Drawing"] as content, s.by, r.unit_id
              from jsonb_to_recordset($1) as g ("Report" uuid, "Id" uuid, "At" timestamptz, "Drawing" int, "Caption" text)
              join report r on r.id = g."Report"
             cross join lateral (select s.by from report_step s where s.report_id = r.id order by s.id limit 1) s),
        listed as (
            update report r set pictures = jsonb_build_array(jsonb_build_object('id', g.id, 'caption', g.caption)) from given g where r.id = g.report_id),
        kept as (
            insert into report_picture (id, report_id, type, width, height, content, sha256, added_at, added_by)
            select id, report_id, 'image/png', $3, $4, content, sha256(content), at, by from given)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select at, by, unit_id, 'added', 'picture', id::text, jsonb_build_object('report', report_id, 'caption', caption) from given order by unit_id
        """;

    const string Picture = """
        with given as (
            update report r set pictures = r.pictures || jsonb_build_array(jsonb_build_object('id', $3, 'caption', $9::text))
              from membership m join person p on p.id = m.person_id
             where p.user_name = $2 and m.unit_id = r.unit_id and r.edition_id = $1
            returning r.id, r.unit_id, p.id as person_id),
        kept as (
            insert into report_picture (id, report_id, type, width, height, content, sha256, added_at, added_by)
            select $3, id, 'image/png', $4, $5, $6, $7, $8, person_id from given)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select $8, person_id, unit_id, 'added', 'picture', $3::text, jsonb_build_object('report', id, 'caption', $9::text) from given
        """;
}
