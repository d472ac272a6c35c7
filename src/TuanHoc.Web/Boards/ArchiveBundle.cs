using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Boards;

/// <summary>A file that shows something of a unit's report: a picture or a file that was sent with it, the paper it came on, its signed file, the signed plan of its year.</summary>
/// <param name="Kind">Picture, file, paper, signed or plan.</param>
/// <param name="Id">The picture, the file, the report or the plan.</param>
/// <param name="Name">Its caption, or its name where it came from.</param>
/// <param name="End">The end of a name that says what it is: ".jpg", ".pdf", ".xlsx". It was told by the content when the file came.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record Evidence(string Kind, Guid Id, string Name, string End, string Sha256)
{
    public const string Picture = "picture", File = "file", Paper = "paper", Signed = "signed", Plan = "plan";
}

/// <summary>
/// What a unit puts into its archive: its report, its figures in every form they are read in, pictures and signed files, and a manifest that names each with its hash. A zip of plain
/// files, so that it is read without this program.
/// </summary>
static class ArchiveBundle
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What this person may see of it; of a report that was handed in, as it was sent.</summary>
    public static Task<List<Evidence>> EvidenceAsync(this AppDb db, TotalsPlace place, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<Evidence>($"""
        with seen as (select r.id, r.pictures from report r join edition e on e.id = r.edition_id
                       where r.edition_id = {place.EditionId} and r.unit_id = {place.UnitId} and r.state in ('submitted', 'accepted')
                         and ({user.IsAdministrator} or sees({user.Id}, r.unit_id, {user.Today}, stood_on(r.unit_id, upper(e.week) - 1))))
        select f.kind, f.id, f.name, coalesce(f."end", '') as "end", f.sha256
          from (select {Evidence.Picture} as kind, p.id, l.listed ->> 'caption' as name, case p.type when 'image/png' then '.png' else '.jpg' end as "end", encode(p.sha256, 'hex') as sha256, 1 as part, l.place
                  from seen r cross join lateral jsonb_array_elements(r.pictures) with ordinality as l (listed, place) join report_picture p on p.report_id = r.id and p.id = (l.listed ->> 'id')::uuid
                union all
                select {Evidence.File}, f.id, regexp_replace(f.name, '\.[[:alnum:]]+$', ''), lower(substring(f.name from '\.[[:alnum:]]+$')), encode(f.sha256, 'hex'), 2, row_number() over (order by f.added_at, f.name)
                  from seen r join report_file f on f.report_id = r.id and f.until is null
                union all
                select {Evidence.Paper}, b.report_id, regexp_replace(b.file_name, '\.[[:alnum:]]+$', ''), lower(substring(b.file_name from '\.[[:alnum:]]+$')), encode(b.file_sha256, 'hex'), 3, 1 from seen r join report_behalf b on b.report_id = r.id
                union all
                select {Evidence.Signed}, s.report_id, regexp_replace(s.name, '\.[[:alnum:]]+$', ''), lower(substring(s.name from '\.[[:alnum:]]+$')), encode(s.sha256, 'hex'), 4, 1
                  from seen r join report_signed_file s on s.report_id = r.id and s.version = (select max(t.version) from report_snapshot t where t.report_id = r.id)
                union all
                select {Evidence.Plan}, s.plan_id, regexp_replace(s.name, '\.[[:alnum:]]+$', ''), lower(substring(s.name from '\.[[:alnum:]]+$')), encode(s.sha256, 'hex'), 5, row_number() over (order by p.issued_on, p.id)
                  from plan p join plan_signed_file s on s.plan_id = p.id
                 where p.unit_id = {place.UnitId} and p.edition_id = {place.EditionId} and ({user.SeesAll()} or p.unit_id in (select * from units_seen({user.Id}, {user.Today})))) f
         order by f.part, f.place
        """).ToListAsync(cancel);

    /// <summary>Writes the zip.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="db">The database.</param>
    /// <param name="about">Of what the report is, for the manifest.</param>
    /// <param name="documents">The files that are made here: path, what it is, and what writes it.</param>
    /// <param name="evidence">The files that are kept.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task WriteAsync(Stream output, AppDb db, object about, IReadOnlyList<(string Path, string About, Func<Stream, Task> Write)> documents, IReadOnlyList<Evidence> evidence, CancellationToken cancel)
    {
        var files = new List<object>();
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancel);
        foreach (var (path, what, write) in documents)
        {
            using var made = new MemoryStream();
            await write(made);
            await AddAsync(path, what, made.ToArray());
        }
        foreach (var (file, number) in evidence.Select((file, index) => (file, index + 1)))
        {
            var content = (await db.Database.SqlQuery<byte[]>(file.Kind switch
            {
                Evidence.Picture => (FormattableString)$"""select content as "Value" from report_picture where id = {file.Id}""",
                Evidence.File => $"""select content as "Value" from report_file where id = {file.Id}""",
                Evidence.Paper => $"""select file_content as "Value" from report_behalf where report_id = {file.Id}""",
                Evidence.Signed => $"""select content as "Value" from report_signed_file where report_id = {file.Id} order by version desc limit 1""",
                _ => $"""select content as "Value" from plan_signed_file where plan_id = {file.Id}""",
            }).ToListAsync(cancel)).Single();
            await AddAsync(PathOf(file, number), file.Name, content);
        }
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new { Format = "tuanhoc-archive/1", About = about, Files = files }, Indented);
        await PutAsync("manifest.json", manifest);

        async Task AddAsync(string path, string what, byte[] content)
        {
            files.Add(new { Path = path, About = what, Size = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) });
            await PutAsync(path, content);
        }

        async Task PutAsync(string path, byte[] content)
        {
            await using var entry = await zip.CreateEntry(path, CompressionLevel.Optimal).OpenAsync(cancel);
            await entry.WriteAsync(content, cancel);
        }
    }

    // Names that every system can write; the words stand in the manifest.
    static string PathOf(Evidence file, int number)
    {
        var words = string.Join('-', SearchKey.Of(file.Name).Split(default(char[])).Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit))).Where(word => word.Length > 0).Take(6)).Cut(60);
        var folder = file.Kind switch { Evidence.Picture => "anh", Evidence.File => "tep", Evidence.Paper => "ban-giay", Evidence.Signed => "ban-da-ky", _ => "ke-hoach" };
        return string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:00}{(words.Length > 0 ? "-" + words : "")}{file.End}");
    }
}
