using System.Globalization;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>
/// The statistics form as a workbook to be filled in: the printed rows with what is stored now, locked but for the cells that are asked.
/// A document is Vietnamese whatever the language of the screen.
/// </summary>
public static class FormWorkbook
{
    public const string Nothing = "không phát sinh";

    /// <summary>Where the note of a row would stand that the edition does not ask.</summary>
    public const string NotAsked = "không áp dụng";

    const string Hint = "Số nguyên từ 0, hoặc “không phát sinh” (gõ k). Để trống nếu chưa có số.";

    const int FirstColumn = 3, SecondColumn = 4;

    static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new(7, Alignment.Center), new(70), new(16, Alignment.Center), new(18, Alignment.Right), new(16, Alignment.Right), new(40),
        .. Enumerable.Repeat(new SheetColumn(12) { IsHidden = true }, 4),
    ];

    /// <summary>The form of one report.</summary>
    /// <param name="report">A report with a form.</param>
    /// <param name="code">The code of its unit.</param>
    /// <param name="name">What the sheet is called.</param>
    public static Sheet Of(ReportSeen report, string? code, string name)
    {
        var form = report.Form!;
        var empty = new Sheet(name, Columns)
        {
            Marks =
            [
                [.. FormMarks.Columns.Select(mark => SheetCell.Of(mark))],
                [
                    FormMarks.Report + report.Id, FormMarks.UnitId + Number(report.UnitId), FormMarks.UnitCode + code, FormMarks.Year + Number(report.Year), FormMarks.Form + form.Key, FormMarks.Version + Number(report.Version),
                ],
            ],
            Titles =
            [
                $"Số liệu kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {Number(report.Year)}",
                $"{report.UnitName}{(report.ReceiverName is { } receiver ? $", gửi {receiver}" : "")}, hạn {Vn.Date(report.Due)}. Chỉ ghi hoạt động do đơn vị trực tiếp tổ chức; điền các ô màu vàng.",
            ],
            Header = [new DocumentRow([.. form.Headings.Select(heading => new DocumentCell(heading)), .. Enumerable.Repeat(new DocumentCell(""), 4)])],
            Rows = [],
            FrozenColumns = 2,
        };
        var rowOf = form.Rows.Select((row, place) => (row.Key, Number: empty.FirstRow + place)).ToDictionary(row => row.Key, row => row.Number, StringComparer.Ordinal);
        string Place(FormColumn column) => CellName.Of(column.IsSecond ? SecondColumn : FirstColumn, rowOf[column.Row.Key]);
        return empty with
        {
            Rows = [.. form.Rows.Select(row => Row(report, row, Place))],
            Form = new(Nothing, Hint, [.. form.Columns.Where(column => IsFilled(report, column)).Select(Place)]),
        };
    }

    /// <summary>The forms of many reports: a list of them, and a sheet each under the number that the list gives.</summary>
    public static IReadOnlyList<Sheet> OfMany(IReadOnlyList<(ReportSeen Report, string? Code)> reports, DateOnly today) =>
    [
        new("Danh sách", [new(6, Alignment.Center), new(12), new(60), new(34), new(14), new(24)])
        {
            Titles = ["Danh sách biểu số liệu trong tệp này", "Mỗi đơn vị một trang, mở theo tên trang ở cột bên phải tên đơn vị."],
            Header = [DocumentRow.Of("STT", "Mã", "Đơn vị", "Trang", "Hạn nộp", "Trạng thái")],
            Rows = reports.Select((one, place) => (IReadOnlyList<SheetCell>)
                [(long)place + 1, SheetCell.Of(one.Code), one.Report.UnitName, SheetName(one.Report, place), Vn.Date(one.Report.Due), ReportWords.State(one.Report.State, one.Report.Due, today).Word]),
        },
        .. reports.Select((one, place) => Of(one.Report, one.Code, SheetName(one.Report, place))),
    ];

    static string SheetName(ReportSeen report, int place) => Vn.Cut($"{Number(place + 1)}. {report.UnitName}", 31);

    static IReadOnlyList<SheetCell> Row(ReportSeen report, FormRow row, Func<FormColumn, string> place)
    {
        var isGroup = row.ParentKey is null;
        var note = report.Notes.GetValueOrDefault(row.Key);
        return
        [
            SheetCell.Of(row.Code), SheetCell.Of(row.Label, isGroup), SheetCell.Of(row.Unit), Cell(report, row.First, place), Cell(report, row.Second, place),
            report.NotAsked.ContainsKey(row.Key) ? SheetCell.Of(NotAsked) with { Entry = SheetEntry.Closed } : ReportInput.HasNote(row, report) ? SheetCell.Of(note) with { Entry = SheetEntry.Text } : SheetCell.Blank,
            row.Key, Was(report, row.First), Was(report, row.Second), SheetCell.Of(note),
        ];
    }

    static bool IsFilled(ReportSeen report, FormColumn column) => !column.Derived && !report.Skipped.Contains(column.Index);

    static SheetCell Cell(ReportSeen report, FormColumn? column, Func<FormColumn, string> place)
    {
        if (column is null || report.Skipped.Contains(column.Index)) return SheetCell.Blank with { Entry = SheetEntry.Closed };
        if (!column.Derived) return Was(report, column) with { Entry = SheetEntry.Figure };
        var parts = report.Form!.Rules.Single(rule => rule.Whole == column).Parts.Where(part => !report.Skipped.Contains(part.Index)).Select(place);
        return SheetCell.Of(Figure.FromStored(report.Figures![column.Index]).Number) with { Adds = [.. parts] };
    }

    static SheetCell Was(ReportSeen report, FormColumn? column) => column is null ? SheetCell.Blank
        : Figure.FromStored(report.Figures![column.Index]) is { Number: { } number } ? SheetCell.Of(number) : SheetCell.Of(Figure.FromStored(report.Figures[column.Index]).ToString());

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
