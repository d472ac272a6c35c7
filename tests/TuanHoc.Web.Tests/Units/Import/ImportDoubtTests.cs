namespace TuanHoc.Web.Tests.Units.Import;

/// <summary>What may be a known unit and may not is put to a person.</summary>
public sealed class ImportDoubtTests(ImportWorld world) : IClassFixture<ImportWorld>
{
    /// <summary>The name and code of a school that is there, the row, the question, and what stands after "the same".</summary>
    public static TheoryData<string, string, string, string, string> Doubts => new()
    {
        { "Trường Tiểu học Tân Tiến", "", ",Trường Tiểu học Tân Tiên,Trường,Tiểu học,{0},,", "chỉ khác dấu", "Trường Tiểu học Tân Tiên " },
        { "Trường Tiểu học Kim Đồng", "", ",Trường TH Kim Đồng,Trường,Tiểu học,{0},,", "gần giống", "Trường TH Kim Đồng " },
        { "Trường Tiểu học Nậm Manh", "", ",Trường Tiểu học Nậm Mạnhh,Trường,Tiểu học,{0},,", "gần giống", "Trường Tiểu học Nậm Mạnhh " },
        { "Trường Tiểu học Có Mã", "129{1}01", "129{1}02,Trường Tiểu học Có Mã,Trường,Tiểu học,{0},,", "Cùng tên, khác mã", "Trường Tiểu học Có Mã 129{1}02" },
        { "Trường Tiểu học Mất Số", "029{1}01", "29{1}01,Trường Tiểu học Mất Số,Trường,Tiểu học,{0},,", "Mã mất số 0", "Trường Tiểu học Mất Số 029{1}01" },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public async Task A_doubtful_match_is_a_choice(string name, string code, string row, string says, string after)
    {
        foreach (var (choice, turn) in ((string, int)[])[("same", 11), ("new", 12), ("skip", 13)])
        {
            var (commune, communeCode) = await world.FreshCommuneAsync();
            // Codes are looked for in the whole province, so each turn has its own.
            string Turned(string text) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, communeCode, turn);
            var unit = await world.BodyAsync("school", name, code == "" ? null : Turned(code), commune);
            var page = await world.CheckAsync(ImportWorld.Csv(Turned(row)));
            Assert.Contains(says, Assert.Single(ImportWorld.Questions(page)), StringComparison.Ordinal);
            Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/application", StringComparison.Ordinal));

            page = await world.AnswerAsync(page, choice);
            if (page.Forms.Any(form => form.Action.EndsWith("/application", StringComparison.Ordinal))) await world.ApplyAsync(page);
            var standing = await world.Data.ScalarAsync<string>("select name || ' ' || coalesce(code, '') from unit_version where unit_id = $1 and upper_inf(valid)", unit);
            Assert.Equal(choice == "same" ? Turned(after) : $"{name} {Turned(code)}", standing);
            Assert.Equal(choice == "new" ? 2 : 1, await world.Data.ScalarAsync<long>("select count(*) from unit_on(vietnam_day(now())) where parent_id = $1", commune));
        }
    }

    [Fact]
    public async Task Commune_codes_without_their_zeros_are_repaired_with_one_yes()
    {
        var page = await world.CheckAsync(ImportWorld.Csv(",Thư viện Số Không Một,Thư viện,,3390,,", ",Bảo tàng Số Không Hai,Bảo tàng,,3390,,"));
        Assert.Equal(2, ImportWorld.Questions(page).Count(q => q.Contains("có phải 03390", StringComparison.Ordinal)));
        await world.ApplyAsync(await world.PressAsync(page, "answers", null, ("all", "commune-zeros=repair")));
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from unit_version where parent_id = $1 and name like '% Số Không %'", world.Commune));
    }

