using System.Security.Cryptography;
using Npgsql;

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
        await using var sent = new NpgsqlCommand("update report_snapshot s set pictures = r.pictures from report r where r.id = s.report_id and r.pictures <> '[]'", connection);
        await sent.ExecuteNonQueryAsync(cancel);
    }

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
