using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;

namespace TuanHoc.Bench;

/// <summary>A filled form ready to be sent, by whom, and the key that its step will carry.</summary>
sealed record FilledReport(Visitor By, Guid Report, Dictionary<string, string> Fields)
{
    public static readonly StatisticsForm Form = StatisticsForm.Load("2024");

    const string Token = "__RequestVerificationToken";

    public Guid Key => Guid.Parse(Fields["key"], CultureInfo.InvariantCulture);

    /// <summary>Sends it; true when the answer confirms it.</summary>
    public async Task<bool> SubmitAsync()
    {
        using var answer = await By.PostAsync($"/reports/{Report}/submission", Fields);
        return answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.ToString().Contains("done=submitted", StringComparison.Ordinal) == true;
    }

    /// <summary>Keeps one part of what is filled as a draft, as the page does by itself; true when the server has it.</summary>
    /// <param name="part">Which of them, from 0.</param>
    /// <param name="of">How many parts there are.</param>
    public async Task<bool> KeepAsync(int part, int of)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal) { [Token] = Fields[Token], [ReportInput.FormField] = Fields[ReportInput.FormField], ["version"] = Fields["version"], ["key"] = Guid.CreateVersion7().ToString() };
        foreach (var cell in Cells.Where((_, number) => number % of == part)) (kept[cell], kept["was." + cell]) = (Fields[cell], "");
        using var answer = await By.PostAsync($"/reports/{Report}/sync", kept);
        if (answer.StatusCode != HttpStatusCode.OK) return false;
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Fields["version"] = said.RootElement.GetProperty("version").GetInt32().ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Adds a picture; true when the answer confirms it.</summary>
    public async Task<bool> AddAsync(byte[] png)
    {
        var file = new ByteArrayContent(png);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var content = new MultipartFormDataContent { { new StringContent(Fields[Token]), Token }, { new StringContent("Lễ khai mạc"), PictureSaid.CaptionField }, { file, PicturePost.FileField, "anh.png" } };
        using var answer = await By.PostAsync($"/reports/{Report}/pictures", content);
        return answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.ToString().Contains("done=pictured", StringComparison.Ordinal) == true;
    }

    IEnumerable<string> Cells => Form.Columns.Select(ReportInput.Cell).Where(Fields.ContainsKey);

    /// <summary>Opens the sheet of a report and fills it, right by the form's own checks.</summary>
    public static async Task<FilledReport> OfAsync(Visitor by, Guid report, Random random)
    {
        var fields = Visitor.Hidden(await by.ReadAsync($"/reports/{report}"));
        var figures = NationalData.Figures(Form, UnitKind.School, random);
        foreach (var column in Form.Columns.Where(column => !column.Derived && figures[column.Index] is not null))
            fields[ReportInput.Cell(column)] = Figure.FromStored(figures[column.Index]).ToString();
        return new(by, report, fields);
    }

    /// <summary>The open reports that somebody fills, person by person.</summary>
    public static async Task<Queue<List<Guid>>> OpenReportsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select r.id from report r join membership m on m.unit_id = r.unit_id and m.role = 'reporter' join person p on p.id = m.person_id where r.state = 'open' order by substring(p.user_name from 7)::int, r.id");
        await using var reader = await command.ExecuteReaderAsync();
        var reports = new List<Guid>();
        while (await reader.ReadAsync()) reports.Add(reader.GetGuid(0));
        return new(reports.Chunk(NationalData.UnitsEach).Select(of => of.ToList()));
    }

    /// <summary>Signs in as many people as this takes and opens their sheets; not timed.</summary>
    /// <param name="address">Where.</param>
    /// <param name="forms">The reports of each person, from <see cref="OpenReportsAsync"/>.</param>
    /// <param name="person">The number of the first person; those after it follow.</param>
    /// <param name="clients">How many send at once, and so how many lists there are.</param>
    /// <param name="people">How many people each of them is.</param>
    public static async Task<List<FilledReport>[]> OpenAsync(Uri address, Queue<List<Guid>> forms, int person, int clients, int people)
    {
        var visitors = await Visitor.SignInAllAsync(address, [.. Enumerable.Range(person, clients * people).Select(number => $"truong{number}")]);
        return await Task.WhenAll(visitors.Select(by => (By: by, Reports: forms.Dequeue())).ToList().Chunk(people).Select(async (mine, client) =>
        {
            var (sheets, random) = (new List<FilledReport>(), new Random(person + client));
            foreach (var (by, reports) in mine)
                foreach (var report in reports) sheets.Add(await OfAsync(by, report, random));
            return sheets;
        }));
    }

    /// <summary>How many that were sent and confirmed are not in the database, whatever their receiver decided since.</summary>
    public static async Task<double> LostAsync(NpgsqlDataSource source, IReadOnlyCollection<FilledReport> sent)
    {
        await using var command = source.CreateCommand("""
            select count(*) from unnest($1, $2) as sent (report, key)
             where not exists (select from report r join report_snapshot p on p.report_id = r.id and p.version = r.version and p.figures = r.figures
                                 join report_step s on s.report_id = r.id and s.kind = 'submitted' and s.write_key = sent.key
                                where r.id = sent.report and r.state in ('submitted', 'returned', 'accepted'))
            """);
        command.Parameters.Add(new() { Value = sent.Select(sheet => sheet.Report).ToArray() });
        command.Parameters.Add(new() { Value = sent.Select(sheet => sheet.Key).ToArray() });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