    [Theory]
    [InlineData("keep", 2)]
    [InlineData("skip", 0)]
    public async Task Codes_of_new_units_in_cells_of_numbers_are_asked_about_with_one_answer_for_all(string answer, long written)
    {
        var (commune, code) = await world.FreshCommuneAsync();
        var first = long.Parse(code, System.Globalization.CultureInfo.InvariantCulture) * 1000;
        TuanHoc.Office.SheetCell[] Row(string name, TuanHoc.Office.SheetCell number) => [number, name, "Trường", "Tiểu học", code, TuanHoc.Office.SheetCell.Blank, TuanHoc.Office.SheetCell.Blank];
        using var file = new MemoryStream();
        TuanHoc.Office.XlsxWriter.Write([new("Đơn vị", [.. Enumerable.Repeat(new TuanHoc.Office.SheetColumn(20), 7)])
        {
            Header = [new([.. ImportWorld.Header.TrimEnd().Split(',').Select(header => new TuanHoc.Documents.DocumentCell(header))])],
            Rows = [Row("Trường Ô Số Một", first + 1), Row("Trường Ô Số Hai", first + 2), Row("Trường Ô Chữ", $"0{first + 3}")],
        }], file);
        var page = await world.CheckAsync(file.ToArray(), name: "truong.xlsx");
        Assert.Equal(2, ImportWorld.Questions(page).Count(question => question.Contains("ô dạng số", StringComparison.Ordinal)));
        await world.ApplyAsync(await world.PressAsync(page, "answers", null, ("all", $"code-number={answer}")));
        Assert.Equal(written, await world.Data.ScalarAsync<long>("select count(*) from unit_version where parent_id = $1 and name like 'Trường Ô Số %'", commune));
        Assert.Equal($"0{first + 3}", await world.Data.ScalarAsync<string>("select code from unit_version where parent_id = $1 and name = 'Trường Ô Chữ'", commune));
    }

    [Fact]
    public async Task A_name_given_twice_without_codes_is_asked_and_then_known_again()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        var file = ImportWorld.Csv($",Nhà văn hóa Hai Lần,Nhà văn hóa,,{code},,", $",Nhà văn hóa Hai Lần,Nhà văn hóa,,{code},,");
        var page = await world.CheckAsync(file);
        Assert.Contains("dòng 2, 3", Assert.Single(ImportWorld.Questions(page)), StringComparison.Ordinal);
        await world.ApplyAsync(await world.AnswerAsync(page, "new"));
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from unit_on(vietnam_day(now())) where parent_id = $1", commune));
        Assert.Contains("mọi đơn vị đã đúng", ImportWorld.Result(await world.CheckAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_unit_is_not_reopened_silently()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        var unit = await world.BodyAsync("library", "Thư viện Đã Đóng", null, commune, "[2025-07-01,2026-01-01)");
        var page = await world.CheckAsync(ImportWorld.Csv($",Thư viện Đã Đóng,Thư viện,,{code},,"));
        Assert.Contains("đã kết thúc ngày 31/12/2025", Assert.Single(ImportWorld.Questions(page)), StringComparison.Ordinal);
        await world.ApplyAsync(await world.AnswerAsync(page, "reopen"));
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from unit_version where unit_id = $1", unit));
    }

    [Fact]
    public async Task Spelling_of_tones_and_missing_marks_are_no_doubt()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        await world.BodyAsync("school", "Trường Tiểu học Hòa Bình", null, commune);
        await world.BodyAsync("school", "Trường Mầm non Số 1", null, commune);
        var page = await world.CheckAsync(ImportWorld.Csv($",TRƯỜNG TIỂU HỌC HOÀ BÌNH,Trường,,{code},,", $",Truong Mam non So 1,Trường,,{code},,", $",Trường Mầm non Số 2,Trường,,{code},,"));
        Assert.Empty(ImportWorld.Questions(page));
        Assert.Contains("2 dòng đã đúng", ImportWorld.Result(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_none_of_the_choices_is_none()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        await world.BodyAsync("school", "Trường Tiểu học Lạ", null, commune);
        var page = await world.CheckAsync(ImportWorld.Csv($",Trường Tiểu học La,Trường,,{code},,"));
        page = await world.PressAsync(page, "answers", null, ("a.0", "same:1"), ("a.x", "new"), ("all", "tones=drop"));
        Assert.Contains("1 chưa trả lời", ImportWorld.Result(page), StringComparison.Ordinal);
    }
}
