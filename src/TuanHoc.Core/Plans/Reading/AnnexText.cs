using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>One annex: its printed number, its title, the lines under the title.</summary>
internal sealed partial record AnnexText(Passage? PrintedNumber, Passage Title, AnnexKind Kind, Passage? Attached, IReadOnlyList<Line> Lines)
{
    private const int MostTitleLines = 6;
    private const int MostLinesToAttachment = 3;

    /// <summary>The next line, from an index on, that begins an annex: "PHỤ LỤC II", or a title in capitals that is a usual one or is followed by "(Kèm theo Kế hoạch …)".</summary>
    public static int FindStart(List<Line> lines, int from, bool afterTail)
    {
        for (var i = from; i < lines.Count; i++)
        {
            if (IsNumber(lines[i]) || (afterTail && IsTitle(lines, i)))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsTitle(List<Line> lines, int index)
    {
        var line = lines[index];
        return Line.IsUpperCase(line.Cells[0].Text) && Marker.Of(line.Text).Level == Level.Plain && !SignatureReader.IsPartOfSignature(line.Text)
            && (UsualTitle().IsMatch(line.Key) || (line.IsUpper && lines.Skip(index + 1).Take(MostLinesToAttachment).Any(next => Attachment().IsMatch(next.Key))));
    }

    public static IReadOnlyList<AnnexText> Split(List<Line> lines)
    {
        var annexes = new List<AnnexText>();
        for (var start = 0; start < lines.Count;)
        {
            var (annex, bodyStart) = ReadHead(lines, start);
            var end = FindStart(lines, bodyStart, afterTail: true);
            end = end < 0 ? lines.Count : end;
            annexes.Add(annex with { Lines = lines[bodyStart..end] });
            start = end;
        }

        return annexes;
    }

    private static (AnnexText Annex, int Next) ReadHead(List<Line> lines, int start)
    {
        var next = start;
        Passage? number = null;
        var title = new List<Passage>();
        if (IsNumber(lines[start]))
        {
            var mark = NumberMark().Match(lines[start].Key);
            number = lines[start].Text.Slice(mark).Trim(" :.-");
            var rest = lines[start].Text.After(mark.Length).Trim(" :.-");
            if (rest.Length > 0)
            {
                title.Add(rest);
            }

            next++;
        }

        var attachment = lines.FindIndex(next, Math.Min(MostTitleLines, lines.Count - next), line => Attachment().IsMatch(line.Key));
        for (; next < lines.Count && title.Count < MostTitleLines && (next < attachment || BelongsToTitle(lines[next], title)); next++)
        {
            title.Add(lines[next].Text);
        }

        var whole = title.Count == 0 ? number! : Passage.Join(title);
        var attached = new List<Passage>();
        while (next < lines.Count && attached.Count < MostTitleLines && (attached.Count == 0 ? Attachment().IsMatch(lines[next].Key) : !attached[^1].Text.EndsWith(')')))
        {
            attached.Add(lines[next++].Text);
        }

        return (new AnnexText(number, whole, KindOf(whole.Key), attached.Count == 0 ? null : Passage.Join(attached), []), next);
    }

    private static bool BelongsToTitle(Line line, List<Passage> title)
    {
        if (Attachment().IsMatch(line.Key) || line.Cells.Count >= 3 || IsNumber(line))
        {
            return false;
        }

        if (title.Count == 0)
        {
            return true;
        }

        return Marker.Of(line.Text).Level == Level.Plain && (title[^1].Length < 25 || !line.AfterBlank || char.IsLower(line.Text.Text[0]))
            && (line.IsUpper || !Line.IsUpperCase(title[^1].Text)) && line.Text.Length < 160 && !title[^1].Text.EndsWith('.')
            && !line.Key.Contains("cong hoa xa hoi", StringComparison.Ordinal);
    }

    private static bool IsNumber(Line line) =>
        NumberMark().Match(line.Key) is { Success: true } mark
            && (mark.Length == line.Key.Length || line.IsUpper || (line.Key[mark.Length - 1] is ':' or '.' or '-' && line.Key.Length < 160));

    private static AnnexKind KindOf(string title) => title switch
    {
        _ when title.Contains("khau hieu", StringComparison.Ordinal) => AnnexKind.Slogans,
        _ when Figures().IsMatch(title) => AnnexKind.StatisticsTable,
        _ when title.Contains("bao cao", StringComparison.Ordinal) => AnnexKind.ReportOutline,
        _ when title.Contains("tuyen truyen", StringComparison.Ordinal) => AnnexKind.PropagandaOutline,
        _ => AnnexKind.Other,
    };

    [GeneratedRegex(@"^phu luc( (so )?([ivx]{1,4}|\d{1,2}))?\b ?[.:-]?", Patterns.Bounded)]
    private static partial Regex NumberMark();

    [GeneratedRegex(@"^(mot so |goi y |cac |danh muc )?(khau hieu|de cuong|mau |bieu |bang |tong hop so lieu|bieu mau|thong ke|so lieu|noi dung tuyen truyen)", Patterns.Bounded)]
    private static partial Regex UsualTitle();

    [GeneratedRegex(@"^\(?(ban hanh )?(kem|dinh kem)\b", Patterns.Bounded)]
    private static partial Regex Attachment();

    [GeneratedRegex(@"so lieu|thong ke|bieu tong hop|bang tong hop|bieu mau tong hop", Patterns.Bounded)]
    private static partial Regex Figures();
}
