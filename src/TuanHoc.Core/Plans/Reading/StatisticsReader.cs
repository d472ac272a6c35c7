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
        return rows.Where(row => row.Label.Length > 1);
    }

    private static IEnumerable<StatisticsRow> FromCells(IReadOnlyList<Line> lines)
    {
        // What stands above the first numbered row is the table's head.
        foreach (var line in lines.SkipWhile(line => !line.Cells.Any(cell => StartsRow().IsMatch(cell.Key))))
        {
            var cells = line.Cells.Where(cell => cell.Length > 0).ToList();
            var code = cells.Count > 0 && Code().IsMatch(cells[0].Key) ? cells[0] : null;
            var rest = code is null ? cells : cells[1..];
            if (rest.Count == 0 || IsHead(line.Key) || (rest.Count == 1 && code is null && Unit().IsMatch(rest[0].Key)))
            {
                continue;
            }

            var unit = rest.Skip(1).FirstOrDefault(cell => Unit().IsMatch(cell.Key)) ?? (rest.Count > 1 && rest[1].Key.Length < 30 && !char.IsDigit(rest[1].Text[0]) ? rest[1] : null);
            yield return Row(code, rest[0], unit);
        }
    }

    /// <summary>A row ends with its unit, or where the next code begins.</summary>
    private static IEnumerable<StatisticsRow> FromLines(IReadOnlyList<Line> lines)
    {
        var label = new List<Passage>();
        Passage? code = null;
        var body = lines.SkipWhile(line => !StartsRow().IsMatch(line.Key)).Where(line => !IsHead(line.Key));
        foreach (var text in body.Select(line => line.Text))
        {
            var rest = text;
            if (StartsRow().Match(text.Key) is { Success: true } mark)
            {
                if (label.Count > 0)
                {
                    yield return Row(code, Passage.Join(label), unit: null);
                    label.Clear();
                }

                code = text.Slice(mark.Groups["code"]);
                rest = text.After(mark.Length).Trim();
            }

            if (rest.Length == 0)
            {
                continue;
            }

            if (Unit().IsMatch(rest.Key) && label.Count > 0)
            {
                yield return Row(code, Passage.Join(label), rest);
                (code, label) = (null, []);
            }
            else if (EndsWithUnit().Match(rest.Key) is { Success: true } unit && unit.Index > 3)
            {
                label.Add(rest.Slice(0, unit.Index));
                yield return Row(code, Passage.Join(label), rest.Slice(unit.Groups["unit"]));
                (code, label) = (null, []);
            }
            else
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
        new(code?.Trim(".").Text, label.Text, unit?.Text, Measures(label.Key, unit?.Key), label.At);

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

    private const string Units = "(so |tong so )?(luot |trieu )?(lop|khoa|cuoc|buoi|hoi thi|cuoc thi|nguoi|hoc vien|luot|tin|bai|quyen|cuon|to|ban|chiec|tap the?|ca nhan|don vi|huyen|quan|xa|phuong|thi tran|truong|trung tam|co so|dong|mo hinh|gia dinh|dong ho|cong dong|chuyen de|lan|tu|suat|cai|san pham|khoa hoc|hoc lieu|video|bo|chuong trinh|tran|giai)";

    [GeneratedRegex($@"^{Units}([ ,]*(/|,|va) ?{Units}){{0,4}}$", Patterns.Safe)]
    private static partial Regex Unit();

    [GeneratedRegex($@"\s(?<unit>{Units}( ?(/|, ) ?{Units}){{0,4}})$", Patterns.Safe)]
    private static partial Regex EndsWithUnit();

    [GeneratedRegex(@"^([ivx]{1,4}|\d{1,2}(\.\d{1,2}){0,2}|[a-d])[.)]?$", Patterns.Safe)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?<code>\d{1,2}(\.\d{1,2}){0,2})[.)]?( |$)", Patterns.Safe)]
    private static partial Regex StartsRow();

    [GeneratedRegex(@"^(stt|tt)\b|^(so luong|so lop|ghi chu|don vi( tinh)?|noi dung( cac)?( hoat dong)?|nguoi)$|so lop ?/ ?so cuoc", Patterns.Safe)]
    private static partial Regex Head();

    [GeneratedRegex(@"noi dung khac|y kien khac|khac \(neu co\)$", Patterns.Safe)]
    private static partial Regex FreeText();

    [GeneratedRegex(@"tap the?.*ca nhan", Patterns.Safe)]
    private static partial Regex Donors();

    [GeneratedRegex(@"^(so )?(lop|cuoc( thi)?|lop hoc)\b", Patterns.Safe)]
    private static partial Regex Sessions();

    [GeneratedRegex(@"\bnguoi\b", Patterns.Safe)]
    private static partial Regex People();
}
