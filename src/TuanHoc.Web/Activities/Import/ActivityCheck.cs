using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using TuanHoc.Activities;
using TuanHoc.Office;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Import;

/// <summary>What is wrong in a cell of a file.</summary>
/// <param name="Line">The number that a spreadsheet shows beside the row.</param>
/// <param name="Column">The column by its letters and heading.</param>
/// <param name="Read">What stands there.</param>
/// <param name="Said">What is wrong with it, and what to write.</param>
public sealed record RowFault(int Line, string Column, string Read, string Said);

/// <summary>A row that becomes an activity.</summary>
public sealed record PlannedRow(int Line, ActivityKind Kind, ActivityInput Input, byte[] Digest)
{
    /// <summary>What it is perhaps a second record of.</summary>
    public IReadOnlyList<RowTwin> Twins { get; init; } = [];
}

/// <summary>What would come of a file now: nothing of it while there is a fault.</summary>
/// <param name="Faults">By line.</param>
/// <param name="Rows">Those that would be recorded.</param>
/// <param name="Known">How many rows were recorded from a file before, or stand twice in this one.</param>
/// <param name="Unread">Headings of somebody's own, whose columns are not read.</param>
public sealed record ActivityDryRun(IReadOnlyList<RowFault> Faults, IReadOnlyList<PlannedRow> Rows, int Known, IReadOnlyList<string> Unread)
{
    /// <summary>Why nothing is recorded, in a sentence; null when it can be.</summary>
    public string? WhyNot =>
        Faults.Count > 0 ? T["Tệp còn {0} lỗi nên chưa ghi gì: sửa trong tệp rồi gửi lại.", Faults.Count]
        : Rows.Count == 0 ? T["Không có gì để ghi: mọi dòng của tệp đã được ghi trước đây."]
        : null;
}

/// <summary>The dry run: each row is typed into the form of an activity, and what the form refuses is a fault of the cell.</summary>
static class ActivityCheck
{
    // An unknown kind asks for nothing, so that the other cells of its row are checked in the same run.
    static readonly ActivityKind AnyKind = ActivityKinds.All.First(kind => kind.Needs == ActivityNeeds.Nothing);

    public static async Task<ActivityDryRun> CheckAsync(AppDb db, CurrentUser user, ActivityImport import, CancellationToken cancel)
    {
        var sheet = JsonSerializer.Deserialize<ActivitySheet>(import.Reading!)!;
        var plans = await db.CeremonyPlansAsync(import.EditionId, import.UnitId, user.Today, cancel);
        var (ended, week) = (await db.EndOfUnitAsync(import.UnitId, new DateOnly(import.Year + 1, 12, 31), cancel), plans.Frame(import.FirstDay, import.LastDay));
        var (faults, read, digests) = (new List<RowFault>(), new List<PlannedRow>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in sheet.Rows)
        {
            var form = Typed(row, out var kind);
            var input = ActivityForm.Read(form, import.Year, kind);
            if (form.IsValid) ActivityEndpoints.RefuseDay(form, input, kind.Key, import.UnitName, ended < ActivityTime.DayOf(input.From) ? ended : null, week);
            faults.AddRange(form.Errors.Select(error => Fault(sheet, row, ActivityColumn.Of(error.Key), error.Value)));
            var digest = DigestOf(row, kind);
            if (form.IsValid && digests.Add(Convert.ToHexString(digest))) read.Add(new(row.Number, kind, input, digest));
        }
        var known = (await db.RecordedRowsAsync(import, [.. read.Select(row => row.Digest)], cancel)).Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        var rows = read.Where(row => !known.Contains(Convert.ToHexString(row.Digest))).ToList();
        var twins = (await db.RowTwinsAsync(import, rows, cancel)).ToLookup(twin => twin.Line);
        return new(
            [.. faults.OrderBy(fault => fault.Line)],
            [.. rows.Select(row => row with { Twins = [.. twins[row.Line]] })],
            sheet.Rows.Count - rows.Count - faults.Select(fault => fault.Line).Distinct().Count(),
            sheet.Unread);
    }

    /// <summary>The row as the form of an activity takes it; what only a file can do wrong is refused here.</summary>
    static FormReader Typed(ActivitySheetRow row, out ActivityKind kind)
    {
        var fields = row.Cells.Where(cell => cell.Key is not (ActivityColumn.OtherPlaces or "kind" or "forAll" or "audience")).ToDictionary(cell => cell.Key, cell => new StringValues(cell.Value), StringComparer.Ordinal);
        var others = row[ActivityColumn.OtherPlaces].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        fields.TryAdd(ActivityForm.NameOf(0), "");
        foreach (var (number, place) in others.Take(ActivityForm.MostPlaces - 1).Index()) fields[ActivityForm.NameOf(number + 1)] = place;
        var (isForAll, audience, known) = (ActivityColumn.IsYes(row["forAll"]), ActivityColumn.AudienceOf(row["audience"]), ActivityColumn.KindOf(row["kind"]));
        if (isForAll == true) fields["forAll"] = "on";
        fields["audience"] = audience;
        var form = new FormReader(new FormCollection(fields));
        foreach (var field in row.Formulas) form.Refuse(field, T["Ô này là công thức, nên không chắc người khác thấy cùng một chữ: sao chép rồi dán giá trị (Paste Values)."]);
        foreach (var field in row.Cut) form.Refuse(field, T["Viết ngắn hơn: nhiều nhất {0} ký tự.", TableFile.LongestCell]);
        if (known is null && row["kind"].Length == 0) form.Refuse("kind", T["Chọn loại hoạt động trong danh sách của ô."]);
        else if (known is null) form.Refuse("kind", T["Không có loại hoạt động này. Chọn trong danh sách của ô; trang “Danh mục” của mẫu có đủ các loại."]);
        if (isForAll is null) form.Refuse("forAll", T["Ghi “Có” hoặc “Không”; để trống là không."]);
        if (audience is null) form.Refuse("audience", T["Chọn trong danh sách của ô; để trống là mọi người."]);
        if (others.Length >= ActivityForm.MostPlaces) form.Refuse(ActivityColumn.OtherPlaces, T["Nhiều nhất {0} nơi.", ActivityForm.MostPlaces]);
        kind = known ?? AnyKind;
        return form;
    }

    static RowFault Fault(ActivitySheet sheet, ActivitySheetRow row, ActivityColumn column, string said) =>
        new(row.Number, sheet.Columns.TryGetValue(column.Field, out var place) ? $"{CellName.Letters(place)} – {column.Header}" : column.Header, row[column.Field].Cut(200), said);

    /// <summary>A hash of what a row says, whatever the order of its columns: the same row again is known by it.</summary>
    static byte[] DigestOf(ActivitySheetRow row, ActivityKind kind)
    {
        var said = row.Cells.Where(cell => cell.Key != "kind").OrderBy(cell => cell.Key, StringComparer.Ordinal).SelectMany(cell => new[] { cell.Key, cell.Value });
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(said.Prepend(kind.Key)));
    }
}
