using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>An official letter (công văn) bears no name of its type: its subject stands under its number ("V/v …"), and it begins by whom it addresses ("Kính gửi").</summary>
internal static partial class LetterText
{
    private const int MostLinesOfSubject = 6;
    private const int MostAddressees = 60;

    public static bool IsAddress(Line line) => Address().IsMatch(line.Key);

    /// <summary>The line "Kính gửi" near the top, -1 where there is none or where a document of another type addresses somebody.</summary>
    public static int FindAddress(List<Line> lines, int longestHead)
    {
        var at = lines.FindIndex(IsAddress);
        return at < longestHead && !lines.Take(Math.Max(at, 0)).Any(line => line.IsUpper && OtherType().IsMatch(line.Key)) ? at : -1;
    }

    /// <summary>What stands after "V/v", over as many lines as its column gives it.</summary>
    public static Passage? Subject(IReadOnlyList<Line> letterhead)
    {
        for (var i = 0; i < letterhead.Count; i++)
        {
            for (var column = 0; column < letterhead[i].Cells.Count; column++)
            {
                if (About().Match(letterhead[i].Cells[column].Key) is { Success: true } mark)
                {
                    var first = letterhead[i].Cells[column].After(mark.Length).Trim();
                    var rest = letterhead.Skip(i + 1).Take(MostLinesOfSubject - 1).Select(line => line.Cells[Math.Min(column, line.Cells.Count - 1)]).TakeWhile(GoesOn);
                    var subject = Passage.Join([WithoutPlace(first), .. rest.Select(WithoutPlace)]).Trim(" .;,");
                    return subject.Length > 0 ? subject : null;
                }
            }
        }

        return null;
    }

    /// <summary>Whom the document addresses, and the index of the line after them.</summary>
    public static (IReadOnlyList<Passage> Addressees, int Next) Addressees(IReadOnlyList<Line> lines, int at)
    {
        var named = new List<Passage>();
        var inline = WithoutMark(lines[at].Text.After(Address().Match(lines[at].Key).Length).Trim());
        if (inline.Length > 0)
        {
            named.Add(inline);
        }

        var next = at + 1;
        for (; next < lines.Count && next <= at + MostAddressees; next++)
        {
            var line = lines[next];
            if (Marker.Of(line.Text).Level is Level.Bullet or Level.SubBullet)
            {
                named.Add(WithoutMark(line.Text));
            }
            else if (named.Count > 0 && !line.AfterBlank && (char.IsLower(line.Text.Text[0]) || named[^1].Text[^1] is ',' or '-'))
            {
                named[^1] = Passage.Join([named[^1], line.Text]);
            }
            else
            {
                break;
            }
        }

        return ([.. named.Select(name => name.Trim(" -–;.,")).Where(name => name.Length > 1)], next);
    }

    private static bool GoesOn(Passage cell) => cell.Length > 0 && !Line.IsUpperCase(cell.Text) && !NotSubject().IsMatch(cell.Key);

    /// <summary>Where the page ran its two columns into one line, place and day follow the subject.</summary>
    private static Passage WithoutPlace(Passage cell) => PlaceAndDay().Match(cell.Text) is { Success: true } place ? cell.Slice(0, place.Index) : cell;

    private static Passage WithoutMark(Passage line) => line.Length == 0 ? line : line.After(Marker.Of(line) is { Level: Level.Bullet or Level.SubBullet } mark ? mark.Length : 0).Trim();

    [GeneratedRegex(@"^[-* ]*kinh gui\b ?:? ?", Patterns.Bounded)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\(?(v ?/ ?v|vv|ve viec)\b ?[:.]? ?", Patterns.Bounded)]
    private static partial Regex About();

    [GeneratedRegex(@"^(doc lap|cong hoa|so ?[:.]|kinh gui)|^[^,]{1,40}, ?ngay\b|^[-_* ]+$", Patterns.Bounded)]
    private static partial Regex NotSubject();

    [GeneratedRegex(@"( \p{Lu}[\p{L}.]{0,20}){1,5}, ngày \d", Patterns.Bounded)]
    private static partial Regex PlaceAndDay();

    [GeneratedRegex(@"^(bao cao|quyet dinh|thong bao|to trinh|bien ban|giay moi|giay uy quyen|nghi quyet|chi thi|thong tri|hop dong)\b", Patterns.Bounded)]
    private static partial Regex OtherType();
}
