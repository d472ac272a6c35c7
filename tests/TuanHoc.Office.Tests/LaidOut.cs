using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using static TuanHoc.Office.Tests.HandMade;

namespace TuanHoc.Office.Tests;

/// <summary>
/// A plan's plain text laid out as an office does it: letterhead and signature in tables without lines, rows in ruled tables, justified
/// paragraphs with a first-line indent, numbered pages. Headings and bullets keep the signs they have in the text.
/// </summary>
internal static partial class LaidOut
{
    private const int TextWidth = 11906 - 1701 - 851, Column = 4000;

    /// <summary>The decree's layout; or <c>plainly</c>: larger letters, no indents, a running head, the page's number at its foot.</summary>
    public static byte[] Docx(string text, bool plainly = false)
    {
        var lines = text.ReplaceLineEndings("\n").Replace("**", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd(' ')).ToList();
        var name = lines.FindIndex(line => NameOfType().IsMatch(line.Trim()));
        var foot = lines.FindIndex(Math.Max(name, 0), line => FootBegins().IsMatch(line));
        foot = foot < 0 ? lines.Count : foot;
        var footEnd = foot;
        while (footEnd < lines.Count && (lines[footEnd].Length == 0 || IsOfFoot(lines[footEnd])))
            footEnd++;
        var body = new StringBuilder();
        if (name > 0)
            body.Append(Letterhead(lines[..name]));
        body.Append(Paragraphs(lines[Math.Max(name, 0)..foot], plainly));
        if (footEnd > foot)
            body.Append(Foot(lines[foot..footEnd]));
        if (footEnd < lines.Count)
            body.Append("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>").Append(Paragraphs(lines[footEnd..], plainly));
        return Packed(body.ToString(), plainly);
    }

