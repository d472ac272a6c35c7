using System.Globalization;
using TuanHoc.Activities;
using TuanHoc.Documents;
using TuanHoc.Office;

namespace TuanHoc.Web.Activities.Import;

/// <summary>The file to fill in: headings that are locked, lists in the cells that take one of several, and two sheets that explain.</summary>
static class ActivityTemplate
{
    /// <summary>The sheet that holds the activities.</summary>
    public const string Sheet = "Hoạt động";

    const string Kinds = "Danh mục", Guide = "Cách ghi";

    public static void Write(string unit, int year, Stream output)
    {
        var columns = ActivityColumn.All;
        var rows = new Sheet(Sheet, [.. columns.Select(column => new SheetColumn(column.Width))])
        {
            Titles =
            [
                $"Hoạt động của {unit}, Tuần lễ hưởng ứng học tập suốt đời năm {year.ToString(CultureInfo.InvariantCulture)}",
                $"Mỗi dòng một hoạt động, nhiều nhất {Kit.Vn.Number(ActivitySheet.MostRows)} dòng. Cột có dấu * phải ghi. Trang “{Guide}” giải thích từng cột.",
            ],
            Header = [new DocumentRow([.. columns.Select(column => new DocumentCell(column.IsRequired ? column.Header + " *" : column.Header))])],
            Rows = Enumerable.Repeat<IReadOnlyList<SheetCell>>([.. columns.Select(column => SheetCell.Blank with { Entry = column.IsLong ? SheetEntry.Text : SheetEntry.Verbatim })], ActivitySheet.MostRows),
            FrozenColumns = 2,
        };
        IReadOnlyList<(ActivityColumn Of, string[] Words)> lists =
        [
            (ActivityColumn.Kind, [.. ActivityKinds.All.Select(kind => kind.Vi)]),
            (ActivityColumn.Audience, [.. Audiences.Known.Select(Audiences.Vietnamese)]),
            (ActivityColumn.Public, [ActivityColumn.Yes, ActivityColumn.No]),
        ];
        XlsxWriter.Write(
            [
                rows with { Lists = [.. lists.Select((list, place) => Offered(rows, list.Of, place, list.Words.Length))] },
                new(Guide, [new(28), new(100)])
                {
                    Header = [DocumentRow.Of("Cột", "Cách ghi")],
                    Rows = columns.Select(column => (IReadOnlyList<SheetCell>)[column.Header, (column.IsRequired ? "Bắt buộc. " : "") + column.Meaning]),
                },
                new(Kinds, [new(76), new(24), new(28), new(50)])
                {
                    Header = [DocumentRow.Of([.. lists.Select(list => list.Of.Header), "Loại ấy phải có"])],
                    Rows = ActivityKinds.All.Select((kind, row) => (IReadOnlyList<SheetCell>)[.. lists.Select(list => SheetCell.Of(list.Words.ElementAtOrDefault(row))), Needs(kind)]),
                },
            ], output);
    }

    static SheetList Offered(Sheet rows, ActivityColumn column, int place, int words)
    {
        var at = ActivityColumn.All.Index().First(one => one.Item == column).Index;
        var list = CellName.Letters(place);
        return new($"{CellName.Of(at, rows.FirstRow)}:{CellName.Of(at, rows.FirstRow + ActivitySheet.MostRows - 1)}", string.Create(CultureInfo.InvariantCulture, $"'{Kinds}'!${list}$2:${list}${words + 1}"));
    }

    static string Needs(ActivityKind kind) => kind.Needs switch
    {
        ActivityNeeds.Place => "Nơi tổ chức",
        ActivityNeeds.Link => "Nơi đăng hoặc nền tảng, và liên kết",
        _ => "",
    };
}
