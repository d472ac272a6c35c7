using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Web.Units.Import;

namespace TuanHoc.Web.Tests.Units.Import;

/// <summary>What is written out and read in again changes nothing.</summary>
public sealed class ImportRoundTripTests(ImportWorld world) : IClassFixture<ImportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static readonly string[] Names = ["Trường Tiểu học Tân Tiến", "Trường TH Tân Tiến", "Trường Tiểu học Tân Tiên", "=SUM(A1)", "- Thư viện \"A\", xã", "Trường Hoà Bình", "Trường Hòa Bình", "Nhà  văn hóa", "Thư viện ‘B’"];

    [Fact]
    public async Task Whatever_units_there_are_exported_and_imported_again_they_change_nothing()
    {
        var random = new Random(20251001);
        string[] kinds = ["school", "library", "agency", "culture-house", "clc"];
        var parents = new List<long> { world.Province, world.Commune, world.Office, await world.PlaceAsync("commune", "03408") };
        for (var i = 0; i < 120; i++)
        {
            var (kind, parent, name) = (kinds[random.Next(kinds.Length)], parents[random.Next(parents.Count)], Names[random.Next(Names.Length)].Replace("  ", " ", StringComparison.Ordinal));
            var id = await world.BodyAsync(kind, name, random.Next(3) == 0 ? $"0{i:0000}" : null, parent, random.Next(8) == 0 ? "[2025-07-01,2026-02-01)" : "[2025-07-01,)");
            if (parent == world.Office) await world.Data.RunAsync("update unit_version set territory_id = $1 where unit_id = $2", random.Next(2) == 0 ? world.Commune : (object?)null, id);
            if (kind == "school" && random.Next(2) == 0) await world.Data.RunAsync("update unit_version set level = 'primary' where unit_id = $1", id);
            if (random.Next(3) == 0) await world.Data.RunAsync("insert into unit_fact (unit_id, kind, value, valid, entered_at) values ($1, 'staff', '12', '[2026-01-01,)', now()), ($1, 'phone', '+84 213 876 543', '[2026-01-01,)', now())", id);
            if (kind == "school" && random.Next(2) == 0) await world.Data.RunAsync("insert into unit_fact (unit_id, kind, value, valid, entered_at) values ($1, 'difficulty', 'special', '[2026-01-01,)', now())", id);
            if (kind == "agency" && parent == world.Province) await world.Data.RunAsync("update unit_version set name = name || $1, search_key = search_key || $1 where unit_id = $2", $" {i}", id);
        }
        foreach (var path in (string[])[$"/units/import/current.csv?unit={world.Province}", $"/units/import/current.xlsx?unit={world.Province}"])
            await UnchangedAsync(await world.Administrator.GetByteArrayAsync(path, Cancel), world.Province, "xlsx");
        foreach (var path in (string[])["/units/export/units.csv", "/units/export/units.xlsx"])
            await UnchangedAsync(await world.Administrator.GetByteArrayAsync(path, Cancel), 1, "xlsx");
    }

    async Task UnchangedAsync(byte[] file, long unit, string extension)
    {
        var page = await world.CheckAsync(file, unit: unit, name: "tep." + extension);
        Assert.Equal([], ImportWorld.Faults(page).Take(5));
        Assert.Equal([], ImportWorld.Questions(page).Take(5));
        Assert.Contains("mọi đơn vị đã đúng như trong tệp", ImportWorld.Result(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_is_an_empty_file_with_its_lists()
    {
        Assert.StartsWith(ImportWorld.Header.TrimEnd(), Encoding.UTF8.GetString(await world.Administrator.GetByteArrayAsync($"/units/import/template.csv?unit={world.Province}", Cancel)).TrimStart('\uFEFF'), StringComparison.Ordinal);
        var page = await world.CheckAsync(await world.Administrator.GetByteArrayAsync($"/units/import/template.xlsx?unit={world.Province}", Cancel), name: "mau.xlsx");
        Assert.Contains("Không có gì để ghi", ImportWorld.Result(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Likeness_is_symmetric_and_numbers_tell_apart()
    {
        var name = Gen.Elements(Names).Select(n => Likeness.WrittenOut(TuanHoc.Text.SearchKey.Of(n)));
        Prop.ForAll(name.Two().ToArbitrary(), pair => Assert.Equal(Likeness.IsAlike(pair.Item1, pair.Item2), Likeness.IsAlike(pair.Item2, pair.Item1))).QuickCheckThrowOnFailure();
        Assert.False(Likeness.IsAlike("truong mam non so 1", "truong mam non so 2"));
        Assert.False(Likeness.IsAlike("truong kim dong a", "truong kim dong b"));
        Assert.False(Likeness.IsAlike("truong na hu i", "truong na hu ii"));
        Assert.True(Likeness.IsAlike(Likeness.WrittenOut("truong ptdtbt th&thcs nam ma"), "truong pho thong dan toc ban tru tieu hoc va trung hoc co so nam ma"));
    }

    [Theory]
    [InlineData("Hoà Bình", "HÒA BÌNH", true)]
    [InlineData("Thuỷ", "Thủy", true)]
    [InlineData("Hoa Bình", "Hòa Bình", false)]
    [InlineData("Tân Tiến", "Tân Tiên", false)]
    public void Tone_placement_is_spelling_and_a_tone_is_not(string one, string other, bool same) => Assert.Equal(same, ImportWords.ToneKey(one) == ImportWords.ToneKey(other));

    [Fact]
    public void Everything_an_import_says_has_its_English()
    {
        var web = Path.Combine(Repository.Root, "src/TuanHoc.Web");
        var sources = Directory.EnumerateFiles(Path.Combine(web, "Units/Import"), "*.cs").Concat(new[] { "TableFile", "CsvTable", "XlsxTable" }.Select(name => Path.Combine(Repository.Root, $"src/TuanHoc.Office/{name}.cs"))).Select(File.ReadAllText).ToList();
        var said = sources.SelectMany(s => Regex.Matches(s, """(?:new Sentence|new)\("((?:[^"\\]|\\.)*)"[,)]""").Concat(Regex.Matches(s, """new(?: Choice)?\(\$?"[\w:{}.]+", "((?:[^"\\]|\\.)*)["]"""))).Select(m => Regex.Unescape(m.Groups[1].Value)).Where(s => s.Any(c => c > 127) && s.Contains(' ', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.True(said.Count > 50, $"{said.Count} sentences were found");
        var english = Directory.EnumerateFiles(web, "Words.en.json", SearchOption.AllDirectories).Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).SelectMany(f => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(f))!.Keys).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], said.Except(english, StringComparer.Ordinal).Except(ImportColumn.All.Select(c => c.Header), StringComparer.Ordinal));
    }
}
