using System.Text.Json;
using TuanHoc.Web.Tests.Platform;

namespace TuanHoc.Web.Tests.Units.Export;

/// <summary>"tuanhoc units" as a shell meets it, beside the directory of the country.</summary>
[Collection(Processes.Name)]
public sealed class UnitsVerbTests(Postgres postgres)
{
    static readonly string[] Columns = ["id", "kind", "code", "parent_code", "valid_from", "valid_to", "name"];

    async Task<string> RunAsync(string connection, params string[] args)
    {
        var (code, output, errors) = await Child.RunAsync(["units", .. args], new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__TuanHoc"] = connection });
        Assert.Equal((0, ""), (code, errors));
        return output;
    }

    [Fact]
    public async Task The_directory_of_each_day_is_complete_and_stands_alone_on_standard_output()
    {
        var connection = await postgres.CloneAsync();

        var old = Rows(await RunAsync(connection, "--as-of", "2021-10-01", "--format", "csv"));
        Assert.Equal((63, 705, 10_599), (Count(old, "province"), Count(old, "district"), Count(old, "commune")));

        var first = Rows(await RunAsync(connection, "--as-of", "01/07/2025"));
        Assert.Equal((34, 0, 3_321), (Count(first, "province"), Count(first, "district"), Count(first, "commune")));

        var now = JsonDocument.Parse(await RunAsync(connection, "--as-of", "2026-11-20", "--format", "json")).RootElement.EnumerateArray().ToList();
        Assert.All(now, unit => Assert.Equal(Columns, unit.EnumerateObject().Select(p => p.Name)));
        int Named(string kind, string type) => now.Count(u => u.GetProperty("kind").GetString() == kind && u.GetProperty("name").GetString()!.StartsWith(type + " ", StringComparison.Ordinal));
        Assert.Equal((9, 25), (Named("province", "Thành phố"), Named("province", "Tỉnh")));
        Assert.Equal((709, 2_599, 13), (Named("commune", "Phường"), Named("commune", "Xã"), Named("commune", "Đặc khu")));
        Assert.Equal(34 + 3_321, now.Count(u => u.GetProperty("kind").GetString() is "province" or "commune"));
    }

    [Fact]
    public async Task Before_the_directory_begins_a_sentence_beside_the_empty_output_says_so()
    {
        var (code, output, errors) = await Child.RunAsync(["units", "--as-of", "2020-01-01"], new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__TuanHoc"] = await postgres.CloneAsync() });
        Assert.Equal((0, 1), (code, output.TrimEnd().Split('\n').Length));
        Assert.Contains("Danh mục đơn vị bắt đầu từ ngày 01/01/2021", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_says_who_stood_where_from_when_until_when()
    {
        var connection = await postgres.CloneAsync();
        var rows = Rows(await RunAsync(connection, "--as-of", "2021-10-01"));
        Assert.Equal(["commune", "27043", "768", "2021-01-01", "2025-07-01", "Phường 4"], Assert.Single(rows, r => r[1] == "commune" && r[2] == "27043")[1..]);
        rows = Rows(await RunAsync(connection, "--as-of", "2025-07-01"));
        Assert.Equal(["commune", "27043", "79", "2025-07-01", "", "Phường Đức Nhuận"], Assert.Single(rows, r => r[2] == "27043")[1..]);
        Assert.Equal(["1", "nation", "VN", "", "2021-01-01", "", "Cả nước"], rows[0]);
        Assert.Equal(["agency", "", "VN", "2021-01-01", ""], Assert.Single(rows, r => r[1] == "agency")[1..6]);
        Assert.Equal(rows.Count, rows.Select(r => r[0]).Distinct(StringComparer.Ordinal).Count());
    }

    static int Count(List<string[]> rows, string kind) => rows.Count(r => r[1] == kind);

    // No name of the directory has a comma or a quote in it.
    static List<string[]> Rows(string csv)
    {
        var lines = csv.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r').Split(',')).ToList();
        Assert.Equal(Columns, lines[0]);
        Assert.All(lines, line => Assert.Equal(Columns.Length, line.Length));
        return lines[1..];
    }
}
