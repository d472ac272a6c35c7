using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The rows of the annexed statistics form, from cells, from lines that lost their columns, or from one cell a line.</summary>
internal static partial class StatisticsReader
{
    public static IReadOnlyList<StatisticsRow> Read(PlanText plan) =>
        [.. plan.Annexes.Where(annex => annex.Kind == AnnexKind.StatisticsTable).SelectMany(annex => Rows(annex.Lines))];

    private static IEnumerable<StatisticsRow> Rows(IReadOnlyList<Line> lines)
    {
        var table = lines.Where(line => line.Raw.Text.Any(char.IsLetterOrDigit)).ToList();
        var rows = table.Count(line => line.Cells.Count >= 2) * 2 > table.Count ? FromCells(table) : FromLines(table);
        return rows.Where(row => row.Label.Count(char.IsLetter) > 1);
    }

    private static IEnumerable<StatisticsRow> FromCells(IReadOnlyList<Line> lines)
    {
        // What stands above the first numbered row is the table's head.
        foreach (var line in lines.SkipWhile(line => !line.Cells.Any(cell => StartsRow().IsMatch(cell.Key))))
        {
            var cells = line.Cells.Where(cell => cell.Length > 0).ToList();
            var code = cells.Count > 0 && Code().IsMatch(cells[0].Key) ? cells[0] : null;
            var rest = code is null ? cells : cells[1..];
            if (rest.Count == 0 || IsHead(line.Key) || (rest.Count == 1 && code is null && Unit().IsMatch(rest[0].Text)))
            {
                continue;
            }

            var unit = rest.Skip(1).FirstOrDefault(cell => Unit().IsMatch(cell.Text)) ?? (rest.Count > 1 && rest[1].Key.Length < 30 && !char.IsDigit(rest[1].Text[0]) ? rest[1] : null);
            yield return Row(code, rest[0], unit);
        }
    }

    /// <summary>A row ends with its unit, where the next code begins, or where a label begins anew.</summary>
    private static IEnumerable<StatisticsRow> FromLines(IReadOnlyList<Line> lines)
    {
        var label = new List<Passage>();
        Passage? code = null;
        var oneCellALine = lines.Count(line => Code().IsMatch(line.Key)) * 2 > lines.Count(line => StartsRow().IsMatch(line.Key));
        var body = lines.SkipWhile(line => !StartsRow().IsMatch(line.Key));
        foreach (var text in body.Select(line => line.Text))
        {
            var mark = StartsRow().Match(text.Key);
            var rest = mark.Success ? text.After(mark.Length).Trim() : text;
            var isUnit = label.Count > 0 && !mark.Success && Unit().IsMatch(rest.Text);
            if (label.Count > 0 && !isUnit && (mark.Success || !char.IsLower(rest.Text[0])))
            {
                yield return Row(code, Passage.Join(label), unit: null);
                (code, label) = (null, []);
            }

            code = mark.Success ? text.Slice(mark.Groups["code"]) : code;
            var unit = isUnit || oneCellALine ? Match.Empty : EndsWithUnit().Match(rest.Text);
            if (isUnit || unit.Index > 3)
            {
                label.AddRange(isUnit ? [] : [rest.Slice(0, unit.Index)]);
                yield return Row(code, Passage.Join(label), isUnit ? rest : rest.Slice(unit.Groups["unit"]));
                (code, label) = (null, []);
            }
            else if (rest.Length > 0)
            {
                label.Add(rest);
            }
        }

        if (label.Count > 0)
        {
            yield return Row(code, Passage.Join(label), unit: null);
        }
    }

    private static StatisticsRow Row(Passage? code, Passage label, Passage? unit) =>
        new(code?.Trim(".").Text, label.Text, unit?.Text, Measures(label.Key, unit?.Key), label.At.With(code?.At ?? default).With(unit?.At ?? default));

    private static IReadOnlyList<Measure> Measures(string label, string? unit)
    {
        if (unit is null)
        {
            return FreeText().IsMatch(label) ? [Measure.Text] : [];
        }

        if (Donors().IsMatch(unit))
        {
            return [Measure.Collectives, Measure.Individuals];
        }

        var (sessions, people) = (Sessions().IsMatch(unit), People().IsMatch(unit));
        return (sessions, people) switch
        {
            (true, true) => [Measure.Sessions, Measure.People],
            (true, false) => [Measure.Sessions],
            (false, true) => [Measure.People],
            _ => [Measure.Amount],
        };
    }

    private static bool IsHead(string key) => Head().IsMatch(key);

    // With their tones: "đồng" must not be found in "lao động".
    private const string Units = "(tổng |số |tổng số )?(lượt |triệu |nghìn )?(lớp( học)?|khóa( học)?|khoá( học)?|cuộc( thi)?|buổi|hội thi|người( dân)?|học viên|học sinh|lượt|tin|bài( viết)?|quyển|cuốn|đầu sách|tờ|bản|chiếc|cái|tập th[ểẻ]|cá nhân|đơn vị|huyện|quận|xã|phường|thị trấn|thôn|buôn|ấp|trường( học)?|trung tâm|cơ sở( giáo dục)?|đồng|mô hình|gia đình|dòng họ|cộng đồng|chuyên đề|lần|suất|sản phẩm|học liệu|video|bộ|chương trình|tủ sách)";

    [GeneratedRegex($@"^{Units}([ ,;]*(/|,|và|-) ?{Units}){{0,4}}$", Patterns.Bounded | RegexOptions.IgnoreCase)]
    private static partial Regex Unit();

    [GeneratedRegex($@"\s(?<unit>{Units}( ?(/|, ) ?{Units}){{0,4}})$", Patterns.Bounded | RegexOptions.IgnoreCase)]
    private static partial Regex EndsWithUnit();

    [GeneratedRegex(@"^([ivx]{1,4}|\d{1,2}(\.\d{1,2}){0,2}|[a-d])[.)]?$", Patterns.Bounded)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?<code>\d{1,2}(\.\d{1,2}){0,2})[.)]?( |$)", Patterns.Bounded)]
    private static partial Regex StartsRow();

    [GeneratedRegex(@"^(stt|tt)\b|^(so luong|so lop|ghi chu|don vi( tinh)?|noi dung( cac)?( hoat dong)?|nguoi)$|so lop ?/ ?so cuoc", Patterns.Bounded)]
    private static partial Regex Head();

    [GeneratedRegex(@"noi dung khac|y kien khac|khac \(neu co\)$", Patterns.Bounded)]
    private static partial Regex FreeText();

    [GeneratedRegex(@"tap the?.*ca nhan", Patterns.Bounded)]
    private static partial Regex Donors();

    [GeneratedRegex(@"^(so )?(lop|cuoc( thi)?|lop hoc)\b", Patterns.Bounded)]
    private static partial Regex Sessions();

    [GeneratedRegex(@"\bnguoi\b", Patterns.Bounded)]
    private static partial Regex People();
}
