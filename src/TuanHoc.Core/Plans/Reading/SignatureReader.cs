using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The authority, the position and the name at the end of the plan.</summary>
internal static partial class SignatureReader
{
    private const int LongestName = 40;
    private const int MostLines = 6;

    public static Signature? Read(PlanText plan)
    {
        var authority = new List<Passage>();
        Passage? position = null;
        Passage? name = null;
        foreach (var piece in Pieces(plan.Tail))
        {
            if (IsAuthority(piece.Text))
            {
                authority.Add(piece);
            }
            else if (IsPosition(piece.Text) || IsTitleCasePosition(piece.Text))
            {
                position = piece;
            }
            else if ((position is not null || authority.Count > 0) && IsName(piece))
            {
                name = Bare(piece);
            }
        }

        var parts = authority.Append(position).Append(name).OfType<Passage>().ToList();
        return parts.Count == 0 || (position is null && authority.Count == 0)
            ? null
            : new Signature([.. authority.Select(line => line.Text)], position?.Text, name?.Text, new(parts.Min(part => part.At.From), parts.Max(part => part.At.To)));
    }

    /// <summary>The cells of the tail's lines, cut again where the signature's column runs into the recipients'.</summary>
    public static IEnumerable<Passage> Pieces(IEnumerable<Line> tail)
    {
        foreach (var cell in tail.SelectMany(line => line.Cells).Where(cell => cell.Length > 0))
        {
            var begin = 0;
            foreach (var cut in IsAuthority(cell.Text) || IsPosition(cell.Text) || IsTitleCasePosition(cell.Text) ? [] : Column().Matches(cell.Text).Where(cut => cut.Index > 0))
            {
                yield return cell.Slice(begin, cut.Index - begin).Trim();
                begin = cut.Index + 1;
            }

            yield return cell.After(begin).Trim();
        }
    }

    /// <summary>
    /// Where the tail begins when a signature whose position is not in capitals stands before Nơi nhận, or alone;
    /// only the end of the text is searched, for elsewhere "Hiệu trưởng" is a heading.
    /// </summary>
    public static int BeginOfSignature(List<Line> lines, int from, int tail)
    {
        var end = tail < 0 ? lines.Count : tail;
        var begin = lines.FindIndex(Math.Max(from, end - MostLines), Math.Min(MostLines, end - from), line => IsTitleCasePosition(line.Text.Text) || IsAuthority(line.Text.Text));
        return begin >= 0 && begin < end ? begin : tail;
    }

    public static bool IsPartOfSignature(Passage piece) => IsAuthority(piece.Text) || IsPosition(piece.Text) || IsTitleCasePosition(piece.Text) || Sealed().IsMatch(piece.Key) || IsName(piece);

    public static bool IsAuthority(string text) => AuthorityLine().IsMatch(text) || (TitleCaseAuthority().IsMatch(text) && AuthorityLine().IsMatch(text.ToUpperInvariant()));

    public static bool IsPosition(string text) => PositionLine().IsMatch(text);

    /// <summary>"Hiệu trưởng", "Phó Giám đốc" on a line of its own.</summary>
    private static bool IsTitleCasePosition(string text) =>
        char.IsUpper(text[0]) && !text.EndsWith(':') && PositionLine().IsMatch(text.ToUpperInvariant());

    private static bool IsName(Passage piece)
    {
        var name = Bare(piece);
        var words = name.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return piece.Text[0] is not ('-' or '–' or '+') && name.Length < LongestName && words.Length is >= 2 and <= 6
            && words.All(word => char.IsUpper(word[0]) && word.All(letter => char.IsLetter(letter) || letter is '.' or '\'' or '’' or '-'))
            && (!Line.IsUpperCase(name.Text) || Surname().IsMatch(name.Key)) && !NotName().IsMatch(name.Text);
    }

    /// <summary>The usual family names, by which a name in capitals is told from a position.</summary>
    [GeneratedRegex(@"^(nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|trinh|mai|cao|luong|ta|lam|chu|luu|dao|nong|lo|quach|kieu|trieu|truong|phung|thai)\b", Patterns.Bounded)]
    private static partial Regex Surname();

    private static Passage Bare(Passage piece) => piece.Trim(" •.✓,()");

    [GeneratedRegex(@"^(TM|T/M|T\.M|KT|K/T|TL|TUQ)\.? ?[A-ZĐÀ-ỸƯƠĂÂÊÔ][A-ZĐÀ-ỸƯƠĂÂÊÔ ,&-]{2,80}$", Patterns.Bounded)]
    private static partial Regex AuthorityLine();

    [GeneratedRegex(@"^(TM|T/M|T\.M|KT|K/T|TL|TUQ)\. ?\p{Lu}\p{Ll}", Patterns.Bounded)]
    private static partial Regex TitleCaseAuthority();

    [GeneratedRegex(@"^(Q\. ?)?(PHÓ |P\. ?|QUYỀN )?(CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|BỘ TRƯỞNG|VỤ TRƯỞNG|CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|VIỆN TRƯỞNG|BÍ THƯ)( (PHỤ TRÁCH|UBND|ỦY BAN|UỶ BAN|PHÒNG|SỞ|TRUNG TÂM|HỘI)[^.;:]{0,40})?$|^(PHÓ )?(TRƯỞNG (PHÒNG|BAN|KHOA)|GIÁM ĐỐC (SỞ|TRUNG TÂM)|CHỦ TỊCH HỘI) [^.;:]{2,50}$|^(THỨ TRƯỞNG|PHÓ CHÁNH VĂN PHÒNG|PHÓ VỤ TRƯỞNG|CHỦ TỊCH HỘI|THỦ TRƯỞNG( ĐƠN VỊ)?)$", Patterns.Bounded)]
    private static partial Regex PositionLine();

    [GeneratedRegex(@" (TM|KT|TL|TUQ)\. ?[A-ZĐỦÙ]{2}| (PHÓ )?(CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG PHÒNG)$", Patterns.Bounded)]
    private static partial Regex Column();

    [GeneratedRegex(@"^\W*(da ky|ky ten|ky, ghi|dong dau|ky so)", Patterns.Bounded)]
    private static partial Regex Sealed();

    // With their tones: Trương and Lưu are family names.
    [GeneratedRegex(@"^(sở|phòng|ban|hội|[uủ][ỷy] ban|trung tâm|trường|đài|báo|lưu (vt|hs|vp|hc|th)|tỉnh đoàn|quận đoàn|nơi nhận|như trên|bộ|độc lập|ký tên|đã ký|tỉnh [uủ][ỷy]|tỉnh|thành|quận|huyện)\b", Patterns.Bounded | RegexOptions.IgnoreCase)]
    private static partial Regex NotName();
}