    private static byte[] Packed(string body, bool plainly)
    {
        const string Part = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var section = $"""<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>{(plainly ? "" : "<w:titlePg/>")}</w:sectPr>""";
        var number = """<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>""";
        var head = plainly ? P("Kế hoạch Tuần lễ hưởng ứng học tập suốt đời", """<w:jc w:val="right"/>""") : number;
        var types = Types.Replace("</Types>", """<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>""", StringComparison.Ordinal);
        return HandMade.Docx(Document(body + section), types,
            ("_rels/.rels", Bytes($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Part}/officeDocument" Target="word/document.xml"/></Relationships>""")),
            ("word/_rels/document.xml.rels", Bytes($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Part}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{Part}/header" Target="header1.xml"/><Relationship Id="rId3" Type="{Part}/footer" Target="footer1.xml"/></Relationships>""")),
            ("word/styles.xml", Bytes($"""<w:styles {WordNamespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="{(plainly ? 28 : 26)}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>""")),
            ("word/header1.xml", Bytes($"<w:hdr {WordNamespaces}>{head}</w:hdr>")),
            ("word/footer1.xml", Bytes($"<w:ftr {WordNamespaces}>{(plainly ? number : "<w:p/>")}</w:ftr>")));
    }

    private static string Letterhead(List<string> lines)
    {
        var cells = lines.Where(line => line.Any(char.IsLetterOrDigit)).Select(line => Gap().Split(line.Trim())).ToList();
        var left = cells.Where(cell => cell.Length > 1 || !OfTheState().IsMatch(cell[0])).Select(cell => cell[0]);
        var right = cells.Where(cell => cell.Length > 1 || OfTheState().IsMatch(cell[0])).Select(cell => cell[^1]);
        return SideBySide(left.Select(Centred), right.Select(Centred));
    }

    private static string Foot(List<string> lines)
    {
        var said = lines.SelectMany(line => Gap().Split(line.Trim())).Where(line => line.Any(char.IsLetterOrDigit)).ToList();
        return SideBySide(said.Where(line => RecipientLine().IsMatch(line)).Select(line => Run(line, "<w:sz w:val=\"22\"/>")), said.Where(line => !RecipientLine().IsMatch(line)).Select(Centred));
    }

    private static bool IsOfFoot(string line) => Gap().Split(line.Trim()).All(cell => cell.Length < 3 || RecipientLine().IsMatch(cell) || FootBegins().IsMatch(cell) || Name().IsMatch(cell));

    private static string SideBySide(IEnumerable<string> left, IEnumerable<string> right) =>
        $"""<w:tbl><w:tblPr><w:tblW w:w="{TextWidth}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{Column}"/><w:gridCol w:w="{TextWidth - Column}"/></w:tblGrid><w:tr>{Cell(Column, left)}{Cell(TextWidth - Column, right)}</w:tr></w:tbl><w:p/>""";

    private static string Paragraphs(IReadOnlyList<string> lines, bool plainly)
    {
        var written = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (Cells(lines[i]).Length < 3)
            {
                if (lines[i].Trim().Length > 0)
                    written.Append(Paragraph(lines[i].Trim(), plainly));
                continue;
            }
            var rows = lines.Skip(i).TakeWhile((line, place) => line.Length == 0 && i + place + 1 < lines.Count && Cells(lines[i + place + 1]).Length >= 3 || Cells(line).Length >= 3).ToList();
            i += rows.Count - 1;
            written.Append(Table([.. rows.Select(Cells).Where(row => row.Length >= 3 && row.Any(cell => cell.Any(char.IsLetterOrDigit)))]));
        }
        return written.ToString();
    }

    private static string[] Cells(string line) => line.Count(sign => sign == '|') >= 2 ? line.Trim().Trim('|').Split('|') : line.Split('\t');

    private static string Paragraph(string line, bool plainly)
    {
        if (line.Any(char.IsLetter) && !line.Any(char.IsLower) && !Numbered().IsMatch(line))
            return Centred(line);
        var properties = plainly ? """<w:spacing w:before="60" w:after="60"/><w:jc w:val="left"/>""" : """<w:spacing w:before="120" w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>""";
        return P(WebUtility.HtmlEncode(line.Replace("\t", "   ", StringComparison.Ordinal)), properties);
    }

    private static string Table(List<string[]> rows)
    {
        var columns = rows.Max(row => row.Length);
        // As wide as what stands in them asks for
        int[] weights = [.. Enumerable.Range(0, columns).Select(column => Math.Clamp(rows.Where(row => column < row.Length).Select(row => row[column].Trim().Length).Max(), 8, 45))];
        int[] widths = [.. weights.Select(weight => TextWidth * weight / weights.Sum())];
        return $"""<w:tbl><w:tblPr><w:tblW w:w="{TextWidth}" w:type="dxa"/><w:tblBorders>{string.Concat(new[] { "top", "left", "bottom", "right", "insideH", "insideV" }.Select(side => $"<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{string.Concat(widths.Select(width => $"<w:gridCol w:w=\"{width}\"/>"))}</w:tblGrid>"""
            + string.Concat(rows.Select(row => $"<w:tr>{string.Concat(widths.Select((width, column) => Cell(width, [Run(column < row.Length ? row[column].Trim() : "", "<w:sz w:val=\"24\"/>")])))}</w:tr>")) + "</w:tbl><w:p/>";
    }

    private static string Cell(int width, IEnumerable<string> paragraphs) =>
        $"""<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{string.Concat(paragraphs.DefaultIfEmpty("<w:p/>"))}</w:tc>""";

    private static string Run(string line, string properties) => $"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{WebUtility.HtmlEncode(line)}</w:t></w:r></w:p>";

    private static string Centred(string line) => $"""<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{WebUtility.HtmlEncode(line)}</w:t></w:r></w:p>""";

    [GeneratedRegex(@"^KẾ HOẠCH\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameOfType();

    [GeneratedRegex(@"CỘNG HÒA|CỘNG HOÀ|Độc lập|, ?ngày", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfTheState();

    [GeneratedRegex(@"^\W*Nơi nhận|^ *(TM|KT|TL|TUQ)\. ?\p{Lu}|^ *(PHÓ )?(CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|THỨ TRƯỞNG)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FootBegins();

    [GeneratedRegex(@"^\W*Nơi nhận|^ *[-–+] ?\w", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecipientLine();

    [GeneratedRegex(@"^[• (]*(\p{Lu}\p{Ll}*[ ).]*){2,6}$|^\(?(đã|Đã|Ký)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^([IVX]+|[A-Z]|\d+)[.)/ -]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\t+| {3,}|\|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();
}
